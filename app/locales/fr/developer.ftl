developer-title = Vos propres applications
developer-lead = Les applications que vous avez enregistrées ici. Chacune peut demander à des personnes l’accès à leur compte, et vous voyez ce qui ne va pas.
developer-nav = Application
developer-new = Enregistrer une application
developer-count = { $n ->
    [one] { $n } application
   *[other] { $n } applications
}
developer-empty = Aucune application pour l’instant
    .text = Enregistrez votre site, votre application mobile, votre application de télévision ou votre programme : vous recevez un identifiant client, des exemples faits pour elle, et la liste des demandes refusées.
developer-full = Vous avez { $limit } applications, le maximum par personne. Supprimez-en une devenue inutile pour en enregistrer une autre.
developer-closed = Ici, seuls les administrateurs enregistrent des applications. Adressez-vous à l’un d’eux.
developer-problems = { $n ->
    [one] { $n } problème ces derniers jours
   *[other] { $n } problèmes ces derniers jours
}
developer-people = { $n ->
    [0] personne n’est connecté
    [one] { $n } personne connectée
   *[other] { $n } personnes connectées
}
developer-deleted = { $app } est supprimée.

app-kind-web = Application web
    .text = Elle fonctionne sur votre serveur, et on l’atteint avec un navigateur. Elle peut garder un secret.
app-kind-native = Application monopage ou native
    .text = Elle fonctionne dans le navigateur, sur un téléphone ou un ordinateur, où chacun peut regarder à l’intérieur. Elle n’a pas de secret.
app-kind-device = Appareil
    .text = Une télévision, une console, un outil sans navigateur. Il affiche un code que l’on confirme sur son téléphone.
app-kind-service = Service
    .text = Un programme qui agit pour lui-même, sans que personne soit là. Il a un secret.

app-state-active = Active
app-state-paused = En pause
app-state-suspended = Suspendue par un administrateur
app-mark-verified = Vérifiée
app-mark-unverified = Non vérifiée

new-app-title = Enregistrer une application
new-app-lead = Que construisez-vous ? C’est ce qui décide comment votre application prouve son identité, et cela ne change plus ensuite.

app-form-new = Enregistrer : { $kind }
app-form-change = Modifier { $app }
app-form-lead = On voit le nom, le site et le logo au moment d’autoriser votre application.
app-form-lead-service = Les administrateurs voient le nom et la description, et vous aussi.
app-form-other-kind = Une autre sorte d’application
app-form-verified = { $app } est vérifiée
    .text = Un autre nom, site, logo ou une autre adresse de retour retire la vérification : un administrateur devra l’examiner de nouveau.
app-form-trusted = { $app } est de confiance
    .text = On ne demande rien à personne à son sujet. Un autre nom, site ou logo, une autre adresse de retour ou une demande plus large y met fin : un administrateur devra l’examiner de nouveau.
app-form-register = Enregistrer
app-form-save = Enregistrer
app-name = Nom
    .hint = Celui sous lequel on la connaît. 100 caractères au plus.
app-site-url = Site web
    .hint = Où l’on peut lire ce qu’elle est, par exemple https://films.example.com
app-description = Description
    .hint = Ce qu’elle fait, en une phrase ou deux. 500 caractères au plus.
app-logo = Logo
    .hint = Un PNG, JPEG ou WebP d’au plus 256 Ko et 2048 pixels de côté. Il est ramené à 256 × 256.
    .again = Veuillez choisir le logo de nouveau : les navigateurs ne gardent pas les fichiers.
app-logo-remove = Retirer le logo
app-redirect-uris = Adresses de retour
    .hint = Où l’on revient après avoir répondu, une par ligne, exactement comme votre application les enverra : https://, http:// seulement pour votre propre machine (127.0.0.1, [::1] ou localhost), ou votre domaine à l’envers, par exemple com.example.films:/retour
app-failure-uri = Adresse en cas d’échec
    .hint = Où l’on revient après un refus ou une erreur, si c’est ailleurs.
app-scopes = Ce qu’elle peut demander
    .hint = Cochez seulement le nécessaire. Chacun voit cette liste et décide.
    .service = Personne n’est consulté sur ce que fait un service : il reçoit donc ce que reçoit toute nouvelle application. Un administrateur peut en permettre davantage.
app-scope-sensitive = { $description } (sensible)

app-notice-registered = { $app } est enregistrée.
app-notice-saved = C’est enregistré.
app-notice-unverified = C’est enregistré. L’application n’est plus vérifiée : un administrateur devra l’examiner de nouveau.
app-notice-untrusted = C’est enregistré. L’application n’est plus de confiance : chacun sera interrogé à son sujet jusqu’à ce qu’un administrateur l’ait examinée de nouveau.
app-notice-rotated = L’application a un nouveau secret.
app-notice-old-ended = L’ancien secret ne fonctionne plus.
app-notice-paused = L’application est en pause.
app-notice-resumed = L’application peut de nouveau agir.
app-notice-still-suspended = Un administrateur a suspendu cette application, et seul un administrateur peut la laisser agir de nouveau.

app-notice-changed-meanwhile = L’application vient d’être modifiée ailleurs : rien n’a été enregistré. Veuillez vérifier et réessayer.

