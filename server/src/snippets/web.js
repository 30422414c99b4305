// Node.js 18 or later, as a module.
import { createHash, randomBytes } from 'node:crypto';

const issuer = {{issuer}};
const credentials = {{credentials}};{{secret_note}}
const redirectUri = {{redirect_uri}};

const verifiers = new Map(); // by state; in earnest, in the visitor's session

// Redirect whoever wants to sign in to this address.
function authorizeUrl() {
  const state = randomBytes(16).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  verifiers.set(state, verifier);
  return `${issuer}/oauth/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: credentials.client_id,
    redirect_uri: redirectUri,
    scope: {{scope}},
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })}`;
}

// Call this with the address that the browser came back to.
async function signedIn(address) {
  const answer = new URL(address).searchParams;
  const verifier = verifiers.get(answer.get('state'));
  if (!verifier || answer.get('iss') !== issuer) throw new Error('this answers no question of ours');
  verifiers.delete(answer.get('state'));
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
