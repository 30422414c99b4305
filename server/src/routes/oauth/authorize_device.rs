//! `POST /oauth/authorize_device` (RFC 8628 §3.1, §3.2).

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use oauth::model::AskedFrom;
use oauth::{client_auth, device};
use serde::Serialize;

use super::token::NO_STORE;
use crate::address::ClientAddress;
use crate::error::TokenError;
use crate::extract::client_request::ClientRequest;
use crate::state::AppState;

pub async fn post(
    State(state): State<AppState>,
    address: ClientAddress,
    headers: HeaderMap,
    request: ClientRequest,
) -> Result<Response, TokenError> {
    let client = client_auth::authenticate(state.store(), &request.presented).await?;
    let asked_from = AskedFrom { address: Some(address.to_string()), user_agent: user_agent(&headers) };
    let moment = state.moment();
    let codes = device::authorize(&moment.ctx(), state.store(), &client, &request.params, asked_from).await?;
    tracing::info!(client = %client.id, "gave a device its codes");
    Ok((NO_STORE, Json(DeviceAnswer::from(codes))).into_response())
}

/// RFC 8628 §3.2. The order of the keys is part of the contract.
#[derive(Serialize)]
struct DeviceAnswer {
    device_code: String,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: String,
    expires_in: i64,
    interval: i64,
}

impl From<device::DeviceCodes> for DeviceAnswer {
    fn from(codes: device::DeviceCodes) -> Self {
        Self {
            device_code: codes.device_code.expose().to_owned(),
            user_code: codes.user_code.to_string(),
            verification_uri: codes.verification_uri,
            verification_uri_complete: codes.verification_uri_complete,
            expires_in: codes.expires_in,
            interval: codes.interval,
        }
    }
}

/// What the device calls itself, short enough to keep.
fn user_agent(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::USER_AGENT)?.to_str().ok()?;
    Some(text.chars().take(200).collect())
}
