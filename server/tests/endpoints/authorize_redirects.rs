//! Where answers go: letter by letter what was registered, and with nothing of it lost.

use oauth::model::Client;
use oauth::types::RedirectUri;

use crate::support::{TestServer, WebApp, phone_app, query_of, web_app};

async fn is_shown(server: &TestServer, app: &WebApp, redirect_uri: &str) {
    let page = server.browser().open(&app.url(&app.request().set("redirect_uri", redirect_uri))).await;
    assert!(page.left_to().is_none() && page.problem().contains("redirect_uri is not one"), "{redirect_uri}");
}

async fn is_accepted(server: &TestServer, app: &WebApp, redirect_uri: &str) {
    let page = server.browser().open(&app.url(&app.request().set("redirect_uri", redirect_uri))).await;
    assert!(page.is_login(), "{redirect_uri}: {}", page.text());
}

#[tokio::test]
async fn a_redirect_uri_is_compared_letter_by_letter() {
    // row 70 (RFC 9700 §4.1.3)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    for other in [
        "https://app.example/callback/",
        "https://app.example/callback?x=1",
        "https://app.example/Callback",
        "https://APP.example/callback",
        "https://app.example:443/callback",
        "https://app.example/%63allback",
        "https://app.example/a/../callback",
        "https://app.example/callback#",
        "https://user@app.example/callback",
        "https://app.example.evil.example/callback",
        "http://app.example/callback",
        " https://app.example/callback",
    ] {
        is_shown(&server, &app, other).await;
    }
    is_accepted(&server, &app, "https://app.example/callback").await;
}

#[tokio::test]
async fn a_loopback_address_may_come_with_any_port_and_no_other_difference() {
    // row 78 (RFC 8252 §7.3)
    let server = TestServer::start().await;
    let app = server.web_app(phone_app()).await;
    for other in [
        "https://127.0.0.1:5000/callback",
        "http://127.0.0.2:5000/callback",
        "http://localhost:5000/callback",
        "http://127.0.0.1:5000/other",
        "http://127.0.0.1:5000/callback?x",
        "http://me@127.0.0.1:5000/callback",
        "http://127.0.0.1:5000/callback#x",
        "http://127.0.0.1.evil.example:5000/callback",
        "http://127.0.0.1:99999/callback",
        "http://[::2]:5000/callback",
    ] {
        is_shown(&server, &app, other).await;
    }
    for uri in ["http://127.0.0.1:49152/callback", "http://[::1]:61234/callback", "com.example.app:/callback"] {
        is_accepted(&server, &app, uri).await;
    }
}

#[tokio::test]
async fn the_code_goes_to_the_port_that_asked_and_is_redeemed_with_it() {
    // rows 9, 78 (RFC 8252 §7.3)
    let server = TestServer::start().await;
    let mut app = server.web_app(phone_app()).await;
    let mut john = server.john().await;
    app.redirect_uri = "http://127.0.0.1:49152/callback".to_owned();
    let page = john.open(&app.url(&app.request())).await;
    let page = john.press(&page, "decision", "allow").await;
    assert!(page.left_to().unwrap().starts_with("http://127.0.0.1:49152/callback?code="));
    let code = app.received(&page).get("code").unwrap().to_owned();
    assert!(app.redeem(&code).await.is_ok());

    let code = app.obtain_code(&mut john).await;
    let other_port = app.redemption(&code).set("redirect_uri", "http://127.0.0.1:50000/callback");
    assert_eq!(app.token(&other_port).await.error(), "400 invalid_grant");
}

#[tokio::test]
async fn what_cannot_be_a_redirect_uri_cannot_be_registered() {
    // rows 6, 78, 79 (RFC 6749 §3.1.2, RFC 8252 §7): the type that a record holds does not parse from it
    for text in [
        "/callback",
        "https://app.example/callback#fragment",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://app.example/callback",
        "http://user@127.0.0.1/callback",
        "myapp:/callback",
        "file:///etc/passwd",
        "",
    ] {
        assert!(text.parse::<RedirectUri>().is_err(), "{text:?}");
    }
}

#[tokio::test]
async fn the_registered_query_is_kept_and_state_comes_back_byte_for_byte() {
    // row 5 (RFC 6749 §3.1.2, §4.1.2)
    let server = TestServer::start().await;
    let uri = "https://app.example/callback?tenant=a%20b&empty=";
    let client = Client { redirect_uris: vec![uri.parse().unwrap()], ..web_app() };
    let mut app = server.web_app(client).await;
    let mut john = server.john().await;
    for state in ["a b&c=d+e%20\"<>'\\", "é\u{1F511}", "=", " ", &"x".repeat(2000)] {
        app.state = state.to_owned();
        let page = john.open(&app.url(&app.request())).await;
        let page = if page.left_to().is_some() { page } else { john.press(&page, "decision", "allow").await };
        assert!(page.left_to().unwrap().starts_with(&format!("{uri}&code=")), "{}", page.url);
        app.received(&page);
    }
}

#[tokio::test]
async fn no_state_is_no_state_and_an_empty_one_counts_as_none() {
    // row 5 (RFC 6749 §4.1.2: "REQUIRED if the state parameter was present")
    let server = TestServer::start().await;
    let app = server.web_app(Client { trusted: true, ..web_app() }).await;
    let mut john = server.john().await;
    let page = john.open(&app.url(&app.request().without("state"))).await;
    assert_eq!(query_of(page.left_to().unwrap()).get("state"), None);
}
