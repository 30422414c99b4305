//! What whoever watches the server asks: `/health/live`, is the process there; `/health/ready`, can it serve people.
//! Neither needs a session, and neither says anything about anybody.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use crate::state::AppState;

/// What a load balancer may ask as often as it likes.
pub fn routes() -> Router<AppState> {
    Router::new().route("/health/live", get(live)).route("/health/ready", get(ready))
}

#[derive(Serialize)]
struct Live {
    status: &'static str,
}

async fn live() -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(Live { status: "live" })).into_response()
}

/// Each thing that must work before people are sent here.
#[derive(Serialize)]
struct Ready {
    status: &'static str,
    database: bool,
    keys: bool,
}

async fn ready(State(state): State<AppState>) -> Response {
    let database = match state.store().signing_keys().await {
        Ok(_) => true,
        Err(error) => {
            tracing::error!(%error, "not ready");
            false
        }
    };
    let keys = state.keys().can_sign();
    let (code, status) =
        if database && keys { (StatusCode::OK, "ready") } else { (StatusCode::SERVICE_UNAVAILABLE, "not ready") };
    (code, [(header::CACHE_CONTROL, "no-store")], Json(Ready { status, database, keys })).into_response()
}
