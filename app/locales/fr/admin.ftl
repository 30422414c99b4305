admin-title = Administration
admin-lead = Comment va ce serveur, et ce qui mérite un coup d’œil.
admin-nav-overview = Vue d’ensemble
admin-nav-people = Personnes
admin-nav-apps = Applications
admin-nav-api-keys = Clés d’API
admin-nav-scopes = Portées
admin-nav-keys = Clés de signature
admin-nav-audit = Journal d’audit

admin-attention = Ce qui mérite un coup d’œil
admin-attention-none = Rien pour le moment.
admin-attention-unverified = { $n ->
    [one] Une application attend d’être vérifiée.
   *[other] { $n } applications attendent d’être vérifiées.
}
admin-attention-key-old = La clé de signature a { $age }. Il est peut-être temps de la renouveler.
admin-attention-alone = Vous êtes seul à administrer ce serveur. Si vous perdez votre mot de passe, personne ici ne pourra vous aider.
admin-attention-suspended = { $n ->
    [one] Une application est suspendue.
   *[other] { $n } applications sont suspendues.
}
admin-numbers = En chiffres
admin-number-people = Personnes
admin-number-admins = Administrateurs
admin-number-apps = Applications
admin-number-api-keys = Clés d’API en service
admin-number-key = Âge de la clé de signature, { $algorithm }
admin-failures = Échecs récents
admin-failures-none = Rien n’a échoué dernièrement.
admin-see-audit = Voir tout le journal d’audit

admin-people-search = Nom, adresse e-mail ou numéro
admin-people-none = Personne ne correspond
    .text = Essayez une partie du nom ou de l’adresse e-mail.
admin-person-title = { $who } · Personnes
admin-person-name = Nom
admin-person-state = État
admin-person-email = Adresse e-mail
admin-person-number = Numéro
admin-person-since = Depuis
admin-person-language = Langue
admin-person-language-unset = celle du navigateur
admin-person-sessions = Sessions
admin-person-sessions-count = { $n ->
    [0] aucune
    [one] dans un navigateur
   *[other] dans { $n } navigateurs
}
admin-person-connected = Applications autorisées
admin-person-apps = Applications enregistrées par cette personne
admin-person-activity = Activité
admin-person-see-activity = Toute son activité
admin-person-you = C’est vous
admin-acts = Ce que vous pouvez faire
admin-badge-admin = Administrateur
admin-badge-suspended = Suspendu
admin-badge-suspended-app = Suspendue
admin-badge-no-password = Sans mot de passe
admin-badge-verified = Vérifiée
admin-badge-unverified = Non vérifiée
admin-badge-trusted = De confiance
admin-badge-paused = En pause, par son développeur

admin-apps-search = Nom ou identifiant client
admin-apps-new = Enregistrer une application
admin-apps-none = Aucune application ne correspond
    .text = Essayez une partie du nom, ou l’identifiant client entier.
admin-filter = Afficher
admin-filter-all = Toutes
admin-filter-unverified = Non vérifiées
admin-filter-suspended = Suspendues
admin-app-title = { $who } · Applications
admin-app-name = Nom
admin-app-id = Identifiant client
admin-app-kind = Genre
admin-app-authentication = S’authentifie
admin-app-public = non : elle est publique
admin-app-secrets = { $n ->
    [one] avec un secret
   *[other] avec l’un de { $n } secrets, le temps que l’un remplace l’autre
}
admin-app-owner = Enregistrée par
admin-app-owner-none = un administrateur
admin-app-registered = Enregistrée
admin-app-site = Site web
admin-app-description = Description
admin-app-grants = Modes d’obtention
admin-app-scopes = Portées
admin-app-default-scopes = Portées par défaut
admin-app-redirects = Adresses de retour
admin-app-failure = Adresse d’échec
admin-app-pkce = PKCE
admin-app-pkce-required = exigé
admin-app-pkce-optional = non exigé
admin-app-tokens = Jetons d’accès
admin-app-tokens-text = { $format }, pour { $lifetime }
admin-app-refresh = Jetons de renouvellement
admin-app-refresh-default = selon le réglage du serveur
admin-app-living = Accès en cours
admin-app-living-count = { $n ->
    [0] aucun pour le moment
    [one] une autorisation
   *[other] { $n } autorisations
}
admin-app-keys = Clés d’API
admin-app-edit = Modifier
admin-app-activity = Activité
admin-app-see-activity = Toute son activité

