//! `POST /oauth/revoke` (RFC 7009).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use oauth::error::OAuthError;
use oauth::revoke;

use super::token::NO_STORE;
use crate::error::TokenError;
use crate::extract::client_request::ClientRequest;
use crate::openapi::bodies::AboutTokenBody;
use crate::openapi::refusals::ClientRefusals;
use crate::state::AppState;

/// Give a token back
///
/// A token that is unknown, or another client's, is answered alike (RFC 7009 §2.2).
#[utoipa::path(
    post,
    path = "/oauth/revoke",
    operation_id = "revoke",
    tag = "OAuth",
    request_body(content((AboutTokenBody = "application/x-www-form-urlencoded"), (AboutTokenBody = "application/json"))),
    responses(
        (status = 200, description = "It opens nothing any more."),
        ClientRefusals,
    ),
    security((), ("client" = [])),
)]
pub async fn post(State(state): State<AppState>, request: ClientRequest) -> Result<Response, TokenError> {
    request.noting(&state, revoke(&state, &request).await).await?;
    Ok((StatusCode::OK, NO_STORE).into_response())
}

async fn revoke(state: &AppState, request: &ClientRequest) -> Result<(), OAuthError> {
    let client = request.client(state).await?;
    let token = request.params.get("token");
    state.follow_key_of(token).await?;
    revoke::revoke(&request.moment(state).ctx(), state.store(), &client, token).await?;
    tracing::info!(client = %client.id, "revoked a token");
    Ok(())
}
