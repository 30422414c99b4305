//! `POST /oauth/revoke`.

use insta::assert_snapshot;

use crate::support::{Answer, Params, Proof, TestServer, Tokens, WebApp, form, single_page_app, web_app};

async fn revoke(app: &WebApp, params: &Params) -> Answer {
    let mut request = app.token_request(params);
    *request.uri_mut() = "/oauth/revoke".parse().unwrap();
    app.send(request).await
}

fn token(token: &str) -> Params {
    Params::of(&[("token", token)])
}

#[tokio::test]
async fn who_is_not_let_in_revokes_nothing() {
    // row 43 (RFC 7009 §2.1)
    let server = TestServer::start().await;
    let mut app = server.web_app(web_app()).await;
    let thief = server.web_app(single_page_app()).await;
    let tokens = app.obtain_tokens(&mut server.john().await).await;
    assert_eq!(
        server.wire.send(form("/oauth/revoke", &[("token", &tokens.access)])).await.error(),
        "401 invalid_client"
    );
    for stolen in [&tokens.access, &tokens.refresh] {
        assert_eq!(revoke(&thief, &token(stolen)).await.error(), "400 invalid_grant");
    }
    app.proof = Proof::Basic("wrong".to_owned());
    assert_eq!(revoke(&app, &token(&tokens.access)).await.error(), "401 invalid_client");
    app.proof = Proof::Basic("web-app-secret".to_owned());
    assert_eq!(revoke(&app, &Params::default()).await.error(), "400 invalid_request");
    assert!(app.is_alive(&tokens.access).await && app.refresh(&tokens.refresh).await.is_ok());
}

#[tokio::test]
async fn a_token_nobody_knows_is_no_error() {
    // row 42 (RFC 7009 §2.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    assert_snapshot!(revoke(&app, &token("unknown")).await, @"
    200 OK
    cache-control: no-store
    pragma: no-cache
    ");
}

#[tokio::test]
async fn an_access_token_dies_alone_and_a_refresh_token_with_all_it_gave() {
    // row 44 (RFC 7009 §2.1)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let first = app.obtain_tokens(&mut server.john().await).await;
    assert!(revoke(&app, &token(&first.access)).await.is_ok());
    assert!(!app.is_alive(&first.access).await);
    let second: Tokens = app.refresh(&first.refresh).await.into();
    assert!(app.is_alive(&second.access).await);
    assert!(revoke(&app, &token(&second.refresh)).await.is_ok());
    assert!(!app.is_alive(&second.access).await);
    assert_eq!(app.refresh(&second.refresh).await.error(), "400 invalid_grant");
}

#[tokio::test]
async fn a_wrong_hint_misleads_nobody() {
    // row 45 (RFC 7009 §2.1)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    for hint in ["refresh_token", "nonsense"] {
        let tokens = app.obtain_tokens(&mut server.john().await).await;
        assert!(revoke(&app, &token(&tokens.access).also("token_type_hint", hint)).await.is_ok());
        assert!(!app.is_alive(&tokens.access).await, "{hint}");
        assert!(revoke(&app, &token(&tokens.refresh).also("token_type_hint", "access_token")).await.is_ok());
        assert_eq!(app.refresh(&tokens.refresh).await.error(), "400 invalid_grant");
    }
}
