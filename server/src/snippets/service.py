# Python 3.9 or later.
import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

ISSUER = {{issuer}}
CREDENTIALS = {{credentials}}{{secret_note}}


def token():
    body = urlencode({**CREDENTIALS, "grant_type": "client_credentials", "scope": {{scope}}}).encode()
    with urlopen(Request(f"{ISSUER}/oauth/token", body)) as response:
        return json.load(response)


# Use it until it expires (expires_in, in seconds), then ask for another.
headers = {"Authorization": f"Bearer {token()['access_token']}"}
with urlopen(Request(f"{ISSUER}/api/v1/stats", headers=headers)) as response:
    print(json.load(response))
