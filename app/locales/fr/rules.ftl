rule-redirect-uri-is-missing-and-the-application-has-not-registered-exactly-one = redirect_uri manque, et l’application n’a pas enregistré une adresse de retour et une seule
rule-redirect-uri-came-more-than-once = redirect_uri a été envoyé plusieurs fois
rule-redirect-uri-is-not-one-the-application-has-registered-it-is-compared-letter-by-letter = redirect_uri n’est pas une adresse que l’application a enregistrée ; la comparaison se fait caractère par caractère
rule-response-type-is-required = response_type est obligatoire
rule-the-only-response-type-of-this-server-is-code = le seul response_type de ce serveur est « code »
rule-the-only-response-mode-of-this-server-is-query = le seul response_mode de ce serveur est « query »
rule-this-server-takes-its-parameters-in-the-query-alone-not-in-a-request-object = ce serveur ne lit les paramètres que dans l’URL, pas dans un objet de requête (« request object »)
rule-this-client-may-not-use-the-authorization-code-grant = cette application n’a pas le droit d’utiliser le type d’accès authorization_code
rule-code-challenge-is-required-with-code-challenge-method-s256 = code_challenge est obligatoire, avec code_challenge_method=S256
rule-code-challenge-method-must-be-s256 = code_challenge_method doit être « S256 »
rule-code-challenge-must-be-the-base64url-encoding-of-a-sha-256-hash-43-characters = code_challenge doit être une empreinte SHA-256 encodée en base64url, soit 43 caractères
rule-scope-holds-a-character-that-rfc-6749-section-3-3-does-not-allow = scope contient un caractère que la RFC 6749, section 3.3, n’autorise pas
rule-scope-asks-for-more-than-this-client-may-have = scope demande plus que ce que cette application peut avoir

rule-the-authorization-header-must-be-basic-with-the-client-id-and-secret-rfc-6749-section-2-3-1 = l’en-tête Authorization doit être « Basic », avec l’identifiant et le secret de l’application (RFC 6749, section 2.3.1)
rule-the-client-authenticates-twice-use-the-authorization-header-or-the-body-not-both = l’application s’authentifie deux fois : par l’en-tête Authorization ou par le corps de la demande, pas les deux
rule-client-id-in-the-body-differs-from-the-one-in-the-authorization-header = client_id dans le corps de la demande n’est pas celui de l’en-tête Authorization
rule-client-secret-comes-without-client-id = client_secret est envoyé sans client_id
rule-credentials-and-tokens-belong-in-the-body-never-in-the-query-string = les secrets et les jetons vont dans le corps de la demande, jamais dans l’URL
rule-client-authentication-failed = l’authentification de l’application a échoué
rule-this-client-has-a-secret-and-must-send-it = cette application a un secret et doit l’envoyer

rule-a-parameter-was-sent-more-than-once = un paramètre a été envoyé plusieurs fois
rule-a-parameter-is-longer-than-4096-characters-or-holds-a-control-character = un paramètre dépasse 4096 caractères ou contient un caractère de contrôle

rule-grant-type-is-required = grant_type est obligatoire
rule-this-server-does-not-know-that-grant-type = ce serveur ne connaît pas ce grant_type
rule-this-client-may-not-use-this-grant-type = cette application n’a pas le droit d’utiliser ce grant_type
rule-parameter-is-required = { $parameter } est obligatoire avec ce grant_type

rule-the-authorization-code-is-unknown-or-was-issued-to-another-client = le code d’autorisation est inconnu, ou a été émis pour une autre application
rule-the-authorization-code-was-used-before-the-tokens-it-gave-have-been-revoked = le code d’autorisation avait déjà servi ; les jetons qu’il a donnés ont été révoqués
rule-the-authorization-code-has-expired = le code d’autorisation a expiré
rule-redirect-uri-is-not-the-one-of-the-authorization-request = redirect_uri n’est pas celui de la demande d’autorisation
rule-code-verifier-is-missing-and-the-authorization-request-had-a-code-challenge = code_verifier manque, alors que la demande d’autorisation avait un code_challenge
rule-code-verifier-was-sent-but-the-authorization-request-had-no-code-challenge = code_verifier a été envoyé, alors que la demande d’autorisation n’avait pas de code_challenge
rule-code-verifier-does-not-match-the-code-challenge-of-the-authorization-request = code_verifier ne correspond pas au code_challenge de la demande d’autorisation

rule-the-refresh-token-is-unknown-or-was-issued-to-another-client = le jeton de renouvellement est inconnu, ou a été émis pour une autre application
rule-the-refresh-token-has-expired = le jeton de renouvellement a expiré
rule-the-refresh-token-was-used-before-all-tokens-of-this-approval-have-been-revoked = le jeton de renouvellement avait déjà servi ; tous les jetons de cette autorisation ont été révoqués
rule-scope-asks-for-more-than-was-granted = scope demande plus que ce qui a été accordé

rule-only-a-client-with-a-secret-may-act-as-itself = seule une application qui a un secret peut agir en son propre nom
rule-the-device-code-is-unknown-was-used-or-was-issued-to-another-client = le device_code est inconnu, a déjà servi ou a été émis pour une autre application

rule-token-is-required = token est obligatoire
rule-the-token-was-issued-to-another-client = le jeton a été émis pour une autre application
rule-only-a-client-with-a-secret-may-ask-about-tokens = seule une application qui a un secret peut demander ce qu’est un jeton