admin-edit-title = Modifier { $app }
admin-edit-scopes = Portées qu’elle peut demander
admin-edit-default-scopes = Portées reçues quand elle ne demande rien
admin-edit-redirects = Adresses de retour
    .hint = Une par ligne, exactement comme l’application l’envoie.
admin-edit-failure = Adresse d’échec
    .hint = Où vont les refus et les erreurs, à la place.
admin-edit-pkce = PKCE est exigé
    .hint = À décocher seulement pour une ancienne application à secret qui ne sait pas envoyer de défi.
admin-edit-format = Forme de ses jetons d’accès
admin-edit-format-jwt = JWT, qu’un service vérifie par lui-même
admin-edit-format-opaque = Opaque, que seul ce serveur vérifie
admin-edit-access = Durée des jetons d’accès
    .hint = Par exemple 90s, 15m, 2h ou 30d.
admin-edit-refresh = Repos des jetons de renouvellement
    .hint = Par exemple 12h ou 30d. Vide : selon le réglage du serveur.
admin-edit-lifetime-wrong = Écrivez un nombre et une unité, par exemple 90s, 15m, 2h ou 30d.

admin-secret-title = Nouveau secret de { $app }
admin-secret-lead = Copiez-le maintenant
    .text = Il n’est montré qu’une fois : seule son empreinte est gardée.
admin-secret-label = Secret
admin-secret-old = L’ancien secret fonctionne jusqu’au { $until }.
admin-secret-back = Retour à { $app }

admin-api-keys-lead = Une clé d’API dit à l’API quelle application l’appelle.
admin-api-keys-none = Il n’y a pas encore de clé d’API
    .text = Créez la première ci-dessous.
admin-api-key-unnamed = Sans nom
admin-api-key-app = Application
admin-api-key-made = Créée
admin-api-key-revoked = Révoquée le { $date }
admin-api-key-new = Créer une clé d’API
admin-api-key-client = Identifiant client de l’application
admin-api-key-name = À quoi elle sert
admin-api-key-create = Créer la clé
admin-api-key-no-client = Aucune application n’a cet identifiant.
admin-api-key-name-long = 100 caractères au plus.
admin-api-key-shown = Clé d’API de { $app }
admin-api-key-label = Clé d’API
admin-api-key-back = Retour aux clés d’API

admin-scopes-lead = Ce que les applications peuvent demander, et ce que l’on lit avant de l’autoriser.
admin-scopes-none = Il n’y a pas encore de portée
    .text = Sans elle, une application ne peut rien demander.
admin-scope-new = Ajouter une portée
admin-scope-name = Nom
    .hint = Comme les applications l’écrivent, par exemple read ou calendar.write.
admin-scope-english = En anglais
    .hint = Complète « It will be able to… » : ce que l’on lit avant d’autoriser.
admin-scope-french = En français
    .hint = Complète « Elle pourra… ».
admin-scope-sensitive = Sensible
    .hint = Montrée d’abord, et signalée.
admin-scope-optional = Facultative
    .hint = On peut la décocher.
admin-scope-default = Par défaut
    .hint = Les nouvelles applications qui n’en nomment aucune la reçoivent.
admin-scope-add = Ajouter
admin-scope-edit = Portée { $name }
admin-scope-used-by = Applications qui peuvent la demander
admin-scope-unused = Aucune application ne peut la demander.
admin-scope-name-wrong = Une portée est faite de caractères ASCII imprimables, sans espace, guillemet ni barre oblique inverse.
admin-scope-name-taken = Il y a déjà une portée de ce nom.
admin-scope-text-missing = Dites ce que l’on autorise.
admin-scope-text-long = 200 caractères au plus.
admin-text-unseen = Ce texte contient des retours à la ligne ou des caractères invisibles. Veuillez le saisir de nouveau.
admin-scope-in-use = Cette portée ne peut pas être supprimée
    .text = Ces applications peuvent la demander. Retirez-la d’abord à chacune.

