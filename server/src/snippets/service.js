// Node.js 18 or later, as a module.
const issuer = {{issuer}};
const credentials = {{credentials}};{{secret_note}}

async function token() {
  const body = new URLSearchParams({ ...credentials, grant_type: 'client_credentials', scope: {{scope}} });
  const response = await fetch(`${issuer}/oauth/token`, { method: 'POST', body });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error_description);
  return answer;
}

// Use it until it expires (expires_in, in seconds), then ask for another.
const { access_token } = await token();
const headers = { authorization: `Bearer ${access_token}` };
const response = await fetch(`${issuer}/api/v1/stats`, { headers });
console.log(await response.json());
