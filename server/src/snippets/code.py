# Python 3.9 or later.
import base64
import hashlib
import json
import secrets
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

ISSUER = {{issuer}}
CREDENTIALS = {{credentials}}{{secret_note}}
REDIRECT_URI = {{redirect_uri}}

verifiers = {}  # by state; in earnest, in the visitor's session


def authorize_url():
    """Send the browser of whoever wants to sign in to this address."""
    state, verifier = secrets.token_urlsafe(16), secrets.token_urlsafe(32)
    verifiers[state] = verifier
    digest = hashlib.sha256(verifier.encode()).digest()
    return f"{ISSUER}/oauth/authorize?" + urlencode({
        "response_type": "code",
        "client_id": CREDENTIALS["client_id"],
        "redirect_uri": REDIRECT_URI,
        "scope": {{scope}},
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    })


def signed_in(address):
    """Call this with the address that the browser came back to."""
    answer = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    verifier = verifiers.pop(answer.get("state"), None)
    if verifier is None or answer.get("iss") != ISSUER:
        raise ValueError("this answers no question of ours")
    if "error" in answer:
        raise PermissionError(answer.get("error_description", answer["error"]))
    return token(
        grant_type="authorization_code",
        code=answer["code"],
        redirect_uri=REDIRECT_URI,
        code_verifier=verifier,
    )


def token(**request):
    """Later: token(grant_type="refresh_token", refresh_token=…). Keep the new refresh token instead of the old one."""
    body = urlencode({**CREDENTIALS, **request}).encode()
    with urlopen(Request(f"{ISSUER}/oauth/token", body)) as response:
        return json.load(response)


def current_user(access_token):
    headers = {"Authorization": f"Bearer {access_token}"}
    with urlopen(Request(f"{ISSUER}/api/v1/users/current_user", headers=headers)) as response:
        return json.load(response)
