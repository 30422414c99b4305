rule-redirect-uri-is-missing-and-the-application-has-not-registered-exactly-one = redirect_uri is missing, and the application has not registered exactly one
rule-redirect-uri-came-more-than-once = redirect_uri came more than once
rule-redirect-uri-is-not-one-the-application-has-registered-it-is-compared-letter-by-letter = redirect_uri is not one the application has registered; it is compared letter by letter
rule-response-type-is-required = response_type is required
rule-the-only-response-type-of-this-server-is-code = the only response_type of this server is code
rule-the-only-response-mode-of-this-server-is-query = the only response_mode of this server is query
rule-this-server-takes-its-parameters-in-the-query-alone-not-in-a-request-object = this server takes its parameters in the query alone, not in a request object
rule-this-client-may-not-use-the-authorization-code-grant = this client may not use the authorization code grant
rule-code-challenge-is-required-with-code-challenge-method-s256 = code_challenge is required, with code_challenge_method=S256
rule-code-challenge-method-must-be-s256 = code_challenge_method must be S256
rule-code-challenge-must-be-the-base64url-encoding-of-a-sha-256-hash-43-characters = code_challenge must be the base64url encoding of a SHA-256 hash, 43 characters
rule-scope-holds-a-character-that-rfc-6749-section-3-3-does-not-allow = scope holds a character that RFC 6749 section 3.3 does not allow
rule-scope-asks-for-more-than-this-client-may-have = scope asks for more than this client may have

rule-the-authorization-header-must-be-basic-with-the-client-id-and-secret-rfc-6749-section-2-3-1 = the Authorization header must be Basic with the client id and secret (RFC 6749 section 2.3.1)
rule-the-client-authenticates-twice-use-the-authorization-header-or-the-body-not-both = the client authenticates twice: use the Authorization header or the body, not both
rule-client-id-in-the-body-differs-from-the-one-in-the-authorization-header = client_id in the body differs from the one in the Authorization header
rule-client-secret-comes-without-client-id = client_secret comes without client_id
rule-credentials-and-tokens-belong-in-the-body-never-in-the-query-string = credentials and tokens belong in the body, never in the query string
rule-client-authentication-failed = client authentication failed
rule-this-client-has-a-secret-and-must-send-it = this client has a secret and must send it

rule-a-parameter-was-sent-more-than-once = a parameter was sent more than once
rule-a-parameter-is-longer-than-4096-characters-or-holds-a-control-character = a parameter is longer than 4096 characters or holds a control character

rule-grant-type-is-required = grant_type is required
rule-this-server-does-not-know-that-grant-type = this server does not know that grant_type
rule-this-client-may-not-use-this-grant-type = this client may not use this grant_type
rule-parameter-is-required = { $parameter } is required for this grant_type

rule-the-authorization-code-is-unknown-or-was-issued-to-another-client = the authorization code is unknown, or was issued to another client
rule-the-authorization-code-was-used-before-the-tokens-it-gave-have-been-revoked = the authorization code was used before; the tokens it gave have been revoked
rule-the-authorization-code-has-expired = the authorization code has expired
rule-redirect-uri-is-not-the-one-of-the-authorization-request = redirect_uri is not the one of the authorization request
rule-code-verifier-is-missing-and-the-authorization-request-had-a-code-challenge = code_verifier is missing, and the authorization request had a code_challenge
rule-code-verifier-was-sent-but-the-authorization-request-had-no-code-challenge = code_verifier was sent, but the authorization request had no code_challenge
rule-code-verifier-does-not-match-the-code-challenge-of-the-authorization-request = code_verifier does not match the code_challenge of the authorization request

rule-the-refresh-token-is-unknown-or-was-issued-to-another-client = the refresh token is unknown, or was issued to another client
rule-the-refresh-token-has-expired = the refresh token has expired
rule-the-refresh-token-was-used-before-all-tokens-of-this-approval-have-been-revoked = the refresh token was used before; all tokens of this approval have been revoked
rule-scope-asks-for-more-than-was-granted = scope asks for more than was granted

rule-only-a-client-with-a-secret-may-act-as-itself = only a client with a secret may act as itself
rule-the-device-code-is-unknown-was-used-or-was-issued-to-another-client = the device code is unknown, was used, or was issued to another client

rule-token-is-required = token is required
rule-the-token-was-issued-to-another-client = the token was issued to another client
rule-only-a-client-with-a-secret-may-ask-about-tokens = only a client with a secret may ask about tokens
