document-title = { $page } · { $brand }
languages = Language
signed-in-as = Signed in as
not-you = Not you?
sign-in = Sign in
sign-out = Sign out
cancel = Cancel

app-verified = Verified by an administrator
app-unverified = Not verified
    .text = Nobody here has checked this app. Go on only if you know it and trust it.
app-site = Website
app-returns-to = Returns you to
app-registered = Registered
app-registered-on = on { $date }
app-registered-by = by { $who } on { $date }
app-loopback = This app runs on your own computer
    .text = The answer goes to a program on this machine. Go on only if you started it yourself, just now.

scopes-wanted = It will be able to
scopes-new = It now also wants to
scopes-granted = Already allowed
scopes-none = Nothing more than knowing who you are.
scope-sensitive = Sensitive
scope-optional = Optional: untick what you do not want to give.
