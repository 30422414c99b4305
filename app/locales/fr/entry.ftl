entry-email = Adresse e-mail
entry-send = Recevoir le lien
entry-have-account = Vous avez déjà un compte ?

sign-up-title = Créer un compte
sign-up-lead = D’abord votre adresse e-mail : nous vous envoyons un lien qui ouvre la suite.
sign-up-closed-title = Les comptes ne se créent pas ici
sign-up-closed-lead = Ce sont les personnes qui s’occupent de ce site qui les créent. Demandez-leur le vôtre, ou connectez-vous si vous en avez déjà un.
sign-up-finish-title = Bienvenue ! Qui êtes-vous ?
sign-up-finish-lead = Encore une étape, et votre compte est là.
sign-up-firstname = Prénom
sign-up-lastname = Nom
sign-up-make = Créer mon compte

letter-sent-title = Consultez votre messagerie
letter-sent-sign-up = Un message pour { $email } est en route, sauf si plusieurs y ont été envoyés récemment. Le lien qu’il contient ouvre la suite.
letter-sent-reset = Si { $email } a un compte ici, un message est en route, sauf si plusieurs y ont été envoyés récemment. Le lien qu’il contient permet de choisir un nouveau mot de passe.
letter-sent-your-address = votre adresse
letter-sent-lasts = Le lien sert une seule fois, pendant { $duration }, dans n’importe quel navigateur.
letter-sent-missing = Rien après quelques minutes ? Regardez parmi les messages indésirables, et vérifiez l’adresse.
letter-sent-again = Réessayer, ou changer d’adresse

reset-title = Mot de passe oublié ?
reset-lead = Indiquez votre adresse e-mail. Nous vous envoyons un lien pour en choisir un autre.
reset-finish-title = Choisissez un nouveau mot de passe
reset-finish-lead = Ensuite, toutes vos sessions seront fermées et chaque application perdra son accès jusqu’à ce que vous vous y connectiez de nouveau. Ainsi, personne ne reste qui n’aurait rien à faire là.
reset-set = Enregistrer ce mot de passe

email-finish-title = Utiliser cette adresse ?
email-finish-lead = Vous vous connecterez désormais avec { $new } au lieu de { $old }.
email-finish-why = Pour que personne d’autre ne puisse transférer votre compte vers son adresse.
email-finish-use = Utiliser cette adresse

link-spent-title = Ce lien ne peut plus servir
link-spent-lead = Il ne sert qu’une fois et pendant un certain temps, et un lien plus récent le remplace. Peut-être l’avez-vous déjà utilisé ; sinon, demandez-en un nouveau.
link-spent-again = Demander un nouveau lien

login-forgot = Mot de passe oublié ?
login-sign-up = Créer un compte
login-notice-reset = Votre mot de passe est changé. Connectez-vous avec le nouveau.
login-notice-email = Votre adresse est changée. C’est avec elle que vous vous connectez désormais.
