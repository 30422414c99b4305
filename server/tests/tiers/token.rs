//! `POST /public/token`.

use insta::assert_snapshot;
use oauth::model::Client;
use oauth::types::GrantType;
use serde_json::{Value, json};

use super::app::{FrontApp, front_client, request, with_header, with_key};
use crate::support::{EMAIL, ISSUER, PASSWORD, Params, TestServer, Tokens, WebApp, form};

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn what_cannot_be_read_or_is_no_grant_of_this_endpoint_is_refused() {
    // row 16 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    for (body, error) in [
        (json!({}), "400 invalid_request"),
        (json!({ "username": EMAIL, "password": PASSWORD }), "400 invalid_request"),
        (json!({ "grant_type": "password", "password": PASSWORD }), "400 invalid_request"),
        (json!({ "grant_type": "password", "username": EMAIL }), "400 invalid_request"),
        (json!({ "grant_type": "refresh_token" }), "400 invalid_request"),
        (json!({ "grant_type": "Password", "username": EMAIL, "password": PASSWORD }), "400 unsupported_grant_type"),
        (json!({ "grant_type": "client_credentials" }), "400 unsupported_grant_type"),
        (json!({ "grant_type": "authorization_code", "code": "x" }), "400 unsupported_grant_type"),
        (json!({ "grant_type": "password", "username": EMAIL, "password": "wrong" }), "400 invalid_grant"),
        (
            json!({ "grant_type": "password", "username": "nobody@x.example", "password": PASSWORD }),
            "400 invalid_grant",
        ),
        (json!({ "grant_type": "refresh_token", "refresh_token": "nonsense" }), "400 invalid_grant"),
    ] {
        assert_eq!(app.token(&body).await.error(), error, "{body}");
    }
    assert_snapshot!(app.get("/public/token").await, @r#"
    405 Method Not Allowed
    allow: POST
    cache-control: no-store
    content-type: application/json

    {"error":"invalid_request","error_description":"this method is not for this address, the Allow header says which is"}
    "#);
}

#[tokio::test]
async fn the_keys_client_must_have_the_grant_and_the_scope() {
    // rows 16, 17, 22
    let server = TestServer::start().await;
    let without = |id: &str, grant: GrantType| {
        let mut client = Client { id: id.parse().unwrap(), ..front_client() };
        client.grant_types.remove(&grant);
        client
    };
    let no_password = FrontApp::of(&server, without("no-password", GrantType::Password)).await;
    assert_eq!(no_password.sign_in(EMAIL, PASSWORD).await.error(), "400 unauthorized_client");
    let no_refresh = FrontApp::of(&server, without("no-refresh", GrantType::RefreshToken)).await;
    let answer = no_refresh.sign_in(EMAIL, PASSWORD).await;
    assert!(answer.is_ok() && answer.json().get("refresh_token").is_none(), "{answer}");
    assert_eq!(no_refresh.refresh("x").await.error(), "400 unauthorized_client");
    let no_scope = Client { id: "no-scope".parse().unwrap(), scope: "read".parse().unwrap(), ..front_client() };
    let no_scope = FrontApp::of(&server, no_scope).await;
    assert_eq!(no_scope.sign_in(EMAIL, PASSWORD).await.error(), "400 invalid_scope");
}

#[tokio::test]
async fn a_password_gives_the_contracts_answer_as_json_and_as_form() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let answer = app.sign_in(EMAIL, PASSWORD).await;
    assert_snapshot!(answer, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json
    pragma: no-cache

    {"access_token":"[secret]","expires_in":86400,"token_type":"bearer","scope":"user","refresh_token":"[secret]"}
    "#);
    let pairs = [("grant_type", "password"), ("username", "John.Doe@Example.COM"), ("password", PASSWORD)];
    let as_form = app.wire.send(with_key(form("/public/token", &pairs), &app.key)).await;
    assert_eq!(as_form.to_string(), answer.to_string());
}

#[tokio::test]
async fn the_scope_is_always_the_same() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    for scope in ["read", "user read", "admin", ""] {
        let body = json!({ "grant_type": "password", "username": EMAIL, "password": PASSWORD, "scope": scope });
        assert_eq!(app.token(&body).await.get("scope"), "user", "{scope}");
    }
}

#[tokio::test]
async fn a_clients_own_credentials_are_not_looked_at() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let body = json!({
        "grant_type": "password", "username": EMAIL, "password": PASSWORD,
        "client_id": "nobody", "client_secret": "wrong",
    });
    assert!(app.token(&body).await.is_ok());
    for authorization in ["Basic !!", "Basic bm9ib2R5Ondyb25n", "Bearer nonsense"] {
        let pairs = [("grant_type", "password"), ("username", EMAIL), ("password", PASSWORD)];
        let request = with_key(form("/public/token?client_secret=wrong", &pairs), &app.key);
        assert!(app.wire.send(with_header(request, "authorization", authorization)).await.is_ok(), "{authorization}");
    }
}

