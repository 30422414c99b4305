consent-title = Autoriser { $app } ?
consent-lead = Cette application demande à utiliser votre compte.
consent-lasts-once = Cet accès prend fin de lui-même après { $duration }.
consent-lasts-renewed = Chaque accès prend fin de lui-même après { $duration } ; l’application peut le renouveler tant qu’il n’est pas retiré.
consent-take-back = Vous changez d’avis ? Un administrateur peut retirer cet accès à tout moment.
consent-allow = Autoriser
consent-refuse = Refuser
