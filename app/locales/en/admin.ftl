admin-title = Administration
admin-lead = How this server is doing, and what wants a look.
admin-nav-overview = Overview
admin-nav-people = People
admin-nav-apps = Apps
admin-nav-api-keys = API keys
admin-nav-scopes = Scopes
admin-nav-keys = Signing keys
admin-nav-audit = Audit log

admin-attention = What wants a look
admin-attention-none = Nothing at the moment.
admin-attention-unverified = { $n ->
    [one] One app waits for somebody to verify it.
   *[other] { $n } apps wait for somebody to verify them.
}
admin-attention-key-old = The signing key is { $age } old. It may be time to rotate it.
admin-attention-alone = You are the only administrator. Should you lose your password, nobody here can help you.
admin-attention-suspended = { $n ->
    [one] One app is suspended.
   *[other] { $n } apps are suspended.
}
admin-numbers = In numbers
admin-number-people = People
admin-number-admins = Administrators
admin-number-apps = Apps
admin-number-api-keys = API keys in use
admin-number-key = Age of the signing key, { $algorithm }
admin-failures = Recent failures
admin-failures-none = Nothing has failed lately.
admin-see-audit = See the whole audit log

admin-people-search = Name, e-mail or number
admin-people-none = Nobody was found
    .text = Try a part of the name or of the e-mail address.
admin-person-title = { $who } · People
admin-person-name = Name
admin-person-state = State
admin-person-email = E-mail
admin-person-number = Number
admin-person-since = Since
admin-person-language = Language
admin-person-language-unset = as the browser says
admin-person-sessions = Signed in
admin-person-sessions-count = { $n ->
    [0] nowhere
    [one] in one browser
   *[other] in { $n } browsers
}
admin-person-connected = Connected apps
admin-person-apps = Apps they registered
admin-person-activity = Activity
admin-person-see-activity = All their activity
admin-person-you = This is you
admin-acts = What you can do
admin-badge-admin = Administrator
admin-badge-suspended = Suspended
admin-badge-suspended-app = Suspended
admin-badge-no-password = No password yet
admin-badge-verified = Verified
admin-badge-unverified = Not verified
admin-badge-trusted = Trusted
admin-badge-paused = Paused by its developer

admin-apps-search = Name or client id
admin-apps-new = Register an app
admin-apps-none = No app was found
    .text = Try a part of the name, or the whole client id.
admin-filter = Show
admin-filter-all = All
admin-filter-unverified = Not verified
admin-filter-suspended = Suspended
admin-app-title = { $who } · Apps
admin-app-name = Name
admin-app-id = Client id
admin-app-kind = Kind
admin-app-authentication = Proves itself
admin-app-public = not at all: it is public
admin-app-secrets = { $n ->
    [one] with a secret
   *[other] with one of { $n } secrets, while one replaces the other
}
admin-app-owner = Registered by
admin-app-owner-none = an administrator
admin-app-registered = Registered
admin-app-site = Website
admin-app-description = Description
admin-app-grants = Grants
admin-app-scopes = Scopes
admin-app-default-scopes = Scopes by default
admin-app-redirects = Redirect URLs
admin-app-failure = Failure URL
admin-app-pkce = PKCE
admin-app-pkce-required = required
admin-app-pkce-optional = not required
admin-app-tokens = Access tokens
admin-app-tokens-text = { $format }, for { $lifetime }
admin-app-refresh = Refresh tokens
admin-app-refresh-default = as the server’s setting says
admin-app-living = Access in use
admin-app-living-count = { $n ->
    [0] none at the moment
    [one] one approval
   *[other] { $n } approvals
}
admin-app-keys = API keys
admin-app-edit = Edit
admin-app-activity = Activity
admin-app-see-activity = All its activity

admin-edit-title = Edit { $app }
admin-edit-scopes = Scopes it may ask for
admin-edit-default-scopes = Scopes it gets when it asks for nothing
admin-edit-redirects = Redirect URLs
    .hint = One on each line, exactly as the app sends it.
admin-edit-failure = Failure URL
    .hint = Where refusals and errors go instead.
admin-edit-pkce = PKCE is required
    .hint = Untick it only for an old app with a secret that cannot send a challenge.
admin-edit-format = Form of its access tokens
admin-edit-format-jwt = JWT, which a service can check by itself
admin-edit-format-opaque = Opaque, which only this server can check
admin-edit-access = Access tokens live
    .hint = Such as 90s, 15m, 2h or 30d.
