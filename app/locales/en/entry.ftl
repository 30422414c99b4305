entry-email = E-mail
entry-send = Send me the link
entry-have-account = You have an account already?

sign-up-title = Create an account
sign-up-lead = Your e-mail address comes first. We send you a link, which opens the rest.
sign-up-closed-title = Accounts are not made here
sign-up-closed-lead = The people who run this site make them. Ask them for one, or sign in if you have yours already.
sign-up-finish-title = Welcome! Who are you?
sign-up-finish-lead = One more step and your account is there.
sign-up-firstname = First name
sign-up-lastname = Last name
sign-up-make = Create my account

letter-sent-title = Check your mail
letter-sent-sign-up = A letter to { $email } is on its way, unless several were sent there lately. The link in it opens the rest.
letter-sent-reset = If { $email } has an account here, a letter is on its way, unless several were sent there lately. The link in it lets you choose a new password.
letter-sent-your-address = your address
letter-sent-lasts = The link works once, within { $duration }, in any browser.
letter-sent-missing = Nothing after a few minutes? Look into your spam folder, and check the address.
letter-sent-again = Try again, or another address

reset-title = Forgot your password?
reset-lead = Tell us your e-mail address. We send you a link with which you choose another one.
reset-finish-title = Choose a new password
reset-finish-lead = Afterwards you are signed out everywhere, and every app loses its access until you sign in to it again. So nobody stays in who should not be.
reset-set = Set this password

email-finish-title = Use this address?
email-finish-lead = From now on you sign in with { $new } instead of { $old }.
email-finish-why = So that nobody else moves your account to an address of theirs.
email-finish-use = Use this address

link-spent-title = This link can no longer be used
link-spent-lead = It works once and for a while, and a newer one takes its place. Perhaps you have used it already; otherwise ask for a new one.
link-spent-again = Ask for a new link

login-forgot = Forgot your password?
login-sign-up = Create an account
login-notice-reset = Your password is changed. Please sign in with the new one.
login-notice-email = Your address is changed. You sign in with it from now on.
