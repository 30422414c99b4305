document-title = { $page } · { $brand }
languages = Langue
signed-in-as = Compte de
not-you = Ce n’est pas vous ?
sign-in = Se connecter
sign-out = Se déconnecter
cancel = Annuler

app-verified = Vérifiée par un administrateur
app-unverified = Non vérifiée
    .text = Personne ici n’a contrôlé cette application. Continuez seulement si vous la connaissez et lui faites confiance.
app-site = Site web
app-returns-to = Renvoie vers
app-registered = Enregistrée
app-registered-on = le { $date }
app-registered-by = par { $who }, le { $date }
app-loopback = Cette application fonctionne sur votre ordinateur
    .text = La réponse ira à un programme de cette machine. Continuez seulement si vous venez de le lancer vous-même.

scopes-wanted = Elle pourra
scopes-new = Elle voudrait aussi
scopes-granted = Déjà autorisé
scopes-none = Rien de plus que savoir qui vous êtes.
scope-sensitive = Sensible
scope-optional = Facultatif : décochez ce que vous ne voulez pas donner.

menu = Vos pages
menu-account = Votre compte
menu-apps = Applications connectées
menu-developer = Vos propres applications
menu-admin = Administration

field-optional = (facultatif)
summary-heading = { $n ->
    [one] Un point demande votre attention
   *[other] { $n } points demandent votre attention
}
pager = Pages de cette liste
pager-first = Revenir au début
pager-next = Suite
search = Rechercher

confirm-text = Prenez le temps de lire ce qui va se passer.
password-yours = Votre mot de passe
password-why = Pour que personne ne le fasse à votre place en votre absence.
password-missing = Veuillez saisir votre mot de passe.
password-wrong = Ce n’est pas votre mot de passe.
password-too-many = Trop d’essais. Veuillez patienter { $wait } avant de réessayer.
password-busy = Le serveur est très sollicité. Veuillez réessayer dans quelques secondes.

new-password = Nouveau mot de passe
    .hint = Au moins 15 caractères. Quelques mots sans rapport entre eux font un mot de passe solide et facile à retenir.
new-password-missing = Veuillez choisir un nouveau mot de passe.
new-password-short = C’est trop court : un mot de passe compte au moins 15 caractères.
new-password-long = C’est plus long que ce que nous acceptons. Veuillez en choisir un plus court.
new-password-guessable = Il serait vite deviné : il est courant, se répète ou dit qui vous êtes. Prenez quelques mots sans rapport entre eux.
