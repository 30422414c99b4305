developer-title = Your own apps
developer-lead = Apps that you registered here. Each may ask people for access to their account, and you see what goes wrong.
developer-nav = App
developer-new = Register an app
developer-count = { $n ->
    [one] { $n } app
   *[other] { $n } apps
}
developer-empty = No app yet
    .text = Register your website, your mobile app, your television app or your program: you get a client id, examples made for it, and a list of the requests that were refused.
developer-full = You have { $limit } apps, which is all one person may have. Delete one that is no longer needed to register another.
developer-closed = Here, only administrators register apps. Ask one of them.
developer-problems = { $n ->
    [one] { $n } problem in the last days
   *[other] { $n } problems in the last days
}
developer-people = { $n ->
    [0] nobody connected
    [one] { $n } person connected
   *[other] { $n } people connected
}
developer-deleted = { $app } is deleted.

app-kind-web = Web app
    .text = It runs on a server of yours and people reach it with a browser. It can keep a secret.
app-kind-native = Single-page or native app
    .text = It runs in the browser, on a phone or on a computer, where anybody can look inside. It has no secret.
app-kind-device = Device
    .text = A television, a console, a tool without a browser. It shows a code that people confirm on their phone.
app-kind-service = Service
    .text = A program that acts for itself, without anybody being there. It has a secret.

app-state-active = Active
app-state-paused = Paused
app-state-suspended = Suspended by an administrator
app-mark-verified = Verified
app-mark-unverified = Not verified

new-app-title = Register an app
new-app-lead = What are you building? It decides how your app proves who it is, and cannot be changed later.

app-form-new = Register: { $kind }
app-form-change = Change { $app }
app-form-lead = People see the name, the site and the logo when they are asked to allow your app.
app-form-lead-service = Administrators see the name and the description, and so do you.
app-form-other-kind = Another kind of app
app-form-verified = { $app } is verified
    .text = Another name, site, logo or redirect URL takes the verification away: an administrator has to look at it again.
app-form-trusted = { $app } is trusted
    .text = People are not asked about it. Another name, site, logo or redirect URL, or more that it may ask for, ends that: an administrator has to look at it again.
app-form-register = Register
app-form-save = Save
app-name = Name
    .hint = What people know it by. At most 100 characters.
app-site-url = Website
    .hint = Where people can read about it, such as https://movies.example.com
app-description = Description
    .hint = What it does, in a sentence or two. At most 500 characters.
app-logo = Logo
    .hint = A PNG, JPEG or WebP of at most 256 KB and 2048 pixels on a side. It is fitted into 256 × 256.
    .again = Please choose the logo again: browsers do not keep files.
app-logo-remove = Remove the logo
app-redirect-uris = Redirect URLs
    .hint = Where people come back to after they answered, one per line, exactly as your app will send them: https://, http:// only for your own machine (127.0.0.1, [::1] or localhost), or your domain reversed, such as com.example.movies:/callback
app-failure-uri = Failure URL
    .hint = Where people come back to when they refuse or something goes wrong, if that is another place.
app-scopes = What it may ask for
    .hint = Tick only what it needs. People see this list and decide.
    .service = Nobody is asked about what a service does, so it gets what every new app gets. An administrator can allow more.
app-scope-sensitive = { $description } (sensitive)

app-notice-registered = { $app } is registered.
app-notice-saved = Saved.
app-notice-unverified = Saved. The app is no longer verified: an administrator has to look at it again.
app-notice-untrusted = Saved. The app is no longer trusted: people are asked about it until an administrator has looked at it again.
app-notice-rotated = The app has a new secret.
app-notice-old-ended = The old secret no longer works.
app-notice-paused = The app is paused.
app-notice-resumed = The app may act again.
app-notice-still-suspended = An administrator suspended this app, and only an administrator can let it act again.

app-notice-changed-meanwhile = The app was changed somewhere else a moment ago, so nothing was saved. Please have a look and try again.

