//! What an operator makes works.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Operator;
use crate::process::free_port;
use crate::support::{Answer, Api, Browser, Device, Jwt, Tokens, WebApp, Wire, form};

/// A service's token, with HTTP Basic.
async fn service_token(wire: &Wire, id: &str, secret: &str) -> Answer {
    let mut request = form("/oauth/token", &[("grant_type", "client_credentials")]);
    let basic = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
    request.headers_mut().insert("authorization", basic.parse().unwrap());
    wire.send(request).await
}

#[tokio::test]
async fn an_application_made_beside_a_running_server_gets_its_token() {
    let operator = Operator::new();
    let server = operator.terminal.serve("");
    assert_eq!(service_token(&server.wire, "nightly", "secret").await.error(), "401 invalid_client");
    let made = operator.json(&["client", "create", "Nightly", "nightly", "--scope", "stats"]);
    let secret = made["client_secret"].as_str().unwrap();
    let answer = service_token(&server.wire, "nightly", secret).await;
    assert_eq!(answer.get("scope"), "stats");

    let rotated = operator.json(&["client", "rotate-secret", "nightly"]);
    assert_eq!(service_token(&server.wire, "nightly", secret).await.error(), "401 invalid_client");
    let secret = rotated["client_secret"].as_str().unwrap();
    assert!(service_token(&server.wire, "nightly", secret).await.is_ok());
    operator.says(&["client", "update", "nightly", "--deactivate"]);
    assert_eq!(service_token(&server.wire, "nightly", secret).await.error(), "401 invalid_client");
    operator.says(&["client", "update", "nightly", "--activate"]);
    assert!(service_token(&server.wire, "nightly", secret).await.is_ok());
    operator.says(&["client", "delete", "nightly"]);
    assert_eq!(service_token(&server.wire, "nightly", secret).await.error(), "401 invalid_client");
}

#[tokio::test]
async fn a_person_and_an_application_made_here_meet_in_the_code_flow() {
    let operator = Operator::new();
    operator.web_app("app");
    let words = ["user", "create", "john.doe@example.com", "--firstname", "John", "--password-stdin"];
    let password = "five silly walnuts dance on mars";
    assert_eq!(operator.pipe(&format!("{password}\n"), &words).code, Some(0));
    let server = operator.terminal.serve("");
    let app = WebApp::new(server.wire.clone(), server.url, &operator.client("app").await);
    let mut browser = Browser::new(server.wire.clone(), server.url);
    let page = browser.open("/login").await;
    browser.submit(&page, "/login", &[("username", "john.doe@example.com"), ("password", password)]).await;
    let code = app.obtain_code(&mut browser).await;
    let tokens: Tokens = app.redeem(&code).await.into();
    let user = Api::new(server.wire.clone()).current_user(&tokens.access).await;
    assert_eq!(user.get("firstname"), "John");

    // Another password ends the browser's session, not the app's.
    let words = ["user", "set-password", "john.doe@example.com", "--password-stdin"];
    let ended = operator.pipe("plenty of rope and an end", &words);
    assert_eq!(ended.stdout, "john.doe@example.com has a new password; 1 session ended.\n");
    assert!(app.is_alive(&tokens.access).await);
    assert!(browser.open("/oauth/device").await.is_login(), "the browser is signed out");
    // The person goes, and the tokens with them.
    operator.says(&["user", "delete", "john.doe@example.com"]);
    assert!(!app.is_alive(&tokens.access).await);
}

#[tokio::test]
async fn a_television_made_here_gets_its_codes() {
    let operator = Operator::new();
    operator.says(&["client", "create", "TV", "tv", "--kind", "device"]);
    let server = operator.terminal.serve("");
    let device = Device::new(server.wire.clone(), &operator.client("tv").await);
    let codes = device.ask().await;
    assert_eq!(device.poll(&codes).await.error(), "400 authorization_pending");
}

#[tokio::test]
async fn a_token_of_a_retired_key_is_good_until_it_expires() {
    // row 92
    let operator = Operator::new();
    let secret = operator.json(&["client", "create", "Nightly", "nightly"])["client_secret"].clone();
    let secret = secret.as_str().unwrap();
    let port = free_port();
    let server = operator.terminal.serve_on(port, "");
    let before = service_token(&server.wire, "nightly", secret).await.get("access_token");
    server.stop();
    let new = operator.json(&["key", "rotate", "--algorithm", "RS256"])["key"]["kid"].clone();

    let server = operator.terminal.serve_on(port, "");
    let api = Api::new(server.wire.clone());
    let after = service_token(&server.wire, "nightly", secret).await.get("access_token");
    assert_eq!(Jwt::parse(&after).header["kid"], new);
    assert_eq!(api.jwks().await["keys"].as_array().unwrap().len(), 2, "the old one is still published");
    let active = async |token: &str| {
        let pairs = [("token", token), ("client_id", "nightly"), ("client_secret", secret)];
        server.wire.send(form("/oauth/introspect", &pairs)).await.json()["active"].clone()
    };
    assert_eq!((active(&before).await, active(&after).await), (true.into(), true.into()));
    // Its token lives: the key stays.
    assert_eq!(operator.json(&["purge", "--access-tokens"])["cleared"]["signing_keys"], 0);
}