app-nav-all = Vos propres applications
app-nav-overview = Aperçu
app-nav-problems = Problèmes
app-nav-change = Modifier

app-secret-once = Copiez le secret maintenant
    .text = Il n’est affiché que cette fois, et seule son empreinte est conservée. Gardez-le sur votre serveur : ni dans une page, ni dans une application, ni dans un dépôt.
app-client-id = Identifiant client
app-client-secret = Secret client
app-paused = L’application est en pause
    .text = Personne ne peut la connecter, et ses demandes sont refusées.
app-suspended = Un administrateur a suspendu cette application
    .text = Ses demandes sont refusées. Seul un administrateur peut la laisser agir de nouveau.
app-resume = La laisser agir de nouveau
app-about = L’application
app-kind = Sorte
app-redirect-uri = Adresse de retour
app-failure = En cas d’échec
app-scope = Peut demander
app-registered-at = Enregistrée le
app-connected = Connexions
app-secret-heading = Secret
app-secret-one = Un secret fonctionne.
app-secret-two = Deux secrets fonctionnent : le nouveau, et l’ancien jusqu’au { $until }.
app-secret-two-for-ever = Deux secrets fonctionnent : le nouveau et l’ancien.
app-secret-new = Créer un nouveau secret
app-secret-end = Mettre fin à l’ancien
app-snippets = La connecter
    .text = Des exemples pour cette application précise, avec ses adresses. Aucune bibliothèque n’est nécessaire.
    .secret = Mettez votre secret à la place de CLIENT_SECRET.
snippet-curl = curl
snippet-javascript = JavaScript
snippet-python = Python
app-problems-none = Aucune demande n’a été refusée récemment.
app-problems-some = { $n ->
    [one] { $n } sorte de demande a été refusée récemment.
   *[other] { $n } sortes de demandes ont été refusées récemment.
}
app-problems-see = Voir ce qui a été refusé, et pourquoi
app-stop = L’arrêter
app-stop-text = Une application en pause peut reprendre. Une application supprimée disparaît, avec tout ce qu’on lui avait permis.
app-pause = Mettre en pause
app-delete = Supprimer

app-problems-title = Problèmes de { $app }
app-problems-lead = Les demandes refusées, la plus récente d’abord, chacune avec la règle qu’elle n’a pas suivie. Les secrets ne sont jamais notés.
app-problems-list = Demandes refusées
app-problems-empty = Rien n’a été refusé
    .text = Quand une demande de cette application est refusée, la règle en cause figure ici, avec ce qui a été reçu et ce qui était attendu.
problem-endpoint-authorize = Demande d’autorisation
problem-endpoint-device = Demande d’un appareil
problem-endpoint-token = Demande de jeton
problem-endpoint-revoke = Révocation
problem-endpoint-introspect = Introspection
problem-error = Erreur
problem-received = Reçu
problem-registered = Attendu
problem-last = Dernière fois
problem-times = Combien
problem-count = { $n ->
    [one] une fois
   *[other] { $n } fois depuis le { $first }
}

new-secret-title = Un nouveau secret pour { $app } ?
new-secret-lead = Le nouveau secret fonctionne aussitôt, et n’est affiché qu’une fois. Combien de temps l’ancien doit-il encore servir ?
new-secret-old = L’ancien secret fonctionne
new-secret-day = Encore un jour
    .text = Le temps de changer les réglages de votre application.
new-secret-week = Encore une semaine
    .text = Quand plusieurs serveurs sont à changer.
new-secret-now = Plus du tout
    .text = Quand quelqu’un d’autre le connaît peut-être. Les demandes qui l’emploient sont refusées dès maintenant.
new-secret-choose = Veuillez choisir combien de temps l’ancien secret fonctionne encore.
new-secret-third = Un secret plus ancien encore fonctionne jusqu’au { $until } : il prend fin maintenant, quel que soit votre choix.
new-secret-third-for-ever = Un secret plus ancien encore fonctionne : il prend fin maintenant, quel que soit votre choix.
new-secret-make = Créer un nouveau secret

act-pause = Mettre { $app } en pause ?
    .lead = Ses demandes sont refusées jusqu’à ce que vous la laissiez de nouveau agir.
    .people = Pendant ce temps, personne ne peut la connecter.
    .tokens = Ce qu’on lui a permis le reste, et fonctionnera de nouveau ensuite.
    .label = Mettre en pause
act-delete = Supprimer { $app } ?
    .lead = L’application disparaît pour de bon, et son identifiant client avec elle.
    .people = { $n ->
        [0] Personne n’y est connecté.
        [one] { $n } personne y est connectée et perdra l’accès aussitôt.
       *[other] { $n } personnes y sont connectées et perdront l’accès aussitôt.
    }
    .sessions = { $n ->
        [0] Elle n’a aucun accès en cours.
        [one] { $n } accès en cours prend fin avec elle.
       *[other] { $n } accès en cours prennent fin avec elle.
    }
    .keys = Ses secrets et ses clés d’API ne fonctionnent plus.
    .label = Supprimer
act-end-secret = Mettre fin à l’ancien secret de { $app } maintenant ?
    .lead = Ce qui l’emploie encore ne pourra plus obtenir de jetons.
    .label = Y mettre fin
