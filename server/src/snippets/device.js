// Node.js 18 or later, as a module.
const issuer = {{issuer}};
const credentials = {{credentials}};

async function post(path, request) {
  const body = new URLSearchParams({ ...credentials, ...request });
  const response = await fetch(`${issuer}${path}`, { method: 'POST', body });
  return response.json();
}

async function connect() {
  const codes = await post('/oauth/authorize_device', { scope: {{scope}} });
  console.log(`Open ${codes.verification_uri} and type ${codes.user_code}`);
  let interval = codes.interval;
  for (;;) {
    await new Promise((done) => setTimeout(done, interval * 1000));
    const answer = await post('/oauth/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: codes.device_code,
    });
    if (answer.error === 'slow_down') interval += 5;
    else if (answer.error !== 'authorization_pending') return answer;
  }
}

// Later: post('/oauth/token', { grant_type: 'refresh_token', refresh_token }).
// Keep the new refresh token instead of the old one.
const token = await connect();
if (token.error) throw new Error(token.error_description);
const headers = { authorization: `Bearer ${token.access_token}` };
const response = await fetch(`${issuer}/api/v1/users/current_user`, { headers });
console.log(await response.json());
