home-title = Bienvenue
home-lead = C’est ici que vous vous connectez à des applications sans leur donner votre mot de passe. Vous voyez ce que chacune demande, et vous décidez.
home-signed-in = Votre session est ouverte : vous pouvez relier une application ou un appareil.
home-device = Relier un appareil
home-demo = Essayer la démonstration
