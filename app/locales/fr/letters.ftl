letter-greeting = Bonjour,

letter-sign-up = Votre nouveau compte { $brand }
    .body =
        Vous avez demandé un compte { $brand } avec cette adresse. Cette page permet de le créer :

        { $link }

        Le lien sert une seule fois, pendant { $duration }. Tant que vous ne l’utilisez pas, aucun compte n’existe.

        Vous n’avez rien demandé ? Alors il n’y a rien à faire : quelqu’un s’est sans doute trompé en écrivant son adresse.

letter-account-exists = Vous avez déjà un compte { $brand }
    .body =
        Quelqu’un, sans doute vous, a voulu créer un compte { $brand } avec cette adresse. Elle en a déjà un, et rien n’a changé.

        Pour vous connecter :

        { $sign_in }

        Si vous avez oublié votre mot de passe, choisissez-en un autre ici :

        { $reset }

letter-reset = Choisissez un nouveau mot de passe { $brand }
    .body =
        Vous avez demandé un nouveau mot de passe pour votre compte { $brand }. Choisissez-le sur cette page :

        { $link }

        Le lien sert une seule fois, pendant { $duration }. Qui le possède peut entrer dans votre compte : ne le donnez à personne.

        Vous n’avez rien demandé ? Alors il n’y a rien à faire, et votre mot de passe reste le même.

letter-reset-by-admin = Merci de choisir un nouveau mot de passe { $brand }
    .body =
        Un administrateur de { $brand } vous demande de choisir un nouveau mot de passe pour votre compte. Cela se fait sur cette page :

        { $link }

        Le lien sert une seule fois, pendant { $duration }. Qui le possède peut entrer dans votre compte : ne le donnez à personne, pas même à l’administrateur.

letter-suspended = Votre compte { $brand } est suspendu
    .body =
        Quelqu’un, sans doute vous, a voulu entrer dans votre compte { $brand }. Un administrateur l’a suspendu, et rien n’a changé. Adressez-vous aux personnes qui s’occupent de { $brand }.

letter-change-email = Confirmez votre nouvelle adresse pour { $brand }
    .body =
        Vous voulez utiliser cette adresse pour votre compte { $brand }. Confirmez-la sur cette page :

        { $link }

        Le lien sert une seule fois, pendant { $duration }. Tant que vous ne l’utilisez pas, votre ancienne adresse reste valable.

        Vous n’avez rien demandé ? Alors il n’y a rien à faire : quelqu’un s’est sans doute trompé en écrivant son adresse.

letter-address-taken = Cette adresse a déjà un compte { $brand }
    .body =
        Quelqu’un, sans doute vous, a voulu utiliser cette adresse pour un autre compte { $brand }. Elle a déjà un compte à elle, et rien n’a changé. Pour vous y connecter :

        { $sign_in }

letter-email-changed = Votre adresse { $brand } a changé
    .body =
        Votre compte { $brand } a une autre adresse e-mail depuis un instant. C’est avec elle que vous vous connectez désormais, et c’est là que nous vous écrivons.

        Ce n’était pas vous ? Alors quelqu’un est entré dans votre compte : prévenez sans attendre les personnes qui s’occupent de { $brand }.

letter-password-changed = Votre mot de passe { $brand } a changé
    .body =
        Votre compte { $brand } a un nouveau mot de passe depuis un instant.

        Ce n’était pas vous ? Alors quelqu’un est entré dans votre compte. Choisissez sans attendre un autre mot de passe, ce qui mettra aussi cette personne dehors :

        { $reset }
