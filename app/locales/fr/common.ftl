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
