account-nav-overview = Overview
account-nav-password = Password
account-nav-sessions = Browsers
account-nav-apps = Apps
account-nav-activity = Activity

account-overview = Your account
    .lead = Who you are here, and everything that can act for you.
account-password = Change your password
    .lead = You will stay signed in here, and nowhere else.
account-sessions = Where you are signed in
    .lead = Each of these browsers can open your account. End those you do not know, then change your password.
account-apps = Connected apps and devices
    .lead = What you have allowed to use your account. You can take it back at any time.
account-activity = Recent activity
    .lead = What happened with your account, newest first. Is something here not your doing? Change your password.
account-back = Back to your account
account-save = Save
account-about = { $what }: { $about }
account-unknown = unknown
account-from = From
account-last-used = Last used

account-profile = Your name
account-firstname = First name
account-lastname = Last name
account-name-missing = Please write a name here.
account-name-long = A name has at most 100 characters here.
account-name-unseen = This name has characters in it that cannot be seen. Please type it anew.
account-profile-saved = Your name is saved.

account-address = E-mail address
account-address-change = Change
account-email = Change your e-mail address
    .lead = Until now it is { $email }. You sign in with it, and letters go there.
account-email-new = New e-mail address
    .hint = We send a link there. The address changes when you confirm it on the page it opens.
account-email-send = Send the link
account-address-missing = Please write an e-mail address.
account-address-malformed = An e-mail address looks like name@example.com.
account-address-same = This is your address already.
account-email-sent = Please look into your mail
    .text = If { $email } can be used, a link is on its way there, unless several were sent lately. Your address changes when you confirm it on the page it opens; until then, everything stays as it is.
account-email-changed = Your e-mail address is changed.

account-language = Language
account-language-field = Language of pages and letters
    .hint = The switch at the end of each page changes it for this browser alone.
account-language-browser = As my browser says
account-language-saved = Your language is saved.

account-access = Who can get in
account-access-sessions = { $n ->
    [one] You are signed in with this browser only.
   *[other] You are signed in with { $n } browsers.
}
    .label = See browsers
account-access-apps = { $n ->
    [0] No app can use your account.
    [one] One app can use your account.
   *[other] { $n } apps can use your account.
}
    .label = See apps

account-end = Leave
    .text = Your account and all that belongs to it can be deleted for good.
    .label = Delete the account

account-password-old = Your password until now
account-password-others = Every other browser will be signed out. Connected apps keep their access.
account-password-save = Change the password
account-password-changed = { $n ->
    [0] Your password is changed.
    [one] Your password is changed, and one other browser is signed out.
   *[other] Your password is changed, and { $n } other browsers are signed out.
}

account-browser-unknown = Unknown browser
account-signed-in = Signed in
account-last-seen = Last seen
account-session-this = This browser
account-session-end = End
account-sessions-end-others = Sign out of all other browsers
account-session-ended = That browser is signed out.
account-sessions-ended = { $n ->
    [0] No other browser was signed in.
    [one] One other browser is signed out.
   *[other] { $n } other browsers are signed out.
}

account-apps-none = No app uses your account
    .text = When you allow an app or connect a device, you find it here, with a way to take that back.
account-app-revoke = Take back
account-app-trusted = Trusted
account-app-verified = Verified
account-app-stopped = Stopped for now
account-allowed = Allowed on
account-remembered = Holds until
account-connections-none = It has no access at this moment, but would not have to ask for it again.
account-connections = { $n ->
    [one] Has access in one place
   *[other] Has access in { $n } places
}
account-connections-of = Where { $app } has access
account-connection = Device
account-device-unknown = Unknown device
account-how = Connected by
account-how-browser = your browser
account-how-device = a code on the device
account-how-password = your password, typed in the app
account-since = Since
account-app-revoked = { $app } has no access any more.

account-activity-none = Nothing yet
    .text = Sign-ins, permissions and changes will be listed here.

account-revoke = Take back the access of { $app }?
    .lead = { $app } loses its access to your account at once.
    .label = Take back
account-revoke-connections = { $n ->
    [0] It has no access at this moment; none will come from what you allowed before.
    [one] It is cut off on the one device or browser where you use it.
   *[other] It is cut off on all { $n } devices and browsers where you use it.
}
account-revoke-again = To use it again, you will be asked for your permission again.
account-revoke-trusted = It belongs to the people who run this server: it can connect again when you sign in to it, without asking.
account-revoke-kept = What the app has already learned or stored stays with the app.

account-delete = Delete your account?
    .lead = Your account is deleted at once, and nobody can bring it back.
    .label = Delete my account
account-delete-data = Your name, your address, your password and your list of permissions are removed. You are signed out everywhere.
account-delete-apps = { $n ->
    [one] The app that uses your account loses its access at once.
   *[other] The { $n } apps that use your account lose their access at once.
}
account-delete-owned = { $n ->
    [one] The app you registered goes on, but nobody can change it but an administrator.
   *[other] The { $n } apps you registered go on, but nobody can change them but an administrator.
}
