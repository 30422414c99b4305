//! `POST /oauth/token`: what all grants share.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use insta::assert_snapshot;
use oauth::types::GrantType;

use crate::support::{Params, TestServer, form, json, service, web_app};

#[tokio::test]
async fn only_post_is_for_these_addresses() {
    // row 12 (RFC 6749 §3.2)
    let server = TestServer::start().await;
    let get = async |path: &str| server.wire.get(path).await;
    assert_snapshot!(get("/oauth/token").await, @r#"
    405 Method Not Allowed
    allow: POST
    cache-control: no-store
    content-type: application/json

    {"error":"invalid_request","error_description":"this method is not for this address, the Allow header says which is"}
    "#);
    for path in ["/oauth/token", "/oauth/authorize_device"] {
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::PATCH] {
            let request = Request::builder().method(method.clone()).uri(path).body(Body::empty()).unwrap();
            let answer = server.wire.send(request).await;
            let found = (answer.status, answer.header("allow").to_owned());
            assert_eq!(found, (StatusCode::METHOD_NOT_ALLOWED, "POST".to_owned()), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_grant_type_is_required_known_and_allowed() {
    // rows 16, 22 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let ask = async |params: Params| app.token(&params).await.error();
    assert_eq!(ask(Params::default()).await, "400 invalid_request");
    assert_eq!(ask(Params::of(&[("grant_type", "")])).await, "400 invalid_request");
    for unknown in
        ["implicit", "token", "AUTHORIZATION_CODE", "device_code", "urn:ietf:params:oauth:grant-type:saml2-bearer"]
    {
        assert_eq!(ask(Params::of(&[("grant_type", unknown)])).await, "400 unsupported_grant_type", "{unknown}");
    }
    for (grant, parameter) in
        [("client_credentials", "scope"), ("urn:ietf:params:oauth:grant-type:device_code", "device_code")]
    {
        let params = Params::of(&[("grant_type", grant), (parameter, "read")]);
        assert_eq!(ask(params).await, "400 unauthorized_client", "{grant}");
    }
}

#[tokio::test]
async fn what_a_grant_needs_is_required() {
    // row 16 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    let client = oauth::model::Client { grant_types: GrantType::ALL.into_iter().collect(), ..web_app() };
    let app = server.web_app(client).await;
    for grant in ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"] {
        assert_eq!(app.token(&Params::of(&[("grant_type", grant)])).await.error(), "400 invalid_request", "{grant}");
    }
}

#[tokio::test]
async fn a_parameter_twice_is_invalid_and_an_unknown_one_is_ignored() {
    // row 4 (RFC 6749 §3.2)
    let server = TestServer::start().await;
    let asking = Params::of(&[
        ("grant_type", "client_credentials"),
        ("client_id", "service"),
        ("client_secret", "service-secret"),
        ("scope", "stats"),
    ]);
    server.register(&service()).await;
    for name in ["grant_type", "scope", "client_id", "client_secret", "unknown"] {
        let twice = asking.clone().also(name, "x").also(name, asking.get(name).unwrap_or("x"));
        for request in [form("/oauth/token", &twice.pairs()), json("/oauth/token", twice.json())] {
            assert_eq!(server.wire.send(request).await.error(), "400 invalid_request", "{name}");
        }
    }
    let more = asking.also("unknown", "x").also("audience", "y");
    for request in [form("/oauth/token", &more.pairs()), json("/oauth/token", more.json())] {
        assert!(server.wire.send(request).await.is_ok());
    }
}

#[tokio::test]
async fn json_and_form_are_one_and_the_same() {
    // row 11 (contract §2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let code = app.obtain_code(&mut john).await;
    let params = app.redemption(&code).also("client_id", "web-app").also("client_secret", "web-app-secret");
    let answer = server.wire.send(json("/oauth/token", params.json())).await;
    assert!(answer.is_ok(), "{answer}");
    let params = app
        .refreshing(&answer.get("refresh_token"))
        .also("client_id", "web-app")
        .also("client_secret", "web-app-secret");
    assert!(server.wire.send(json("/oauth/token", params.json())).await.is_ok());
}
