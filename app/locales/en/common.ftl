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

menu = Your places
menu-account = Your account
menu-apps = Connected apps
menu-developer = Your own apps
menu-admin = Administration

field-optional = (optional)
summary-heading = { $n ->
    [one] One thing needs your attention
   *[other] { $n } things need your attention
}
pager = Pages of this list
pager-first = Back to the beginning
pager-next = Next
search = Search

confirm-text = Please read what will happen before you go on.
password-yours = Your password
password-why = So that nobody else does this while you are away.
password-missing = Please type your password.
password-wrong = This is not your password.
password-too-many = Too many tries. Please wait { $wait }, then try again.
password-busy = The server is very busy. Please try again in a few seconds.

new-password = New password
    .hint = At least 15 characters. A few words that do not belong together are strong, and easy to keep in mind.
new-password-missing = Please choose a new password.
new-password-short = This is too short: a password has at least 15 characters.
new-password-long = This is longer than we can take. Please choose a shorter one.
new-password-guessable = This would soon be guessed: it is common, repeats itself or says who you are. Please take a few words that do not belong together.
