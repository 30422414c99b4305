//! `POST /oauth/revoke` (RFC 7009).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use oauth::{client_auth, revoke};

use super::token::NO_STORE;
use crate::error::TokenError;
use crate::extract::client_request::ClientRequest;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, request: ClientRequest) -> Result<Response, TokenError> {
    let client = client_auth::authenticate(state.store(), &request.presented).await?;
    revoke::revoke(&state.moment().ctx(), state.store(), &client, request.params.get("token")).await?;
    tracing::info!(client = %client.id, "revoked a token");
    Ok((StatusCode::OK, NO_STORE).into_response())
}
