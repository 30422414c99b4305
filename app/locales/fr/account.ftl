account-nav-overview = Vue d’ensemble
account-nav-password = Mot de passe
account-nav-sessions = Navigateurs
account-nav-apps = Applications
account-nav-activity = Activité

account-overview = Votre compte
    .lead = Qui vous êtes ici, et tout ce qui peut agir en votre nom.
account-password = Changer de mot de passe
    .lead = Votre session restera ouverte ici, et nulle part ailleurs.
account-sessions = Où votre session est ouverte
    .lead = Chacun de ces navigateurs donne accès à votre compte. Déconnectez ceux que vous ne reconnaissez pas, puis changez de mot de passe.
account-apps = Applications et appareils connectés
    .lead = Ce que vous avez autorisé à utiliser votre compte. Vous pouvez revenir dessus à tout moment.
account-activity = Activité récente
    .lead = Ce qui s’est passé sur votre compte, du plus récent au plus ancien. Quelque chose ne vient pas de vous ? Changez de mot de passe.
account-back = Revenir à votre compte
account-save = Enregistrer
account-about = { $what } : { $about }
account-unknown = inconnue
account-from = Adresse
account-last-used = Dernière utilisation

account-profile = Votre nom
account-firstname = Prénom
account-lastname = Nom
account-name-missing = Veuillez écrire un nom ici.
account-name-long = Un nom compte ici 100 caractères au plus.
account-name-unseen = Ce nom contient des caractères invisibles. Veuillez le saisir à nouveau.
account-profile-saved = Votre nom est enregistré.

account-address = Adresse e-mail
account-address-change = Changer
account-email = Changer d’adresse e-mail
    .lead = C’est pour l’instant { $email }. Elle sert à vous connecter et à vous écrire.
account-email-new = Nouvelle adresse e-mail
    .hint = Nous y envoyons un lien. L’adresse change lorsque vous la confirmez sur la page qu’il ouvre.
account-email-send = Envoyer le lien
account-address-missing = Veuillez écrire une adresse e-mail.
account-address-malformed = Une adresse e-mail ressemble à nom@example.com.
account-address-same = C’est déjà votre adresse.
account-email-sent = Regardez vos messages
    .text = Si { $email } peut être utilisée, un lien y arrive, sauf si plusieurs y ont été envoyés récemment. Votre adresse changera lorsque vous la confirmerez sur la page qu’il ouvre ; d’ici là, rien ne change.
account-email-changed = Votre adresse e-mail est changée.

account-language = Langue
account-language-field = Langue des pages et des messages
    .hint = Le choix en bas de chaque page ne vaut que pour ce navigateur.
account-language-browser = Celle de mon navigateur
account-language-saved = Votre langue est enregistrée.

account-access = Qui peut entrer
account-access-sessions = { $n ->
    [one] Votre session n’est ouverte que dans ce navigateur.
   *[other] Votre session est ouverte dans { $n } navigateurs.
}
    .label = Voir les navigateurs
account-access-apps = { $n ->
    [0] Aucune application ne peut utiliser votre compte.
    [one] Une application peut utiliser votre compte.
   *[other] { $n } applications peuvent utiliser votre compte.
}
    .label = Voir les applications

account-end = Partir
    .text = Votre compte et tout ce qui lui appartient peuvent être supprimés définitivement.
    .label = Supprimer le compte

account-password-old = Votre mot de passe actuel
account-password-others = Tous les autres navigateurs seront déconnectés. Les applications connectées gardent leur accès.
account-password-save = Changer le mot de passe
account-password-changed = { $n ->
    [0] Votre mot de passe est changé.
    [one] Votre mot de passe est changé, et un autre navigateur est déconnecté.
   *[other] Votre mot de passe est changé, et { $n } autres navigateurs sont déconnectés.
}

account-browser-unknown = Navigateur inconnu
account-signed-in = Connexion
account-last-seen = Vu
account-session-this = Ce navigateur
account-session-end = Déconnecter
account-sessions-end-others = Déconnecter tous les autres navigateurs
account-session-ended = Ce navigateur est déconnecté.
account-sessions-ended = { $n ->
    [0] Aucun autre navigateur n’était connecté.
    [one] Un autre navigateur est déconnecté.
   *[other] { $n } autres navigateurs sont déconnectés.
}

account-apps-none = Aucune application n’utilise votre compte
    .text = Quand vous autorisez une application ou reliez un appareil, vous le retrouvez ici, avec de quoi revenir dessus.
account-app-revoke = Retirer l’accès
account-app-trusted = De confiance
account-app-verified = Vérifiée
account-app-stopped = Arrêtée pour l’instant
account-allowed = Autorisée le
account-remembered = Vaut jusqu’au
account-connections-none = Elle n’a pas d’accès en ce moment, mais n’aurait pas à le redemander.
account-connections = { $n ->
    [one] A accès à un endroit
   *[other] A accès à { $n } endroits
}
account-connections-of = Où { $app } a accès
account-connection = Appareil
account-device-unknown = Appareil inconnu
account-how = Par
account-how-browser = votre navigateur
account-how-device = un code sur l’appareil
account-how-password = votre mot de passe, saisi dans l’application
account-since = Depuis le
account-app-revoked = { $app } n’a plus accès à votre compte.

account-activity-none = Encore rien
    .text = Connexions, autorisations et changements seront indiqués ici.

account-revoke = Retirer l’accès de { $app } ?
    .lead = { $app } perd immédiatement son accès à votre compte.
    .label = Retirer l’accès
account-revoke-connections = { $n ->
    [0] Elle n’a pas d’accès en ce moment ; ce que vous aviez autorisé ne lui en donnera plus.
    [one] Elle est coupée sur le seul appareil ou navigateur où vous l’utilisez.
   *[other] Elle est coupée sur les { $n } appareils et navigateurs où vous l’utilisez.
}
account-revoke-again = Pour l’utiliser à nouveau, il faudra lui redonner votre autorisation.
account-revoke-trusted = Elle appartient à ceux qui tiennent ce serveur : elle pourra se relier à nouveau quand vous vous y connecterez, sans rien demander.
account-revoke-kept = Ce que l’application a déjà appris ou enregistré reste chez elle.

account-delete = Supprimer votre compte ?
    .lead = Votre compte est supprimé immédiatement, et personne ne pourra le rétablir.
    .label = Supprimer mon compte
account-delete-data = Votre nom, votre adresse, votre mot de passe et la liste de vos autorisations sont effacés. Vous êtes déconnecté partout.
account-delete-apps = { $n ->
    [one] L’application qui utilise votre compte perd immédiatement son accès.
   *[other] Les { $n } applications qui utilisent votre compte perdent immédiatement leur accès.
}
account-delete-owned = { $n ->
    [one] L’application que vous avez enregistrée continue, mais seul un administrateur pourra la modifier.
   *[other] Les { $n } applications que vous avez enregistrées continuent, mais seul un administrateur pourra les modifier.
}
