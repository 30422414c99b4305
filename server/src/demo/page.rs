//! `/demo` itself: both flows to start, and the same by hand.

use app::{CurlStep, CurlTopic, DemoClient, DemoView};
use axum::response::Response;

use super::seed::{
    self, API_KEY, DEVICE_CLIENT, FRONT_CLIENT, FRONT_SECRET, SERVICE_CLIENT, SERVICE_SECRET, WEB_CLIENT, WEB_SECRET,
};
use crate::error::PageError;
use crate::render::Viewer;

pub async fn get(viewer: Viewer) -> Result<Response, PageError> {
    let issuer = viewer.state.config().issuer.to_string();
    let view = DemoView {
        person: (seed::EMAIL.to_owned(), seed::PASSWORD.to_owned()),
        clients: vec![
            client(WEB_CLIENT, Some(WEB_SECRET), &["authorization_code", "refresh_token"], &["read", "write"]),
            client(DEVICE_CLIENT, None, &["device_code", "refresh_token"], &["read", "write"]),
            client(SERVICE_CLIENT, Some(SERVICE_SECRET), &["client_credentials"], &["stats"]),
            client(FRONT_CLIENT, Some(FRONT_SECRET), &["password", "refresh_token"], &["read", "user"]),
        ],
        web_href: "/demo/web".to_owned(),
        device_action: "/demo/device".to_owned(),
        curl: curl(&issuer),
        api_doc_href: "/api/doc".to_owned(),
        issuer,
    };
    viewer.page(view).await
}

fn client(id: &str, secret: Option<&str>, grants: &[&str], scopes: &[&str]) -> DemoClient {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    DemoClient { id: id.to_owned(), secret: secret.map(str::to_owned), grants: owned(grants), scopes: owned(scopes) }
}

/// The device flow by hand, the same lines as in the README, and what else can be tried in a terminal.
fn curl(issuer: &str) -> Vec<CurlStep> {
    let step = |topic, command: String| CurlStep { topic, command };
    vec![
        step(CurlTopic::DeviceAsk, format!("curl -s {issuer}/oauth/authorize_device -d client_id={DEVICE_CLIENT}")),
        step(
            CurlTopic::DevicePoll,
            format!(
                "curl -s {issuer}/oauth/token \\\n  -d grant_type=urn:ietf:params:oauth:grant-type:device_code \\\n  \
                 -d client_id={DEVICE_CLIENT} -d device_code=DEVICE_CODE"
            ),
        ),
        step(
            CurlTopic::CurrentUser,
            format!("curl -s {issuer}/api/v1/users/current_user \\\n  -H 'Authorization: Bearer ACCESS_TOKEN'"),
        ),
        step(
            CurlTopic::Refresh,
            format!(
                "curl -s {issuer}/oauth/token \\\n  -d grant_type=refresh_token -d client_id={DEVICE_CLIENT} \\\n  \
                 -d refresh_token=REFRESH_TOKEN"
            ),
        ),
        step(
            CurlTopic::ClientCredentials,
            format!(
                "curl -s {issuer}/oauth/token \\\n  -u {SERVICE_CLIENT}:{SERVICE_SECRET} -d grant_type=client_credentials"
            ),
        ),
        step(
            CurlTopic::Introspect,
            format!(
                "curl -s {issuer}/oauth/introspect \\\n  -u {SERVICE_CLIENT}:{SERVICE_SECRET} -d token=ACCESS_TOKEN"
            ),
        ),
        step(
            CurlTopic::Password,
            format!(
                "curl -s {issuer}/public/token -H 'X-API-KEY: {API_KEY}' \\\n  -d grant_type=password -d username={email} \\\n  \
                 -d 'password={password}'",
                email = seed::EMAIL,
                password = seed::PASSWORD,
            ),
        ),
        step(CurlTopic::ApiKey, format!("curl -s '{issuer}/public/establishments?q=cafe' -H 'X-API-KEY: {API_KEY}'")),
        step(
            CurlTopic::Revoke,
            format!("curl -s {issuer}/oauth/revoke \\\n  -d client_id={DEVICE_CLIENT} -d token=REFRESH_TOKEN"),
        ),
        step(CurlTopic::Metadata, format!("curl -s {issuer}/.well-known/oauth-authorization-server")),
    ]
}
