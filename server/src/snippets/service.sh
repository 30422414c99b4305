# 1. Ask for a token, and again when it has expired.
curl -s {{token_url}} \
  {{auth}} \
  -d grant_type=client_credentials \
  --data-urlencode {{scope_pair}}

# 2. Call the API as the app itself.
curl -s {{stats_url}} \
  -H 'Authorization: Bearer ACCESS_TOKEN'