admin-keys-lead = La plus récente des clés en service signe les jetons d’accès. Une clé retirée reste publiée jusqu’à ce que son dernier jeton ait expiré.
admin-key-signs = Signe
admin-key-reserve = En réserve
admin-key-retired = Vérifie seulement
admin-key-algorithm = Algorithme
admin-key-since = Depuis
admin-key-until = Retirée le { $at } ; ses jetons restent valables jusqu’au { $until } au plus tard.
admin-key-id = Identifiant
admin-key-rotate = Renouveler les clés de signature
admin-key-rotate-algorithm = Algorithme de la nouvelle clé
admin-key-rotate-next = Continuer

admin-audit-lead = Chaque connexion, autorisation, jeton et modification, en commençant par la fin.
admin-audit-none = Rien de tel ne s’est passé
    .text = Demandez moins, ou autre chose.
admin-audit-event = Événement
admin-audit-event-all = Tout
admin-audit-person = Adresse e-mail de la personne
admin-audit-client = Identifiant client de l’application
admin-audit-no-person = Personne n’a cette adresse.
admin-audit-no-client = Aucune application n’a ni n’avait cet identifiant.

admin-suspend-person = Suspendre { $who } ?
    .act = Suspendre
    .lead = Cette personne ne pourra plus se connecter tant que son compte ne sera pas rétabli.
    .button = Suspendre
    .one = Toutes ses sessions se ferment aussitôt.
    .two = Toutes les applications qu’elle a autorisées perdent aussitôt leur accès.
    .done = Le compte est suspendu : ses sessions et ses jetons n’ouvrent plus rien.
admin-resume-person = Rétablir le compte de { $who } ?
    .act = Rétablir
    .lead = Cette personne pourra se connecter de nouveau, avec le mot de passe qu’elle avait.
    .button = Rétablir
    .one = Les applications devront lui redemander l’autorisation.
    .done = Le compte est rétabli.
admin-reset-password = Envoyer à { $who } un lien pour choisir un nouveau mot de passe ?
    .act = Envoyer un lien de mot de passe
    .lead = Le lien part vers son adresse e-mail. Vous ne voyez ni ne choisissez jamais un mot de passe.
    .button = Envoyer le lien
    .one = Le mot de passe actuel fonctionne jusqu’au choix d’un autre.
    .done = Le lien est en route.
admin-make-admin = Donner l’administration à { $who } ?
    .act = Donner l’administration
    .lead = Cette personne pourra faire ici tout ce que vous pouvez faire.
    .button = Donner l’administration
    .one = Elle pourra suspendre et supprimer des personnes et des applications, vous compris.
    .two = Elle pourra renouveler les clés qui signent tous les jetons.
    .done = Cette personne administre désormais ce serveur.
admin-withdraw-admin = Retirer l’administration à { $who } ?
    .act = Retirer l’administration
    .lead = Ces pages disparaissent aussitôt pour cette personne.
    .button = Retirer
    .one = Son compte et ses applications restent comme ils sont.
    .done = Cette personne n’administre plus ce serveur.
admin-sign-out-person = Fermer toutes les sessions de { $who } ?
    .act = Fermer ses sessions
    .lead = Toutes ses sessions se ferment aussitôt. Cette personne peut se reconnecter.
    .button = Fermer les sessions
    .one = Les applications qu’elle a autorisées gardent leur accès.
    .done = Toutes les sessions sont fermées.
admin-delete-person = Supprimer { $who } ?
    .act = Supprimer
    .lead = C’est définitif.
    .button = Supprimer définitivement
    .one = Son compte, ses sessions et tout ce qu’elle a autorisé sont supprimés.
    .two = Les applications perdent aussitôt l’accès qu’elles avaient en son nom.
    .three = Les applications qu’elle a enregistrées restent, sans propriétaire.
    .done = Le compte est supprimé.
admin-verify-app = Vérifier { $who } ?
    .act = Vérifier
    .lead = Vous dites à tous que vous savez qui est derrière cette application.
    .button = Vérifier
    .one = On lit « Vérifiée par un administrateur » quand elle demande un accès.
    .done = L’application est vérifiée.
admin-unverify-app = Retirer la vérification de { $who } ?
    .act = Retirer la vérification
    .lead = On sera de nouveau averti que personne n’a contrôlé cette application.
    .button = Retirer
    .one = Ce qui lui était autorisé le reste.
    .done = L’application n’est plus vérifiée.