admin-edit-refresh = Refresh tokens may rest
    .hint = Such as 12h or 30d. Left empty, as the server’s setting says.
admin-edit-lifetime-wrong = Write a number and a unit, such as 90s, 15m, 2h or 30d.

admin-secret-title = New secret for { $app }
admin-secret-lead = Copy it now
    .text = It is shown this once: only its hash is kept.
admin-secret-label = Secret
admin-secret-old = The old secret works until { $until }.
admin-secret-back = Back to { $app }

admin-api-keys-lead = An API key tells the API which app is calling.
admin-api-keys-none = There is no API key yet
    .text = Make the first one below.
admin-api-key-unnamed = Without a name
admin-api-key-app = App
admin-api-key-made = Made
admin-api-key-revoked = Revoked { $date }
admin-api-key-new = Make an API key
admin-api-key-client = Client id of the app
admin-api-key-name = What it is for
admin-api-key-create = Make the key
admin-api-key-no-client = There is no app of this id.
admin-api-key-name-long = At most 100 characters.
admin-api-key-shown = API key for { $app }
admin-api-key-label = API key
admin-api-key-back = Back to the API keys

admin-scopes-lead = What apps may ask for, and what people read before they allow it.
admin-scopes-none = There is no scope yet
    .text = Without one, apps can ask for nothing.
admin-scope-new = Add a scope
admin-scope-name = Name
    .hint = As apps write it, such as read or calendar.write.
admin-scope-english = In English
    .hint = Completes “It will be able to…”: what people read before they allow it.
admin-scope-french = In French
    .hint = The same, for people who read French.
admin-scope-sensitive = Sensitive
    .hint = Shown first, and marked.
admin-scope-optional = Optional
    .hint = People may untick it.
admin-scope-default = By default
    .hint = New apps that name no scope get it.
admin-scope-add = Add it
admin-scope-edit = Scope { $name }
admin-scope-used-by = Apps that may ask for it
admin-scope-unused = No app may ask for it.
admin-scope-name-wrong = A scope is made of printable ASCII characters, without spaces, quotes and backslashes.
admin-scope-name-taken = There is a scope of this name already.
admin-scope-text-missing = Tell people what they allow.
admin-scope-text-long = At most 200 characters.
admin-text-unseen = There are line breaks or characters in it that cannot be seen. Please type it anew.
admin-scope-in-use = This scope cannot be deleted
    .text = These apps may ask for it. Take it away from each of them first.

admin-keys-lead = The newest key that has not retired signs access tokens. A retired one stays published until its last token has expired.
admin-key-signs = Signs
admin-key-reserve = In reserve
admin-key-retired = Verifies only
admin-key-algorithm = Algorithm
admin-key-since = Since
admin-key-until = Retired on { $at }; tokens it signed verify until { $until } at the latest.
admin-key-id = Key id
admin-key-rotate = Rotate the signing keys
admin-key-rotate-algorithm = Algorithm of the new key
admin-key-rotate-next = Continue

admin-audit-lead = Every sign-in, consent, token and change, newest first.
admin-audit-none = Nothing of the kind has happened
    .text = Ask for less, or for something else.
admin-audit-event = Event
admin-audit-event-all = Everything
admin-audit-person = E-mail of the person
admin-audit-client = Client id of the app
admin-audit-no-person = There is nobody of this address.
admin-audit-no-client = There is no app of this id, and none was there.

admin-suspend-person = Suspend { $who }?
    .act = Suspend
    .lead = They can no longer sign in until somebody resumes their account.
    .button = Suspend
    .one = Every session they have ends at once.
    .two = Every app they allowed loses its access at once.
    .done = The account is suspended: its sessions and tokens are dead.
admin-resume-person = Resume the account of { $who }?
    .act = Resume
    .lead = They can sign in again, with the password they had.
    .button = Resume
    .one = Apps have to ask for their permission again.
    .done = The account is resumed.
admin-reset-password = Send { $who } a link to choose a new password?
    .act = Send a password link
    .lead = The link goes to their e-mail address. You never see nor choose a password.
    .button = Send the link
    .one = The password they have works until they choose another.
    .done = The link is on its way.
