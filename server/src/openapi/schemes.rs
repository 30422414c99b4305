//! The ways to say who calls.

use oauth::types::Issuer;
use utoipa::openapi::Components;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, AuthorizationCode, ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Password,
    Scopes, SecurityScheme,
};

/// What the API itself asks for; an administrator may add more.
const SCOPES: [(&str, &str); 3] = [
    ("read", "Read the person's account: /api/v1/users/current_user"),
    ("stats", "Count what there is: /api/v1/stats"),
    ("user", "What the tiers /user and /pro need"),
];

/// The device flow is not among the flows: OpenAPI knows it from 3.2 on. Its endpoint is described like any other.
pub fn describe(components: &mut Components, issuer: &Issuer) {
    let token = issuer.join("/oauth/token");
    let flows = [
        Flow::AuthorizationCode(AuthorizationCode::new(issuer.join("/oauth/authorize"), token.clone(), scopes())),
        Flow::ClientCredentials(ClientCredentials::new(token.clone(), scopes())),
        Flow::Password(Password::new(token, scopes())),
    ];
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An access token: a JWT (RFC 9068) or an opaque text, by the client's record."))
        .build();
    let basic = HttpBuilder::new()
        .scheme(HttpAuthScheme::Basic)
        .description(Some("The client's id and secret, each form-encoded (RFC 6749 section 2.3.1)."))
        .build();
    let key = ApiKeyValue::with_description("X-API-KEY", "Identifies an application.");
    let schemes = [
        ("oauth2", SecurityScheme::OAuth2(OAuth2::new(flows))),
        ("bearer", SecurityScheme::Http(bearer)),
        ("client", SecurityScheme::Http(basic)),
        ("api_key", SecurityScheme::ApiKey(ApiKey::Header(key))),
    ];
    components.security_schemes.extend(schemes.map(|(name, scheme)| (name.to_owned(), scheme.into())));
}

fn scopes() -> Scopes {
    Scopes::from_iter(SCOPES)
}
