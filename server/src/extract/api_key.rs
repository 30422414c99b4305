//! Which application calls, by its `X-API-KEY` header.

use axum::http::{HeaderMap, HeaderName};
use oauth::api_key::{self as rules, Error};
use oauth::error::OAuthError;
use oauth::model::Client;
use oauth::throttle::ThrottleKey;
use oauth::types::Secret;

use crate::caller::Caller;
use crate::state::AppState;

pub const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// Finds the application whose key the request shows.
pub async fn application(state: &AppState, caller: &Caller, headers: &HeaderMap) -> Result<Client, OAuthError> {
    let mut values = headers.get_all(X_API_KEY).iter();
    let value = values.next().ok_or(Error::Missing)?;
    if values.next().is_some() {
        return Err(Error::Repeated.into());
    }
    // What is not ASCII is no key, and counts like any other wrong one.
    let presented = Secret::from(String::from_utf8_lossy(value.as_bytes()).into_owned());
    let from = ThrottleKey::api_key_address(&caller.address.throttle_key());
    rules::authenticate(&state.moment(&caller.from).ctx(), state.store(), &presented, &from).await
}
