//! `GET /logos/{hash}`: an application's picture, decoded and written anew before it was kept.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::error::{PageError, ServerError};
use crate::state::AppState;

/// Its address is the hash of what it shows, so it never changes. Opened by itself, it may do nothing at all.
const HEADERS: [(HeaderName, &str); 3] = [
    (CONTENT_TYPE, "image/png"),
    (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
];

pub async fn get(State(state): State<AppState>, Path(hash): Path<String>) -> Result<Response, PageError> {
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    let logo = if is_hash { state.store().logo(&hash).await.map_err(ServerError::from)? } else { None };
    Ok(match logo {
        Some(logo) => (HEADERS, logo.png).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    })
}