app-nav-all = Your own apps
app-nav-overview = Overview
app-nav-problems = Problems
app-nav-change = Change

app-secret-once = Copy the secret now
    .text = It is shown this once and kept only as a fingerprint. Keep it on your server: not in a page, an app or a repository.
app-client-id = Client id
app-client-secret = Client secret
app-paused = The app is paused
    .text = Nobody can connect it, and its requests are refused.
app-suspended = An administrator suspended this app
    .text = Its requests are refused. Only an administrator can let it act again.
app-resume = Let it act again
app-about = About the app
app-kind = Kind
app-redirect-uri = Redirect URL
app-failure = Failure URL
app-scope = May ask for
app-registered-at = Registered on
app-connected = Connected
app-secret-heading = Secret
app-secret-one = One secret works.
app-secret-two = Two secrets work: the new one, and the old one until { $until }.
app-secret-two-for-ever = Two secrets work: the new one and the old one.
app-secret-new = Make a new secret
app-secret-end = End the old one now
app-snippets = Connect it
    .text = Examples for this very app, with its addresses. They need no library.
    .secret = Put your secret in the place of CLIENT_SECRET.
snippet-curl = curl
snippet-javascript = JavaScript
snippet-python = Python
app-problems-none = No request was refused lately.
app-problems-some = { $n ->
    [one] { $n } kind of request was refused lately.
   *[other] { $n } kinds of requests were refused lately.
}
app-problems-see = See what was refused, and why
app-stop = Stop it
app-stop-text = A paused app can be let in again. A deleted one is gone, with everything people allowed it.
app-pause = Pause
app-delete = Delete

app-problems-title = Problems of { $app }
app-problems-lead = Requests that were refused, the latest first, each with the rule it broke. Secrets are never noted.
app-problems-list = Refused requests
app-problems-empty = Nothing was refused
    .text = When a request of this app is refused, the rule it broke stands here, with what was received and what was expected.
problem-endpoint-authorize = Authorization request
problem-endpoint-device = Device request
problem-endpoint-token = Token request
problem-endpoint-revoke = Revocation
problem-endpoint-introspect = Introspection
problem-error = Error
problem-received = Received
problem-registered = Expected
problem-last = Last time
problem-times = How often
problem-count = { $n ->
    [one] once
   *[other] { $n } times since { $first }
}

new-secret-title = New secret for { $app }?
new-secret-lead = The new secret works at once, and is shown once. How long shall the old one go on working?
new-secret-old = The old secret works
new-secret-day = For another day
    .text = Time to change the settings of your app.
new-secret-week = For another week
    .text = When several servers have to be changed.
new-secret-now = Not any more
    .text = When somebody else may know it. Requests with it are refused from now on.
new-secret-choose = Please choose how long the old secret goes on working.
new-secret-third = An even older secret still works until { $until }: it ends now, whatever you choose.
new-secret-third-for-ever = An even older secret still works: it ends now, whatever you choose.
new-secret-make = Make a new secret

act-pause = Pause { $app }?
    .lead = Its requests are refused until you let it act again.
    .people = Nobody can connect it meanwhile.
    .tokens = What people allowed it stays allowed, and works again afterwards.
    .label = Pause
act-delete = Delete { $app }?
    .lead = The app goes for good, and its client id with it.
    .people = { $n ->
        [0] Nobody is connected to it.
        [one] { $n } person is connected to it and will be cut off at once.
       *[other] { $n } people are connected to it and will be cut off at once.
    }
    .sessions = { $n ->
        [0] It has no living access.
        [one] { $n } living access dies with it.
       *[other] { $n } living accesses die with it.
    }
    .keys = Its secrets and API keys no longer work.
    .label = Delete
act-end-secret = End the old secret of { $app } now?
    .lead = Whatever still uses it can no longer get tokens.
    .label = End it now
