//! `GET /api/v1/users/current_user`: what a bearer of a token is told.

use axum::body::Body;
use axum::http::Request;
use insta::assert_snapshot;
use oauth::types::Secret;

use crate::support::{TestServer, web_app};

#[tokio::test]
async fn without_credentials_there_is_a_bare_challenge() {
    // row 81 (RFC 6750 §3.1)
    let server = TestServer::start().await;
    assert_snapshot!(server.api().get("/api/v1/users/current_user").await, @r#"
    401 Unauthorized
    cache-control: no-store
    content-type: application/json
    www-authenticate: Bearer

    {"error":"invalid_token","error_description":"this needs an access token in the Authorization header"}
    "#);
    let other_scheme = server.api().with_header("authorization", "Basic YTpi").await;
    assert_eq!(other_scheme.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn a_bad_expired_or_revoked_token_is_invalid() {
    // row 82 (RFC 6750 §3.1)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    assert_snapshot!(server.api().current_user("nonsense").await, @r#"
    401 Unauthorized
    cache-control: no-store
    content-type: application/json
    www-authenticate: Bearer error="invalid_token", error_description="the access token is not one of this server"

    {"error":"invalid_token","error_description":"the access token is not one of this server"}
    "#);
    let mut john = server.john().await;
    let tokens = app.obtain_tokens(&mut john).await;
    for value in ["Bearer", "Bearer ", "Bearer a b", "Bearer \"x\""] {
        assert_eq!(server.api().with_header("authorization", value).await.error(), "401 invalid_token", "{value}");
    }
    assert_eq!(server.api().current_user(&tokens.refresh).await.error(), "401 invalid_token", "a refresh token");

    server.wait(7199);
    assert!(server.api().current_user(&tokens.access).await.is_ok());
    server.wait(1);
    let expired = server.api().current_user(&tokens.access).await;
    assert_eq!(expired.error(), "401 invalid_token");
    assert_eq!(
        expired.header("www-authenticate"),
        "Bearer error=\"invalid_token\", error_description=\"the access token has expired\""
    );

    let tokens = app.obtain_tokens(&mut john).await;
    let hash = Secret::from(tokens.refresh.clone()).hash();
    let (_, grant) = server.store().refresh_token(&hash).await.unwrap().unwrap();
    server.store().revoke_grant(&grant.id, server.clock.now()).await.unwrap();
    assert_eq!(server.api().current_user(&tokens.access).await.error(), "401 invalid_token", "revoked at once");
}

#[tokio::test]
async fn a_missing_scope_is_named() {
    // row 82 (RFC 6750 §3.1)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let code = app.code_for(&mut server.john().await, &app.request().set("scope", "write")).await;
    let token = app.redeem(&code).await.get("access_token");
    assert_snapshot!(server.api().current_user(&token).await, @r#"
    403 Forbidden
    cache-control: no-store
    content-type: application/json
    www-authenticate: Bearer error="insufficient_scope", error_description="the access token does not carry the scope this needs", scope="read"

    {"error":"insufficient_scope","error_description":"the access token does not carry the scope this needs"}
    "#);
}

#[tokio::test]
async fn a_token_sent_twice_is_an_invalid_request_and_one_in_the_query_is_none() {
    // rows 81, 83 (RFC 6750 §2, §2.3)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let token = app.obtain_tokens(&mut server.john().await).await.access;
    let in_query = format!("/api/v1/users/current_user?access_token={token}");
    assert_eq!(server.api().get(&in_query).await.header("www-authenticate"), "Bearer");
    let bearer = format!("Bearer {token}");
    let both = Request::get(&in_query).header("authorization", &bearer).body(Body::empty()).unwrap();
    assert_eq!(server.wire.send(both).await.error(), "400 invalid_request");
    let twice = Request::get("/api/v1/users/current_user").header("authorization", &bearer);
    let twice = twice.header("authorization", &bearer).body(Body::empty()).unwrap();
    assert_eq!(server.wire.send(twice).await.error(), "400 invalid_request");
}

#[tokio::test]
async fn the_scheme_is_written_in_any_case() {
    // row 82 (RFC 9110 §11.1)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let token = app.obtain_tokens(&mut server.john().await).await.access;
    for scheme in ["Bearer", "bearer", "BEARER"] {
        let answer = server.api().with_header("authorization", &format!("{scheme} {token}")).await;
        assert!(answer.is_ok(), "{scheme}");
    }
}
