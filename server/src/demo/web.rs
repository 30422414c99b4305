//! The demo web app: authorization code with PKCE (RFC 6749 §4.1, RFC 7636).

use app::{DemoFlow, DemoRefusedView, DemoResultView};
use aws_lc_rs::digest::{SHA256, digest};
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth::context::SystemEntropy;
use oauth::types::Secret;
use serde_json::json;

use super::client::{DemoClient, DemoCookie};
use super::seed;
use crate::error::PageError;
use crate::extract::query::Query;
use crate::onward::with_query;
use crate::render::{Viewer, see_other};
use crate::state::AppState;

/// Sends the person to the server, as any app would.
pub async fn start(State(state): State<AppState>) -> Response {
    let (app_state, verifier) = (Secret::generate(&SystemEntropy), Secret::generate(&SystemEntropy));
    let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.expose().as_bytes()));
    let redirect_uri = redirect_uri(&state);
    let pairs = [
        ("response_type", "code"),
        ("client_id", seed::WEB_CLIENT),
        ("redirect_uri", &redirect_uri),
        ("scope", "read"),
        ("state", app_state.expose()),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut response = see_other(&with_query(&state.config().issuer.join("/oauth/authorize"), &pairs));
    DemoCookie::write(&mut response, &json!({ "state": app_state.expose(), "verifier": verifier.expose() }));
    response
}

/// The person comes back with a code, or with a refusal.
pub async fn callback(
    viewer: Viewer,
    Extension(server): Extension<DemoClient>,
    Query(params): Query,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let kept = DemoCookie::read(&headers).unwrap_or_default();
    // An answer to somebody else's question is dropped before its code is touched (RFC 9700 §2.1).
    let ours = params.get("state").is_some_and(|state| kept["state"] == state)
        && params.get("iss") == Some(viewer.state.config().issuer.as_str());
    if !ours {
        return refused(&viewer, "state mismatch", "This is not the answer to a request of this browser.").await;
    }
    let Some(code) = params.get("code") else {
        let error = params.get("error").unwrap_or("invalid_response");
        return refused(&viewer, error, params.get("error_description").unwrap_or_default()).await;
    };
    let request = json!({
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri(&viewer.state),
        "client_id": seed::WEB_CLIENT,
        "client_secret": seed::WEB_SECRET,
        "code_verifier": kept["verifier"],
    });
    let token = server.post("/oauth/token", &request).await?;
    let Some(access_token) = token.get("access_token").filter(|_| token.status == StatusCode::OK) else {
        let (error, description) = (token.get("error"), token.get("error_description"));
        return refused(&viewer, &error.unwrap_or_default(), &description.unwrap_or_default()).await;
    };
    let user = server.get("/api/v1/users/current_user", &access_token).await?;
    let view = DemoResultView { flow: DemoFlow::Web, token_json: token.pretty(), user_json: user.pretty() };
    let mut response = viewer.page(view).await?;
    DemoCookie::clear(&mut response);
    Ok(response)
}

async fn refused(viewer: &Viewer, error: &str, description: &str) -> Result<Response, PageError> {
    let view = DemoRefusedView { error: error.to_owned(), description: description.to_owned() };
    let mut response = viewer.page(view).await?;
    DemoCookie::clear(&mut response);
    Ok(response)
}

fn redirect_uri(state: &AppState) -> String {
    state.config().issuer.join("/demo/callback")
}
