//! Refreshing: what is asked, by whom, and until when.

use insta::assert_snapshot;
use oauth::model::Client;
use oauth::types::GrantType;
use time::Duration;

use crate::support::{Proof, TestServer, Tokens, confidential, single_page_app, television, web_app};

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn an_unknown_refresh_token_is_an_invalid_grant() {
    // row 72 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    assert_eq!(app.refresh("nonsense").await.error(), "400 invalid_grant");
    let tokens = app.obtain_tokens(&mut server.john().await).await;
    assert_eq!(app.refresh(&tokens.access).await.error(), "400 invalid_grant", "an access token is none");
    let code = app.obtain_code(&mut server.john().await).await;
    assert_eq!(app.refresh(&code).await.error(), "400 invalid_grant", "nor is a code");
}

#[tokio::test]
async fn a_refresh_token_is_bound_to_its_client() {
    // row 72 (RFC 6749 §6, §10.4)
    let server = TestServer::start().await;
    let app = server.web_app(single_page_app()).await;
    let tokens = app.obtain_tokens(&mut server.john().await).await;

    let nobody = crate::support::form("/oauth/token", &app.refreshing(&tokens.refresh).pairs());
    assert_eq!(server.wire.send(nobody).await.error(), "401 invalid_client", "a public client must send its client_id");
    let other =
        Client { id: "other".parse().unwrap(), authentication: confidential("other-secret"), ..single_page_app() };
    let other = server.web_app(other).await;
    let public = server.web_app(Client { id: "public".parse().unwrap(), ..single_page_app() }).await;
    for thief in [&other, &public] {
        assert_eq!(thief.refresh(&tokens.refresh).await.error(), "400 invalid_grant", "{}", thief.id);
    }
    assert!(app.refresh(&tokens.refresh).await.is_ok(), "the thief's try has cost the owner nothing");
}

#[tokio::test]
async fn a_wider_scope_is_refused_and_costs_nothing() {
    // row 19 (RFC 6749 §6)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let tokens = app.obtain_tokens(&mut server.john().await).await;
    for scope in ["read write", "write", "read nonsense", "re\"ad"] {
        let answer = app.token(&app.refreshing(&tokens.refresh).set("scope", scope)).await;
        assert_eq!(answer.error(), "400 invalid_scope", "{scope}");
    }
    assert!(app.refresh(&tokens.refresh).await.is_ok());
}

#[tokio::test]
async fn an_unused_refresh_token_expires() {
    // row 72 (RFC 9700 §4.14.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let short = Client {
        id: "short".parse().unwrap(),
        authentication: confidential("short-secret"),
        refresh_token_lifetime: Some(Duration::hours(1)),
        ..web_app()
    };
    let short = server.web_app(short).await;
    let mut john = server.john().await;
    let (tokens, brief) = (app.obtain_tokens(&mut john).await, short.obtain_tokens(&mut john).await);
    server.wait(60 * 60);
    assert_eq!(short.refresh(&brief.refresh).await.error(), "400 invalid_grant");
    server.wait(30 * DAY - 60 * 60 - 1);
    let next: Tokens = app.refresh(&tokens.refresh).await.into();
    server.wait(30 * DAY);
    assert_eq!(app.refresh(&next.refresh).await.error(), "400 invalid_grant");
}

#[tokio::test]
async fn no_refresh_reaches_beyond_a_year_after_the_persons_yes() {
    // row 72 (RFC 9700 §4.14.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut tokens = app.obtain_tokens(&mut server.john().await).await;
    for _ in 0..14 {
        server.wait(26 * DAY);
        tokens = app.refresh(&tokens.refresh).await.into();
    }
    server.wait(DAY - 1);
    tokens = app.refresh(&tokens.refresh).await.into();
    server.wait(1);
    assert_eq!(app.refresh(&tokens.refresh).await.error(), "400 invalid_grant");
}

#[tokio::test]
async fn a_refresh_gives_new_tokens() {
    // rows 11, 19, 71 (RFC 6749 §6, RFC 9700 §4.14.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let tokens = app.obtain_tokens(&mut server.john().await).await;
    server.wait(7200);
    assert!(!app.is_alive(&tokens.access).await);
    let answer = app.refresh(&tokens.refresh).await;
    assert_snapshot!(answer, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json
    pragma: no-cache

    {"access_token":"[jwt]","token_type":"Bearer","expires_in":7200,"refresh_token":"[secret]","scope":"read","created_at":1772373600}
    "#);
    let next = Tokens::from(answer);
    assert_ne!(next.refresh, tokens.refresh);
    assert!(app.is_alive(&next.access).await);
}

#[tokio::test]
async fn a_narrower_scope_narrows_the_access_token_alone() {
    // row 19 (RFC 6749 §6)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let code = app.code_for(&mut john, &app.request().set("scope", "read write")).await;
    let tokens: Tokens = app.redeem(&code).await.into();
    let narrow = app.token(&app.refreshing(&tokens.refresh).set("scope", "write")).await;
    assert_eq!(narrow.get("scope"), "write");
    let answer = server.api().current_user(&narrow.get("access_token")).await;
    assert_eq!(answer.error(), "403 insufficient_scope");
    assert_eq!(app.refresh(&narrow.get("refresh_token")).await.get("scope"), "read write");
}

#[tokio::test]
async fn every_kind_of_client_refreshes_its_own_way() {
    // row 36 and row 71 (RFC 6749 §6)
    let server = TestServer::start().await;
    let mut app = server.web_app(web_app()).await;
    let mut tokens = app.obtain_tokens(&mut server.john().await).await;
    for proof in [Proof::Basic("web-app-secret".into()), Proof::Post("web-app-secret".into())] {
        app.proof = proof;
        tokens = app.refresh(&tokens.refresh).await.into();
    }
    app.proof = Proof::None;
    assert_eq!(app.refresh(&tokens.refresh).await.error(), "401 invalid_client");

    let public = server.web_app(single_page_app()).await;
    let tokens = public.obtain_tokens(&mut server.john().await).await;
    assert!(public.refresh(&tokens.refresh).await.is_ok());
}

#[tokio::test]
async fn a_client_without_the_grant_gets_no_refresh_token() {
    // row 16 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    let once = Client { grant_types: [GrantType::AuthorizationCode].into(), ..web_app() };
    let app = server.web_app(once).await;
    let code = app.obtain_code(&mut server.john().await).await;
    let answer = app.redeem(&code).await;
    assert!(answer.is_ok() && answer.json().get("refresh_token").is_none(), "{answer}");
    assert_eq!(app.refresh("anything").await.error(), "400 unauthorized_client");

    let device = server.device(Client { grant_types: [GrantType::DeviceCode].into(), ..television() }).await;
    let codes = device.ask().await;
    let mut john = server.john().await;
    let page = john.open(&codes.complete).await;
    john.press(&page, "decision", "connect").await;
    assert!(device.poll(&codes).await.json().get("refresh_token").is_none());
}
