# Python 3.9 or later.
import json
import time
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

ISSUER = {{issuer}}
CREDENTIALS = {{credentials}}


def post(path, **request):
    body = urlencode({**CREDENTIALS, **request}).encode()
    try:
        with urlopen(Request(ISSUER + path, body)) as response:
            return json.load(response)
    except HTTPError as refused:
        return json.load(refused)


def connect():
    codes = post("/oauth/authorize_device", scope={{scope}})
    print("Open", codes["verification_uri"], "and type", codes["user_code"])
    interval = codes["interval"]
    while True:
        time.sleep(interval)
        answer = post(
            "/oauth/token",
            grant_type="urn:ietf:params:oauth:grant-type:device_code",
            device_code=codes["device_code"],
        )
        if answer.get("error") == "slow_down":
            interval += 5
        elif answer.get("error") != "authorization_pending":
            return answer


# Later: post("/oauth/token", grant_type="refresh_token", refresh_token=…).
# Keep the new refresh token instead of the old one.
token = connect()
if "error" in token:
    raise PermissionError(token["error_description"])
headers = {"Authorization": f"Bearer {token['access_token']}"}
with urlopen(Request(f"{ISSUER}/api/v1/users/current_user", headers=headers)) as response:
    print(json.load(response))
