//! `POST /oauth/introspect`.

use insta::assert_snapshot;

use crate::support::{Answer, TestServer, Tokens, WebApp, confidential, form, single_page_app, web_app};
use oauth::model::Client;

async fn ask(app: &WebApp, token: &str) -> Answer {
    app.ask_about("/oauth/introspect", token).await
}

#[tokio::test]
async fn nobody_and_a_client_without_a_secret_are_told_nothing() {
    // row 46 (RFC 7662 §2.1)
    let server = TestServer::start().await;
    let public = server.web_app(single_page_app()).await;
    let tokens = public.obtain_tokens(&mut server.john().await).await;
    assert_eq!(ask(&public, &tokens.access).await.error(), "401 invalid_client");
    let nobody = form("/oauth/introspect", &[("token", &tokens.access)]);
    assert_eq!(server.wire.send(nobody).await.error(), "401 invalid_client");
}

#[tokio::test]
async fn unknown_expired_revoked_and_foreign_tokens_are_one_answer() {
    // row 47 (RFC 7662 §2.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let other = Client { id: "other".parse().unwrap(), authentication: confidential("other-secret"), ..web_app() };
    let other = server.web_app(other).await;
    let expired = app.obtain_tokens(&mut server.john().await).await;
    server.wait(7200);
    let used = app.obtain_tokens(&mut server.john().await).await;
    let next: Tokens = app.refresh(&used.refresh).await.into();
    let code = app.obtain_code(&mut server.john().await).await;
    let revoked: Tokens = app.redeem(&code).await.into();
    app.redeem(&code).await;
    for (asker, token) in [
        (&app, "unknown"),
        (&app, "a.b.c"),
        (&app, &expired.access),
        (&app, &used.refresh),
        (&app, &revoked.access),
        (&app, &revoked.refresh),
        (&other, &next.access),
        (&other, &next.refresh),
    ] {
        let answer = ask(asker, token).await;
        assert_eq!((answer.status.as_u16(), answer.text()), (200, r#"{"active":false}"#));
    }
}

#[tokio::test]
async fn a_living_token_is_described() {
    // row 48 (RFC 7662 §2.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let tokens = app.obtain_tokens(&mut server.john().await).await;
    let answer = ask(&app, &tokens.access).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let json = answer.json();
    for (key, expected) in [
        ("scope", "read"),
        ("client_id", "web-app"),
        ("sub", "1"),
        ("aud", "https://id.example"),
        ("iss", "https://id.example"),
        ("token_type", "Bearer"),
    ] {
        assert_eq!(json[key], expected, "{key}");
    }
    assert_eq!((&json["iat"], &json["exp"]), (&1_772_366_400.into(), &1_772_373_600.into()));
    assert_snapshot!(ask(&app, &tokens.refresh).await.json()["active"], @"true");
}
