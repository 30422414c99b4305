//! `GET /api/v1/stats`: an app acts as itself.

use insta::assert_snapshot;
use oauth::model::Client;
use serde_json::json;

use super::app::{FrontApp, request, with_token};
use crate::support::{Answer, Params, TestServer, service, web_app};

async fn stats(server: &TestServer, token: &str) -> Answer {
    server.wire.send(with_token(request("GET", "/api/v1/stats"), token)).await
}

#[tokio::test]
async fn it_is_for_tokens_with_its_scope() {
    // rows 81, 82 (RFC 6750 §3.1)
    let server = TestServer::start().await;
    let bare = server.wire.get("/api/v1/stats").await;
    assert_eq!((bare.error(), bare.header("www-authenticate")), ("401 invalid_token".to_owned(), "Bearer"));
    assert_eq!(stats(&server, "nonsense").await.error(), "401 invalid_token");
    let app = server.web_app(web_app()).await;
    let tokens = app.obtain_tokens(&mut server.john().await).await;
    assert_snapshot!(stats(&server, &tokens.access).await, @r#"
    403 Forbidden
    cache-control: no-store
    content-type: application/json
    www-authenticate: Bearer error="insufficient_scope", error_description="the access token does not carry the scope this needs", scope="stats"

    {"error":"insufficient_scope","error_description":"the access token does not carry the scope this needs"}
    "#);
    let program = server.web_app(service()).await;
    let asking = Params::of(&[("grant_type", "client_credentials"), ("scope", "read")]);
    let token = program.token(&asking).await.get("access_token");
    assert_eq!(stats(&server, &token).await.error(), "403 insufficient_scope");
}

#[tokio::test]
async fn an_app_acting_as_itself_counts_what_is_there() {
    let server = TestServer::start().await;
    let john = FrontApp::on(&server).await.john().await;
    john.publish(&json!({ "name": "Seen" })).await;
    john.create(&json!({ "name": "Unseen" })).await;
    server.add_user("zoe@example.com").await;
    let program = server.web_app(Client { scope: "stats".parse().unwrap(), ..service() }).await;
    let asking = Params::of(&[("grant_type", "client_credentials")]);
    let token = program.token(&asking).await.get("access_token");
    assert_snapshot!(stats(&server, &token).await, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json

    {"users":2,"clients":2,"published_establishments":1}
    "#);
}
