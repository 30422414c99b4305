//! The demo, and what it ends with.

use super::Sample;
use app::*;

fn demo() -> DemoView {
    let client = |id: &str, secret: Option<&str>, grants: &[&str], scopes: &[&str]| DemoClient {
        id: id.to_owned(),
        secret: secret.map(str::to_owned),
        grants: grants.iter().map(|&grant| grant.to_owned()).collect(),
        scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
    };
    let curl = |topic, command: &str| CurlStep { topic, command: command.to_owned() };
    DemoView {
        issuer: "http://127.0.0.1:3000".to_owned(),
        person: ("john.doe@example.com".to_owned(), "correct horse battery staple".to_owned()),
        clients: vec![
            client("demo-web", Some("demo-web-secret"), &["authorization_code", "refresh_token"], &["read"]),
            client("demo-device", None, &["device_code", "refresh_token"], &["read"]),
            client("backend_routines", Some("backend-secret"), &["client_credentials"], &["stats"]),
        ],
        web_href: "/demo/web".to_owned(),
        device_action: "/demo/device".to_owned(),
        curl: vec![
            curl(
                CurlTopic::DeviceAsk,
                "curl http://127.0.0.1:3000/oauth/authorize_device \\\n  -d client_id=demo-device",
            ),
            curl(
                CurlTopic::DevicePoll,
                "curl http://127.0.0.1:3000/oauth/token \\\n  -d grant_type=urn:ietf:params:oauth:grant-type:device_code \\\n  -d client_id=demo-device -d device_code=…",
            ),
            curl(
                CurlTopic::CurrentUser,
                "curl http://127.0.0.1:3000/api/v1/users/current_user -H 'Authorization: Bearer …'",
            ),
            curl(CurlTopic::Refresh, "curl …"),
            curl(CurlTopic::ClientCredentials, "curl …"),
            curl(CurlTopic::Password, "curl …"),
            curl(CurlTopic::ApiKey, "curl …"),
            curl(CurlTopic::Revoke, "curl …"),
            curl(CurlTopic::Introspect, "curl …"),
            curl(CurlTopic::Metadata, "curl …"),
        ],
        api_doc_href: "/api/doc".to_owned(),
    }
}

fn demo_device(state: DemoDeviceState) -> DemoDeviceView {
    DemoDeviceView {
        user_code: "WDJB-MJHT".to_owned(),
        verification_uri: "http://127.0.0.1:3000/oauth/device".to_owned(),
        verification_uri_complete: "http://127.0.0.1:3000/oauth/device?user_code=WDJB-MJHT".to_owned(),
        state,
        refresh_seconds: (state == DemoDeviceState::Waiting).then_some(5),
        device_action: "/demo/device".to_owned(),
    }
}

pub fn samples() -> Vec<Sample> {
    let mut samples = vec![
        Sample::new("demo", demo()),
        Sample::new("demo-device", demo_device(DemoDeviceState::Waiting)),
        Sample::new("demo-device-refused", demo_device(DemoDeviceState::Refused)),
        Sample::new("demo-device-expired", demo_device(DemoDeviceState::Expired)),
        Sample::new(
            "demo-refused",
            DemoRefusedView { error: "access_denied".to_owned(), description: "the person refused".to_owned() },
        ),
    ];
    samples.extend([("demo-result-web", DemoFlow::Web), ("demo-result-device", DemoFlow::Device)].map(|(name, flow)| {
        Sample::new(name, DemoResultView {
            flow,
            token_json: "{\n  \"access_token\": \"eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiJ9…\",\n  \"token_type\": \"Bearer\",\n  \"expires_in\": 7200\n}".to_owned(),
            user_json: "{\n  \"id\": 5,\n  \"email\": \"john.doe@example.com\"\n}".to_owned(),
        })
    }));
    samples
}