admin-trust-app = Faire confiance à { $who } ?
    .act = Faire confiance
    .lead = Pour une application de la maison : on ne demande plus rien à personne.
    .button = Faire confiance
    .one = Toute personne connectée lui donne tout ce qu’elle demande, sans question.
    .done = L’application est de confiance : on ne demande plus rien.
admin-untrust-app = Ne plus faire confiance à { $who } ?
    .act = Ne plus faire confiance
    .lead = Chacun sera de nouveau interrogé avant qu’elle n’obtienne un accès.
    .button = Interroger de nouveau
    .one = Les accès qu’elle a restent jusqu’à ce qu’on les retire.
    .done = Chacun est de nouveau interrogé.
admin-suspend-app = Suspendre { $who } ?
    .act = Suspendre
    .lead = Elle ne pourra plus rien tant qu’un administrateur ne l’aura pas rétablie. Son développeur n’y peut rien.
    .button = Suspendre
    .one = { $n ->
        [0] Aucun accès n’est en cours pour le moment.
        [one] Une autorisation et tous ses jetons sont révoqués aussitôt.
       *[other] { $n } autorisations et tous leurs jetons sont révoqués aussitôt.
    }
    .two = Qui en vient lit qu’elle est suspendue.
    .done = L’application est suspendue : ses jetons n’ouvrent plus rien.
admin-resume-app = Laisser { $who } agir de nouveau ?
    .act = Rétablir
    .lead = Elle pourra de nouveau demander un accès.
    .button = Rétablir
    .one = Les jetons révoqués lors de la suspension le restent.
    .done = L’application peut agir de nouveau.
admin-rotate-secret = Donner un nouveau secret à { $who } ?
    .act = Nouveau secret
    .lead = Il sera montré une seule fois, à la page suivante.
    .button = Créer un nouveau secret
    .one = L’ancien secret fonctionne encore un jour, le temps de changer celui de l’application.
    .two = Un secret déjà en cours de remplacement cesse aussitôt de fonctionner.
    .done = Le secret est remplacé.
admin-delete-app = Supprimer { $who } ?
    .act = Supprimer
    .lead = C’est définitif.
    .button = Supprimer définitivement
    .one = { $n ->
        [0] Aucun accès n’est en cours pour le moment.
        [one] Une autorisation et tous ses jetons sont révoqués aussitôt.
       *[other] { $n } autorisations et tous leurs jetons sont révoqués aussitôt.
    }
    .two = Ses clés d’API n’ouvrent plus rien.
    .done = L’application est supprimée.
admin-revoke-api-key = Révoquer la clé d’API { $who } ?
    .lead = Elle n’ouvrira plus rien. C’est définitif.
    .button = Révoquer
    .one = L’application qui l’envoie reçoit des erreurs jusqu’à ce qu’elle en ait une autre.
    .done = La clé d’API est révoquée.
admin-delete-scope = Supprimer la portée { $who } ?
    .lead = Aucune application ne pourra plus la demander.
    .button = Supprimer
    .one = Les jetons qui la portent la gardent jusqu’à leur expiration.
    .done = La portée est supprimée.
admin-rotate-keys = Renouveler les clés de signature ?
    .lead = Une nouvelle clé { $who } signera désormais, et toutes les autres sont retirées.
    .button = Renouveler
    .one = Les jetons existants restent valables : les clés retirées sont publiées jusqu’à l’expiration du dernier.
    .two = Les services qui gardent nos clés trouvent la nouvelle à /oauth/jwks.
    .done = Les clés sont renouvelées : une nouvelle signe.
admin-save = Enregistrer
admin-saved = Enregistré.
admin-scope-added = La portée est ajoutée.

admin-refused-last-admin = Le dernier administrateur le reste. Donnez d’abord l’administration à quelqu’un d’autre.
admin-refused-is-public = Cette application n’a pas de secret. Une application publique ne s’authentifie que par PKCE : il n’y a rien à remplacer.
admin-refused-changed-meanwhile = L’application vient d’être modifiée ailleurs : rien n’a été enregistré. Veuillez vérifier et réessayer.
