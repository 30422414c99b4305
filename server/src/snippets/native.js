// In the browser. An administrator has to open this server to your page's origin (setting cors.allow_origins).
const issuer = {{issuer}};
const credentials = {{credentials}};
const redirectUri = {{redirect_uri}};

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

// For the button "Sign in": location.assign(await authorizeUrl())
async function authorizeUrl() {
  const [state, verifier] = [random(), random()];
  sessionStorage.setItem(`verifier ${state}`, verifier);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return `${issuer}/oauth/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: credentials.client_id,
    redirect_uri: redirectUri,
    scope: {{scope}},
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  })}`;
}

// On the page people come back to: await signedIn(location.href)
async function signedIn(address) {
  const answer = new URL(address).searchParams;
  const key = `verifier ${answer.get('state')}`;
  const verifier = sessionStorage.getItem(key);
  if (!verifier || answer.get('iss') !== issuer) throw new Error('this answers no question of ours');
  sessionStorage.removeItem(key);
  if (answer.has('error')) throw new Error(answer.get('error_description') ?? answer.get('error'));
  return token({
    grant_type: 'authorization_code',
    code: answer.get('code'),
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
}

// Later: token({ grant_type: 'refresh_token', refresh_token }). Keep the new refresh token instead of the old one.
async function token(request) {
  const body = new URLSearchParams({ ...credentials, ...request });
  const response = await fetch(`${issuer}/oauth/token`, { method: 'POST', body });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error_description);
  return answer;
}

async function currentUser(accessToken) {
  const headers = { authorization: `Bearer ${accessToken}` };
  const response = await fetch(`${issuer}/api/v1/users/current_user`, { headers });
  return response.json();
}
