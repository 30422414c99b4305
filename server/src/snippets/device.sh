# 1. Ask for the codes. Show user_code and verification_uri on the device.
curl -s {{device_url}} \
  {{auth}} \
  --data-urlencode {{scope_pair}}

# 2. Every `interval` seconds, until somebody has confirmed. Error slow_down: wait five seconds more each time.
curl -s {{token_url}} \
  {{auth}} \
  -d grant_type=urn:ietf:params:oauth:grant-type:device_code \
  -d device_code=DEVICE_CODE

# 3. Call the API as the person.
curl -s {{user_url}} \
  -H 'Authorization: Bearer ACCESS_TOKEN'

# 4. Later, a new access token. The answer has a new refresh token too: keep it instead of the old one.
curl -s {{token_url}} \
  {{auth}} \
  -d grant_type=refresh_token \
  -d refresh_token=REFRESH_TOKEN
