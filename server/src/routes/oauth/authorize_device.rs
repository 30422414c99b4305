//! `POST /oauth/authorize_device` (RFC 8628 §3.1, §3.2).

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use oauth::device::{self, DeviceCodes};
use oauth::error::OAuthError;
use serde::Serialize;
use utoipa::ToSchema;

use super::token::NO_STORE;
use crate::error::TokenError;
use crate::extract::client_request::ClientRequest;
use crate::openapi::bodies::DeviceBody;
use crate::openapi::refusals::ClientRefusals;
use crate::state::AppState;

/// Ask for a device code, and the code that a person types
#[utoipa::path(
    post,
    path = "/oauth/authorize_device",
    operation_id = "authorize_device",
    tag = "OAuth",
    request_body(content((DeviceBody = "application/x-www-form-urlencoded"), (DeviceBody = "application/json"))),
    responses(
        (status = 200, description = "Codes. Never cached.", body = DeviceAnswer),
        ClientRefusals,
    ),
    security((), ("client" = [])),
)]
pub async fn post(State(state): State<AppState>, request: ClientRequest) -> Result<Response, TokenError> {
    let codes = request.noting(&state, authorize(&state, &request).await).await?;
    Ok((NO_STORE, Json(DeviceAnswer::from(codes))).into_response())
}

async fn authorize(state: &AppState, request: &ClientRequest) -> Result<DeviceCodes, OAuthError> {
    let client = request.client(state).await?;
    let moment = request.moment(state);
    let codes = device::authorize(&moment.ctx(), state.store(), &client, &request.params).await?;
    tracing::info!(client = %client.id, "gave a device its codes");
    Ok(codes)
}

/// RFC 8628 §3.2. The order of the keys is part of the contract.
#[derive(Serialize, ToSchema)]
struct DeviceAnswer {
    device_code: String,
    #[schema(example = "WDJB-MJHT")]
    user_code: String,
    verification_uri: String,
    verification_uri_complete: String,
    /// In seconds.
    expires_in: i64,
    /// Seconds to wait between two polls of the token endpoint.
    interval: i64,
}

impl From<DeviceCodes> for DeviceAnswer {
    fn from(codes: DeviceCodes) -> Self {
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
