//! `GET /.well-known/oauth-authorization-server` (RFC 8414). **What is advertised works, and nothing else does.**

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use oauth::error::OAuthError;
use oauth::types::GrantType;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::TokenError;
use crate::openapi::refusals::NoRefusals;
use crate::state::AppState;

/// RFC 8414 §2, RFC 8628 §4, RFC 9207 §3.
#[derive(Serialize, ToSchema)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    device_authorization_endpoint: String,
    revocation_endpoint: String,
    introspection_endpoint: String,
    jwks_uri: String,
    scopes_supported: Vec<String>,
    response_types_supported: [&'static str; 1],
    response_modes_supported: [&'static str; 1],
    grant_types_supported: [&'static str; 5],
    token_endpoint_auth_methods_supported: [&'static str; 3],
    revocation_endpoint_auth_methods_supported: [&'static str; 3],
    introspection_endpoint_auth_methods_supported: [&'static str; 2],
    code_challenge_methods_supported: [&'static str; 1],
    authorization_response_iss_parameter_supported: bool,
    ui_locales_supported: [&'static str; 2],
}

/// What this server can do, and where
#[utoipa::path(
    get,
    path = "/.well-known/oauth-authorization-server",
    operation_id = "metadata",
    tag = "Discovery",
    responses((status = 200, description = "Metadata.", body = Metadata), NoRefusals),
)]
pub async fn get(State(state): State<AppState>) -> Result<Response, TokenError> {
    let issuer = &state.config().issuer;
    let scopes = state.store().scopes().await.map_err(OAuthError::from)?;
    let metadata = Metadata {
        issuer: issuer.to_string(),
        authorization_endpoint: issuer.join("/oauth/authorize"),
        token_endpoint: issuer.join("/oauth/token"),
        device_authorization_endpoint: issuer.join("/oauth/authorize_device"),
        revocation_endpoint: issuer.join("/oauth/revoke"),
        introspection_endpoint: issuer.join("/oauth/introspect"),
        jwks_uri: issuer.join("/oauth/jwks"),
        scopes_supported: scopes.into_iter().map(|scope| scope.name.to_string()).collect(),
        response_types_supported: ["code"],
        response_modes_supported: ["query"],
        grant_types_supported: GrantType::ALL.map(GrantType::as_str),
        token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
        revocation_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
        introspection_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
        code_challenge_methods_supported: ["S256"],
        authorization_response_iss_parameter_supported: true,
        ui_locales_supported: ["en", "fr"],
    };
    Ok(([(header::CACHE_CONTROL, "public, max-age=300")], Json(metadata)).into_response())
}
