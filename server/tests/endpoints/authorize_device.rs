//! `POST /oauth/authorize_device`.

use std::collections::BTreeSet;

use insta::{allow_duplicates, assert_snapshot};

use crate::support::{Params, Setup, TestServer, form, television, web_app};

#[tokio::test]
async fn an_app_without_the_grant_is_unauthorized() {
    // row 16 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    server.register(&web_app()).await;
    let request = form("/oauth/authorize_device", &[("client_id", "web-app"), ("client_secret", "web-app-secret")]);
    assert_eq!(server.wire.send(request).await.error(), "400 unauthorized_client");
}

#[tokio::test]
async fn nobody_and_an_unknown_client_are_not_let_in() {
    // row 15 (RFC 8628 §3.1)
    let server = TestServer::start().await;
    for body in [&[][..], &[("client_id", "nobody")], &[("client_id", "")]] {
        let answer = server.wire.send(form("/oauth/authorize_device", body)).await;
        assert_eq!(answer.error(), "401 invalid_client", "{body:?}");
    }
}

#[tokio::test]
async fn a_scope_beyond_the_clients_and_a_doubled_parameter_are_refused() {
    // rows 4, 17 (RFC 8628 §3.1)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    for scope in ["stats", "read stats", "re\"ad"] {
        assert_eq!(device.ask_for(&Params::of(&[("scope", scope)])).await.error(), "400 invalid_scope", "{scope}");
    }
    let twice = Params::of(&[("scope", "read"), ("scope", "read")]);
    assert_eq!(device.ask_for(&twice).await.error(), "400 invalid_request");
}

#[tokio::test]
async fn the_answer_is_complete() {
    // rows 28, 30 (RFC 8628 §3.2, §6.1)
    let server = TestServer::start().await;
    let mut device = server.device(television()).await;
    for speaks_json in [true, false] {
        device.speaks_json = speaks_json;
        let answer = device.ask_for(&Params::default()).await;
        allow_duplicates! {
            assert_snapshot!(answer, @r#"
            200 OK
            cache-control: no-store
            content-type: application/json
            pragma: no-cache

            {"device_code":"[secret]","user_code":"[user code]","verification_uri":"https://id.example/oauth/device","verification_uri_complete":"https://id.example/oauth/device?user_code=[user code]","expires_in":600,"interval":5}
            "#);
        }
        let (code, complete) = (answer.get("user_code"), answer.get("verification_uri_complete"));
        assert!(complete.ends_with(&code));
        assert!(code.bytes().all(|byte| byte == b'-' || b"BCDFGHJKLMNPQRSTVWXZ".contains(&byte)), "{code}");
    }
}

#[tokio::test]
async fn no_two_devices_get_the_same_codes() {
    // rows 29, 30 (RFC 8628 §5.2, §6.1)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let mut seen = BTreeSet::new();
    for _ in 0..20 {
        let codes = device.ask().await;
        // 43 characters of base64url are 256 bits.
        assert_eq!(codes.device_code.len(), 43);
        assert!(seen.insert(codes.device_code) && seen.insert(codes.user_code));
    }
}

#[tokio::test]
async fn addresses_are_built_from_the_issuer_whatever_the_host_header_says() {
    // row 49 (contract §1)
    let server = TestServer::of(Setup { issuer: "https://id.example/tenant", ..Setup::default() }).await;
    server.register(&television()).await;
    let mut request = form("/oauth/authorize_device", &[("client_id", "television")]);
    request.headers_mut().insert("host", "evil.example".parse().unwrap());
    request.headers_mut().insert("x-forwarded-host", "evil.example".parse().unwrap());
    let answer = server.wire.send(request).await;
    assert_eq!(answer.get("verification_uri"), "https://id.example/tenant/oauth/device");
}
