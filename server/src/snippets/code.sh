# 1. A state and a verifier, to be kept until step 3.
state=$(openssl rand -hex 16)
verifier=$(openssl rand -hex 32)
challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | base64 | tr '+/' '-_' | tr -d '=')

# 2. Open this in the browser of whoever signs in.
echo "{{authorize_url}}&state=$state&code_challenge=$challenge"

# 3. The browser comes back with ?code=…&state=… – compare the state, then ask for the token within a minute.
curl -s {{token_url}} \
  {{auth}} \
  -d grant_type=authorization_code \
  -d code=CODE \
  -d code_verifier="$verifier" \
  --data-urlencode {{redirect_uri_pair}}

# 4. Call the API as the person.
curl -s {{user_url}} \
  -H 'Authorization: Bearer ACCESS_TOKEN'

# 5. Later, a new access token. The answer has a new refresh token too: keep it instead of the old one.
curl -s {{token_url}} \
  {{auth}} \
  -d grant_type=refresh_token \
  -d refresh_token=REFRESH_TOKEN
