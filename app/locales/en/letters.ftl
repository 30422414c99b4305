letter-greeting = Hello,

letter-sign-up = Your new account at { $brand }
    .body =
        You asked for an account at { $brand } with this address. This page makes it:

        { $link }

        The link works once, within { $duration }. Until you use it, no account exists.

        You did not ask for this? Then there is nothing to do: somebody has probably mistyped their own address.

letter-account-exists = You have an account at { $brand } already
    .body =
        Somebody, probably you, wanted to make an account at { $brand } with this address. It has one already, so nothing was changed.

        Sign in here:

        { $sign_in }

        If you have forgotten your password, choose another one here:

        { $reset }

letter-reset = Choose a new password for { $brand }
    .body =
        You asked for a new password for your account at { $brand }. Choose it on this page:

        { $link }

        The link works once, within { $duration }. Whoever has it can get into your account: please give it to nobody.

        You did not ask for this? Then there is nothing to do, and your password stays as it is.

letter-reset-by-admin = Please choose a new password for { $brand }
    .body =
        An administrator of { $brand } asks you to choose a new password for your account. Do so on this page:

        { $link }

        The link works once, within { $duration }. Whoever has it can get into your account: please give it to nobody, not even to the administrator.

letter-suspended = Your account at { $brand } is suspended
    .body =
        Somebody, probably you, wanted to get into your account at { $brand }. An administrator has suspended it, so nothing was changed. Please ask the people who run { $brand }.

letter-change-email = Confirm your new address for { $brand }
    .body =
        You want to use this address for your account at { $brand }. Confirm it on this page:

        { $link }

        The link works once, within { $duration }. Until you use it, your old address stays.

        You did not ask for this? Then there is nothing to do: somebody has probably mistyped their own address.

letter-address-taken = This address has an account at { $brand }
    .body =
        Somebody, probably you, wanted to use this address for another account at { $brand }. It has an account of its own already, so nothing was changed. Sign in to it here:

        { $sign_in }

letter-email-changed = Your address at { $brand } was changed
    .body =
        Your account at { $brand } has another e-mail address since a moment ago. From now on you sign in with that one, and letters go there.

        This was not you? Then somebody was in your account: please tell the people who run { $brand } at once.

letter-password-changed = Your password at { $brand } was changed
    .body =
        Your account at { $brand } has a new password since a moment ago.

        This was not you? Then somebody was in your account. Choose another password at once, which also signs them out:

        { $reset }
