//! Values no honest client sends, in every parameter of every endpoint.

use axum::http::StatusCode;
use time::Duration;

use crate::support::{Params, TestServer, WebApp, form, json, television, web_app};

/// Long, strange, hostile.
fn odd_values() -> Vec<String> {
    let mut values: Vec<String> = [
        "\0",
        "a\0b",
        "a\r\nSet-Cookie: x=1",
        "\u{7f}",
        "\u{feff}",
        "\u{202e}",
        "'; DROP TABLE users; --",
        "\" OR 1=1",
        "%00",
        "{{7*7}}",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "é\u{1F511}",
        " ",
    ]
    .map(str::to_owned)
    .into();
    values.extend(["a".repeat(10 * 1024), "é".repeat(5 * 1024), "1".repeat(400)]);
    values
}

#[tokio::test]
async fn at_the_token_endpoint_each_is_a_protocol_error() {
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let secret = ("client_secret", "web-app-secret");
    let base: [Params; 3] = [
        app.redemption("unknown-code").also("client_id", "web-app").also(secret.0, secret.1),
        app.refreshing("unknown-token").also("client_id", "web-app").also(secret.0, secret.1).also("scope", "read"),
        Params::of(&[
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", "x"),
            ("client_id", "web-app"),
            secret,
        ]),
    ];
    for params in &base {
        for (name, _) in params.pairs() {
            for value in odd_values() {
                // A wrong secret after another is slowed down; an hour of quiet forgets them.
                server.clock.advance(Duration::minutes(61));
                let bent = params.clone().set(name, &value);
                for request in [form("/oauth/token", &bent.pairs()), json("/oauth/token", bent.json())] {
                    let answer = server.wire.send(request).await;
                    let error = answer.error();
                    assert!(error.starts_with("400 ") || error.starts_with("401 "), "{name}: {answer}");
                }
            }
        }
    }
}

#[tokio::test]
async fn at_the_device_endpoint_each_is_a_protocol_error() {
    let server = TestServer::start().await;
    server.register(&television()).await;
    for name in ["client_id", "client_secret", "scope"] {
        for value in odd_values().into_iter().filter(|value| !(name == "scope" && value == " ")) {
            let bent = Params::of(&[("client_id", "television")]).set(name, &value);
            let answer = server.wire.send(form("/oauth/authorize_device", &bent.pairs())).await;
            assert!(answer.error().starts_with('4'), "{name}={value:?}: {answer}");
        }
    }
}

/// Shown on a page or sent back to the app, which learns of it as of any error.
async fn is_answered(server: &TestServer, app: &WebApp, request: &Params) {
    let page = server.browser().open(&app.url(request)).await;
    let sane = page.left_to().is_some_and(|url| url.starts_with("https://app.example/callback?"))
        || page.status() == StatusCode::BAD_REQUEST
        || page.is_login();
    assert!(sane, "{}: {}", page.url, page.answer);
    assert!(!page.answer.headers.contains_key("x"), "a header was smuggled in");
}

#[tokio::test]
async fn at_the_authorization_endpoint_each_is_shown_or_sent_back() {
    // rows 1, 2 (RFC 6749 §4.1.2.1)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let request = app.request().also("scope", "read").also("response_mode", "query").also("nonce", "x");
    for (name, _) in request.pairs() {
        for value in odd_values() {
            is_answered(&server, &app, &request.clone().set(name, &value)).await;
        }
    }
}

#[tokio::test]
async fn what_is_too_long_or_unreadable_is_an_invalid_request_that_keeps_its_state() {
    // row 2 (RFC 6749 §4.1.2.1)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    for value in ["a\0b".to_owned(), "a".repeat(10 * 1024)] {
        let page = server.browser().open(&app.url(&app.request().set("code_challenge", &value))).await;
        assert!(app.received_error(&page).contains(" invalid_request: "), "{}", page.url);
    }
}

#[tokio::test]
async fn in_the_forms_of_pages_each_is_a_kind_page() {
    // row 107
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let token = john.open("/logout").await.form("/logout").fields.get("csrf_token").unwrap().to_owned();
    for value in odd_values() {
        for (action, names) in [
            ("/oauth/device", &["user_code"][..]),
            ("/oauth/device/confirm", &["user_code", "decision"]),
            ("/oauth/consent", &["request", "decision"]),
            ("/login", &["username", "request", "next"]),
        ] {
            for name in names {
                let fields = Params::of(&[("csrf_token", &token), ("user_code", "BCDF-GHJK"), ("decision", "connect")]);
                let page = john.post(action, &fields.set(name, &value)).await;
                assert!(page.left_to().is_none(), "{action} {name}={value:?} led to {}", page.url);
                assert!(
                    page.status().as_u16() < 500 && !page.answer.text().contains("<script>alert"),
                    "{action} {name}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_password_of_any_length_and_content_is_just_wrong() {
    // row 103 (ASVS 6.2)
    let server = TestServer::start().await;
    for (number, password) in odd_values().into_iter().enumerate() {
        let mut browser = server.browser();
        browser.wire = server.wire.from(&format!("203.0.113.{number}"));
        let page = browser.open("/login").await;
        let username = format!("person{number}@example.com");
        let page = browser.submit(&page, "/login", &[("username", &username), ("password", &password)]).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{password:?}");
    }
}

#[tokio::test]
async fn doubled_fields_of_a_form_never_mean_both() {
    // row 4
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let page = john.open(&app.url(&app.request())).await;
    let fields = page.form("/oauth/consent").fields.also("decision", "refuse").also("decision", "allow");
    let page = john.post("/oauth/consent", &fields).await;
    let allowed = page.left_to().is_some_and(|url| url.contains("code="));
    assert!(!allowed, "an answer that says both is no yes: {}", page.url);
}
