//! The demo television: the device flow (RFC 8628). Its screen polls by loading itself again.

use app::{DemoDeviceState, DemoDeviceView, DemoFlow, DemoResultView};
use axum::Extension;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::json;

use super::client::{DemoClient, DemoCookie};
use super::seed;
use crate::error::{PageError, ServerError};
use crate::extract::page_form::PageForm;
use crate::render::{Viewer, see_other};

/// Asks for codes, as a device does when it is switched on.
pub async fn start(Extension(server): Extension<DemoClient>, _form: PageForm) -> Result<Response, PageError> {
    let answer = server.post("/oauth/authorize_device", &json!({ "client_id": seed::DEVICE_CLIENT })).await?;
    let codes: serde_json::Value = serde_json::from_str(&answer.text)
        .map_err(|error| ServerError::Internal(format!("the device answer is no JSON: {error}")))?;
    let mut response = see_other("/demo/device");
    DemoCookie::write(&mut response, &codes);
    Ok(response)
}

/// The television's screen. Each load is one poll.
pub async fn screen(
    viewer: Viewer,
    Extension(server): Extension<DemoClient>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let Some(mut codes) = DemoCookie::read(&headers).filter(|codes| codes["device_code"].is_string()) else {
        return Ok(see_other("/demo"));
    };
    let request = json!({
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": codes["device_code"],
        "client_id": seed::DEVICE_CLIENT,
    });
    let token = server.post("/oauth/token", &request).await?;
    if let Some(access_token) = token.get("access_token").filter(|_| token.status == StatusCode::OK) {
        let user = server.get("/api/v1/users/current_user", &access_token).await?;
        let view = DemoResultView { flow: DemoFlow::Device, token_json: token.pretty(), user_json: user.pretty() };
        let mut response = viewer.page(view).await?;
        DemoCookie::clear(&mut response);
        return Ok(response);
    }
    let state = match token.get("error").as_deref() {
        Some("authorization_pending") => DemoDeviceState::Waiting,
        Some("slow_down") => {
            // RFC 8628 §3.5: "the interval MUST be increased by 5 seconds for this and all subsequent requests".
            codes["interval"] = json!(codes["interval"].as_u64().unwrap_or(5) + 5);
            DemoDeviceState::Waiting
        }
        Some("access_denied") => DemoDeviceState::Refused,
        _ => DemoDeviceState::Expired,
    };
    let text = |key: &str| codes[key].as_str().unwrap_or_default().to_owned();
    let waiting = state == DemoDeviceState::Waiting;
    let view = DemoDeviceView {
        user_code: text("user_code"),
        verification_uri: text("verification_uri"),
        verification_uri_complete: text("verification_uri_complete"),
        state,
        // A second more than the interval: a screen that reloads on the dot would now and then be too soon.
        refresh_seconds: waiting.then(|| codes["interval"].as_u64().unwrap_or(5) + 1),
        device_action: "/demo/device".to_owned(),
    };
    let mut response = viewer.page(view).await?;
    if waiting {
        DemoCookie::write(&mut response, &codes);
    } else {
        DemoCookie::clear(&mut response);
    }
    Ok(response)
}
