//! `/account/apps`: what was allowed, and that taking it back takes it all, at once, everywhere (row 102).

use axum::http::StatusCode;
use oauth::model::{AuditEvent, Client};
use oauth::types::GrantType;

use super::history;
use crate::support::{
    Browser, Codes, Device, EMAIL, PASSWORD, Params, TestServer, Tokens, WebApp, television, web_app,
};

const REVOKE: &str = "/account/apps/web-app/revoke";

/// John connects a device; what it is given.
async fn connect(john: &mut Browser, device: &Device) -> Tokens {
    let codes: Codes = device.ask().await;
    let page = john.open(&codes.complete).await;
    john.press(&page, "decision", "connect").await;
    device.poll(&codes).await.into()
}

async fn take_back(john: &mut Browser, path: &str) {
    let page = john.open(path).await;
    let page = john.submit(&page, path, &[]).await;
    assert_eq!((page.status(), page.path()), (StatusCode::OK, "/account/apps"), "{}", page.text());
}

async fn is_dead(app: &WebApp, tokens: &Tokens) {
    assert!(!app.is_alive(&tokens.access).await);
    let refreshed = app.refresh(&tokens.refresh).await;
    assert!(refreshed.status == StatusCode::BAD_REQUEST && refreshed.text().contains("invalid_grant"), "{refreshed}");
}

#[tokio::test]
async fn nobody_has_access_until_somebody_was_allowed() {
    let server = TestServer::start().await;
    server.register(&web_app()).await;
    let page = server.john().await.open("/account/apps").await;
    assert!(page.text().contains("No app uses your account"));
}

#[tokio::test]
async fn an_app_is_listed_with_what_it_may_do_and_where_it_is_used() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let app = server.web_app(web_app()).await;
    app.obtain_tokens(&mut john).await;
    let device = server.device(television()).await;
    connect(&mut john, &device).await;
    connect(&mut john, &device).await;
    let entries = john.open("/account/apps").await.texts(".entry");
    assert_eq!(entries.len(), 2);
    let of = |name: &str| entries.iter().find(|entry| entry.contains(name)).unwrap();
    let (web, tv) = (of("Movie Box Verified"), of("Movie Box TV"));
    assert!(web.contains("1 March 2026") && web.contains("your browser"), "{web}");
    assert!(tv.contains("2 places") && tv.contains("MovieBox") && tv.contains("a code on the device"), "{tv}");
}

#[tokio::test]
async fn what_is_remembered_is_listed_even_when_no_token_lives() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let app = server.web_app(web_app()).await;
    app.obtain_code(&mut john).await;
    let page = john.open("/account/apps").await;
    assert!(page.text().contains("would not have to ask"), "{}", page.text());
    take_back(&mut john, REVOKE).await;
    assert!(john.open("/account/apps").await.text().contains("No app uses your account"));
    let asked = john.open(&app.url(&app.request())).await;
    assert!(asked.has_form("/oauth/consent"), "it is asked for anew");
}

#[tokio::test]
async fn asking_first_changes_nothing() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let app = server.web_app(web_app()).await;
    let tokens = app.obtain_tokens(&mut john).await;
    let page = john.open(REVOKE).await;
    assert!(page.headline().contains("Movie Box") && page.text().contains("one device or browser"), "{}", page.text());
    assert!(page.ways_on().iter().any(|href| href == "/account/apps"), "one can think better of it");
    assert!(app.is_alive(&tokens.access).await);
}

#[tokio::test]
async fn taking_it_back_ends_every_token_at_once_on_every_instance() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let app = server.web_app(web_app()).await;
    let there = app.through(server.another_instance().await.wire);
    let (first, second) = (app.obtain_tokens(&mut john).await, app.obtain_tokens(&mut john).await);
    assert!(there.is_alive(&first.access).await);
    take_back(&mut john, REVOKE).await;
    for app in [&app, &there] {
        is_dead(app, &first).await;
        is_dead(app, &second).await;
    }
    assert_eq!(history(&server).await[0], AuditEvent::ConsentRevoked);
}

#[tokio::test]
async fn what_was_allowed_and_not_fetched_yet_is_never_fetched() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let app = server.web_app(web_app()).await;
    let code = app.obtain_code(&mut john).await;
    take_back(&mut john, REVOKE).await;
    assert!(app.redeem(&code).await.text().contains("invalid_grant"));

    let device = server.device(television()).await;
    connect(&mut john, &device).await;
    let codes: Codes = device.ask().await;
    let page = john.open(&codes.complete).await;
    john.press(&page, "decision", "connect").await;
    take_back(&mut john, "/account/apps/television/revoke").await;
    assert!(device.poll(&codes).await.text().contains("access_denied"));
}

#[tokio::test]
async fn other_apps_and_other_people_keep_what_they_have() {
    let server = TestServer::start().await;
    let (mut john, app) = (server.john().await, server.web_app(web_app()).await);
    app.obtain_tokens(&mut john).await;
    let device = server.device(television()).await;
    let television = connect(&mut john, &device).await;
    server.add_user("jane.doe@example.com").await;
    let mut jane = server.browser();
    let page = jane.open("/login").await;
    jane.submit(&page, "/login", &[("username", "jane.doe@example.com"), ("password", PASSWORD)]).await;
    let hers = app.obtain_tokens(&mut jane).await;
    take_back(&mut john, REVOKE).await;
    assert!(app.is_alive(&hers.access).await && app.is_alive(&television.access).await);
}

#[tokio::test]
async fn a_device_is_disconnected_like_any_app() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let device = server.device(television()).await;
    let tokens = connect(&mut john, &device).await;
    let app = server.web_app(web_app()).await;
    take_back(&mut john, "/account/apps/television/revoke").await;
    assert!(!app.is_alive(&tokens.access).await);
}

#[tokio::test]
async fn an_app_of_the_house_and_one_that_took_the_password_are_listed_too() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let trusted = Client { trusted: true, ..web_app() };
    let app = server.web_app(trusted).await;
    app.obtain_tokens(&mut john).await;
    let legacy = Client {
        id: "legacy".parse().unwrap(),
        name: "Legacy".to_owned(),
        grant_types: [GrantType::Password, GrantType::RefreshToken].into(),
        ..web_app()
    };
    let legacy =
        server.web_app(Client { authentication: crate::support::confidential("legacy-secret"), ..legacy }).await;
    let params = Params::of(&[("grant_type", "password"), ("username", EMAIL), ("password", PASSWORD)]);
    assert!(legacy.token(&params).await.is_ok());
    let page = john.open("/account/apps").await;
    let entries = page.texts(".entry");
    assert!(entries.iter().any(|entry| entry.contains("Trusted")), "{entries:?}");
    assert!(entries.iter().any(|entry| entry.contains("Legacy") && entry.contains("typed in the app")), "{entries:?}");
    assert!(john.open(REVOKE).await.text().contains("without asking"));
}

#[tokio::test]
async fn an_app_without_access_is_not_found_whether_or_not_it_exists() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    server.register(&web_app()).await;
    for path in [REVOKE, "/account/apps/nobody/revoke", "/account/apps/%00%FF/revoke", "/account/apps/a%2Fb/revoke"] {
        let page = john.open(path).await;
        assert!(page.status().is_client_error(), "{path}: {}", page.status());
        let token = john.open("/account").await.form("/account").fields;
        let page = john.post(path, &token).await;
        assert!(page.status().is_client_error(), "{path}: {}", page.status());
    }
    assert_eq!(john.open(REVOKE).await.status(), StatusCode::NOT_FOUND);
}