admin-make-admin = Make { $who } an administrator?
    .act = Make administrator
    .lead = They can do everything you can do here.
    .button = Make administrator
    .one = They can suspend and delete people and apps, you included.
    .two = They can rotate the keys that sign every token.
    .done = They are an administrator now.
admin-withdraw-admin = Take administration away from { $who }?
    .act = Take administration away
    .lead = These pages disappear for them at once.
    .button = Take away
    .one = Their account and their apps stay as they are.
    .done = They are no longer an administrator.
admin-sign-out-person = Sign { $who } out everywhere?
    .act = Sign out everywhere
    .lead = Every session they have ends at once. They can sign in again.
    .button = Sign out everywhere
    .one = Apps they allowed keep their access.
    .done = Every session has ended.
admin-delete-person = Delete { $who }?
    .act = Delete
    .lead = This cannot be undone.
    .button = Delete for good
    .one = Their account, their sessions and everything they allowed are deleted.
    .two = Apps lose the access they had in their name at once.
    .three = Apps they registered stay, without an owner.
    .done = The account is deleted.
admin-verify-app = Verify { $who }?
    .act = Verify
    .lead = Say to everybody that you know who is behind this app.
    .button = Verify
    .one = People see “Verified by an administrator” when it asks for access.
    .done = The app is verified.
admin-unverify-app = Take the verification of { $who } away?
    .act = Take verification away
    .lead = People are warned again that nobody has checked this app.
    .button = Take away
    .one = What it was allowed stays allowed.
    .done = The app is no longer verified.
admin-trust-app = Trust { $who }?
    .act = Trust
    .lead = For an app of your own house: people are no longer asked.
    .button = Trust
    .one = Whoever is signed in gives it everything it asks for, without a question.
    .done = The app is trusted: people are not asked.
admin-untrust-app = No longer trust { $who }?
    .act = No longer trust
    .lead = People are asked again before it gets access.
    .button = Ask people again
    .one = Access it has already stays until it is taken back.
    .done = People are asked again.
admin-suspend-app = Suspend { $who }?
    .act = Suspend
    .lead = It can do nothing until an administrator resumes it. Its developer cannot undo that.
    .button = Suspend
    .one = { $n ->
        [0] No access is in use at the moment.
        [one] One approval and all its tokens are dead at once.
       *[other] { $n } approvals and all their tokens are dead at once.
    }
    .two = People who come from it see that it is suspended.
    .done = The app is suspended: its tokens are dead.
admin-resume-app = Let { $who } act again?
    .act = Resume
    .lead = It may ask for access again.
    .button = Resume
    .one = Tokens that died when it was suspended stay dead.
    .done = The app may act again.
admin-rotate-secret = Give { $who } a new secret?
    .act = New secret
    .lead = The new one is shown once, on the next page.
    .button = Make a new secret
    .one = The old secret works for one more day, so that the app can be changed over.
    .two = A secret that was being replaced already stops working now.
    .done = The secret is replaced.
admin-delete-app = Delete { $who }?
    .act = Delete
    .lead = This cannot be undone.
    .button = Delete for good
    .one = { $n ->
        [0] No access is in use at the moment.
        [one] One approval and all its tokens are dead at once.
       *[other] { $n } approvals and all their tokens are dead at once.
    }
    .two = Its API keys open nothing any more.
    .done = The app is deleted.
admin-revoke-api-key = Revoke the API key { $who }?
    .lead = It opens nothing from then on. This cannot be undone.
    .button = Revoke
    .one = The app that sends it gets errors until it has another key.
    .done = The API key is revoked.
admin-delete-scope = Delete the scope { $who }?
    .lead = No app can ask for it any more.
    .button = Delete
    .one = Tokens that carry it keep it until they expire.
    .done = The scope is deleted.
admin-rotate-keys = Rotate the signing keys?
    .lead = A new { $who } key signs from now on, and all others retire.
    .button = Rotate
    .one = Tokens that exist stay valid: retired keys are published until the last of them has expired.
    .two = Services that keep our keys find the new one at /oauth/jwks.
    .done = The keys are rotated: a new one signs.
admin-save = Save
admin-saved = Saved.
admin-scope-added = The scope is added.

admin-refused-last-admin = The last administrator stays one. Make somebody else an administrator first.
admin-refused-is-public = This app has no secret. A public app proves itself with PKCE alone, so there is nothing to replace.
admin-refused-changed-meanwhile = The app was changed somewhere else a moment ago, so nothing was saved. Please have a look and try again.
