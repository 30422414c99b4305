//! `GET /oauth/jwks` (RFC 7517 §5).

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::openapi::bodies::KeySet;
use crate::state::AppState;

/// The public keys that access tokens are signed with
#[utoipa::path(
    get,
    path = "/oauth/jwks",
    operation_id = "jwks",
    tag = "Discovery",
    responses((status = 200, description = "Keys, old ones as long as tokens of theirs live.", body = KeySet)),
)]
pub async fn get(State(state): State<AppState>) -> Response {
    // Short enough that a new key is known long before the old one's last token has expired.
    let fresh = [(header::CACHE_CONTROL, "public, max-age=300")];
    (fresh, Json(state.keys().jwks())).into_response()
}
