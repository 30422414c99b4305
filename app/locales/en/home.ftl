home-title = Welcome
home-lead = This is where you sign in to apps without giving them your password. You see what each one asks for, and you decide.
home-signed-in = You are signed in, and ready to connect an app or a device.
home-device = Enter a device code
home-demo = Try the demo
