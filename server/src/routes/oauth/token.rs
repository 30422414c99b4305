//! `POST /oauth/token` (RFC 6749 §3.2).

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use oauth::error::OAuthError;
use oauth::grant;
use oauth::issue::Minted;
use oauth::request::TokenRequest;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::TokenError;
use crate::extract::client_request::ClientRequest;
use crate::openapi::bodies::TokenBody;
use crate::openapi::refusals::{ClientRefusals, PasswordRefusals};
use crate::sign_in::People;
use crate::state::AppState;
use crate::telemetry;

/// Exchange a grant for tokens
#[utoipa::path(
    post,
    path = "/oauth/token",
    operation_id = "token",
    tag = "OAuth",
    request_body(content((TokenBody = "application/x-www-form-urlencoded"), (TokenBody = "application/json"))),
    responses(
        (status = 200, description = "Tokens. Never cached.", body = TokenAnswer),
        ClientRefusals,
        PasswordRefusals,
    ),
    security((), ("client" = [])),
)]
pub async fn post(State(state): State<AppState>, request: ClientRequest) -> Result<Response, TokenError> {
    let outcome = exchange(&state, &request).await;
    telemetry::token_request(&request.params, outcome.as_ref().err());
    let minted = request.noting(&state, outcome).await?;
    Ok(TokenAnswer::from(minted).into_response())
}

async fn exchange(state: &AppState, request: &ClientRequest) -> Result<Minted, OAuthError> {
    let token_request = TokenRequest::parse(&request.params)?;
    let client = request.client(state).await?;
    let (moment, people) = (request.moment(state), People { state, caller: &request.caller });
    let minted = grant::exchange(&moment.ctx(), state.database(), &people, &client, &token_request).await?;
    tracing::info!(client = %client.id, grant_type = %token_request.grant_type(), "issued tokens");
    Ok(minted)
}

/// RFC 6749 §5.1. The order of the keys is part of the contract.
#[derive(Serialize, ToSchema)]
struct TokenAnswer {
    access_token: String,
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// In seconds.
    expires_in: i64,
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    scope: String,
    /// Seconds since 1970.
    created_at: i64,
}

impl From<Minted> for TokenAnswer {
    fn from(minted: Minted) -> Self {
        Self {
            access_token: minted.access_token.expose().to_owned(),
            token_type: "Bearer",
            expires_in: minted.expires_in,
            refresh_token: minted.refresh_token.map(|token| token.expose().to_owned()),
            scope: minted.scope.to_string(),
            created_at: minted.created_at.unix_timestamp(),
        }
    }
}

/// "MUST include ... Cache-Control: no-store ... and Pragma: no-cache" (RFC 6749 §5.1).
pub const NO_STORE: [(HeaderName, HeaderValue); 2] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::PRAGMA, HeaderValue::from_static("no-cache")),
];

impl IntoResponse for TokenAnswer {
    fn into_response(self) -> Response {
        (NO_STORE, Json(self)).into_response()
    }
}