#[tokio::test]
async fn a_refresh_gives_both_tokens_new() {
    // row 71
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let first = Tokens::from(app.sign_in(EMAIL, PASSWORD).await);
    let answer = app.refresh(&first.refresh).await;
    assert_snapshot!(answer, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json
    pragma: no-cache

    {"access_token":"[secret]","expires_in":86400,"token_type":"bearer","scope":"user","refresh_token":"[secret]"}
    "#);
    let next = Tokens::from(answer);
    assert!(next.access != first.access && next.refresh != first.refresh);
    // An answer that was lost is given again, and a theft ends the family, as at the token endpoint.
    assert_eq!(Tokens::from(app.refresh(&first.refresh).await).refresh, next.refresh);
    let last = Tokens::from(app.refresh(&next.refresh).await);
    assert_eq!(app.refresh(&first.refresh).await.error(), "400 invalid_grant");
    assert_eq!(app.refresh(&last.refresh).await.error(), "400 invalid_grant");
}

#[tokio::test]
async fn a_refresh_token_rests_two_hundred_days() {
    // row 72
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let [kept, late] = [app.sign_in(EMAIL, PASSWORD).await, app.sign_in(EMAIL, PASSWORD).await].map(Tokens::from);
    server.wait(200 * DAY - 1);
    assert!(app.refresh(&kept.refresh).await.is_ok());
    server.wait(1);
    assert_eq!(app.refresh(&late.refresh).await.error(), "400 invalid_grant");
}

#[tokio::test]
async fn a_family_is_its_clients_and_began_with_a_password() {
    // row 72 (RFC 6749 §6)
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let other = FrontApp::of(&server, Client { id: "other".parse().unwrap(), ..front_client() }).await;
    let tokens = Tokens::from(app.sign_in(EMAIL, PASSWORD).await);
    assert_eq!(other.refresh(&tokens.refresh).await.error(), "400 invalid_grant");
    assert!(app.refresh(&tokens.refresh).await.is_ok(), "the attempt has cost the owner nothing");

    // What the client got by its secret, a key that anybody can read must not renew.
    let proven = WebApp::new(server.wire.clone(), ISSUER, &front_client());
    let code = proven.code_for(&mut server.john().await, &proven.request().set("scope", "user")).await;
    let tokens = Tokens::from(proven.redeem(&code).await);
    assert_eq!(app.refresh(&tokens.refresh).await.error(), "400 invalid_grant");
    assert!(proven.refresh(&tokens.refresh).await.is_ok());

    // The other way round, the client's own proof renews what its key began.
    let tokens = Tokens::from(app.sign_in(EMAIL, PASSWORD).await);
    assert!(proven.token(&proven.refreshing(&tokens.refresh)).await.is_ok());
}

#[tokio::test]
async fn a_family_of_another_scope_gives_nothing_here() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let proven = WebApp::new(server.wire.clone(), ISSUER, &front_client());
    let password = Params::of(&[("grant_type", "password"), ("username", EMAIL), ("password", PASSWORD)]);
    let tokens = Tokens::from(proven.token(&password.clone().set("scope", "read")).await);
    assert_eq!(app.refresh(&tokens.refresh).await.error(), "400 invalid_scope");
    let tokens = Tokens::from(proven.token(&password.set("scope", "read user")).await);
    assert_eq!(app.refresh(&tokens.refresh).await.get("scope"), "user");
}

#[tokio::test]
async fn wrong_passwords_wait_as_they_do_at_sign_in() {
    // row 104
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    for _ in 0..5 {
        assert_eq!(app.sign_in(EMAIL, "wrong").await.error(), "400 invalid_grant");
    }
    assert_snapshot!(app.sign_in(EMAIL, PASSWORD).await, @r#"
    429 Too Many Requests
    cache-control: no-store
    content-type: application/json
    retry-after: 15

    {"error":"too_many_requests","error_description":"too many wrong passwords, try again later"}
    "#);
    server.wait(15);
    assert!(app.sign_in(EMAIL, PASSWORD).await.is_ok(), "nobody is locked out for good");
}

#[tokio::test]
async fn a_suspended_clients_key_and_tokens_end_together() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let john = app.john().await;
    let suspended = Client { state: oauth::model::ClientState::Suspended, ..front_client() };
    assert!(server.store().replace_client(&front_client(), &suspended).await.unwrap());
    assert_eq!(app.sign_in(EMAIL, PASSWORD).await.error(), "401 invalid_api_key");
    assert_eq!(john.get("/user/me").await.error(), "401 invalid_api_key");
    let bare: Value = john.send(request("GET", "/api/v1/users/current_user")).await.json();
    assert_eq!(bare["error"], "insufficient_scope", "the token itself is still what it was");
}

#[tokio::test]
async fn neither_the_key_nor_a_token_stands_in_the_database() {
    // row 105
    let server = TestServer::on_a_file().await;
    let app = FrontApp::on(&server).await;
    let first = Tokens::from(app.sign_in(EMAIL, PASSWORD).await);
    let next = Tokens::from(app.refresh(&first.refresh).await);
    let files = std::fs::read_dir(server.directory.path()).unwrap().map(|entry| entry.unwrap().path());
    let bytes: Vec<u8> = files.flat_map(|path| std::fs::read(path).unwrap()).collect();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("front-app") && holds(EMAIL), "the search itself works");
    for secret in [app.key, first.access, first.refresh, next.access, next.refresh] {
        assert!(!holds(&secret), "{secret}");
    }
}
