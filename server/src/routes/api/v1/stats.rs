//! `GET /api/v1/stats`: how much there is, for an app that acts as itself.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use oauth::error::OAuthError;
use oauth::store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::BearerError;
use crate::extract::current_user::Token;
use crate::openapi::refusals::TokenRefusals;
use crate::state::AppState;

/// The order of the keys is part of the contract.
#[derive(Serialize, ToSchema)]
struct StatsAnswer {
    users: u64,
    clients: u64,
    published_establishments: u64,
}

/// How much there is
#[utoipa::path(
    get,
    path = "/api/v1/stats",
    operation_id = "stats",
    tag = "API",
    responses((status = 200, description = "Counts.", body = StatsAnswer), TokenRefusals),
    security(("oauth2" = ["stats"]), ("bearer" = [])),
)]
pub async fn get(State(state): State<AppState>, token: Token) -> Result<Response, BearerError> {
    token.require("stats")?;
    let stats = count(&state).await.map_err(OAuthError::from)?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(stats)).into_response())
}

async fn count(state: &AppState) -> Result<StatsAnswer, StoreError> {
    Ok(StatsAnswer {
        users: state.store().count_users().await?,
        clients: state.store().count_clients().await?,
        published_establishments: state.establishments().count_published().await?,
    })
}
