consent-title = Allow { $app }?
consent-lead = This app asks to use your account.
consent-lasts-once = This access ends by itself after { $duration }.
consent-lasts-renewed = Each access ends by itself after { $duration }; the app can renew it until it is taken back.
consent-take-back = Changed your mind? An administrator can take this access back at any time.
consent-allow = Allow
consent-refuse = Refuse
