//! What each tier needs, and that more never hurts.

use axum::http::StatusCode;
use insta::assert_snapshot;
use oauth::model::{Client, ClientState};
use serde_json::json;

use super::app::{FrontApp, front_client, give_key, request, with_header, with_key, with_token};
use crate::support::{EMAIL, Params, Setup, TestServer, Tokens, service, web_app};

/// Every route with a tier of its own, and a path that is none.
const NOTHING: [&str; 2] = ["GET /ext/feeds/establishments.json", "GET /ext/feeds/establishments.atom"];
const KEY: [&str; 4] =
    ["POST /public/token", "GET /public/establishments", "GET /public/establishments/1", "GET /public/unknown"];
const KEY_AND_PERSON: [&str; 12] = [
    "GET /user/me",
    "PATCH /user/me",
    "GET /user/unknown",
    "GET /pro/establishments",
    "POST /pro/establishments",
    "GET /pro/establishments/1",
    "PUT /pro/establishments/1",
    "PATCH /pro/establishments/1",
    "DELETE /pro/establishments/1",
    "PUT /pro/establishments/1/publication",
    "DELETE /pro/establishments/1/publication",
    "GET /pro/unknown",
];

fn to(route: &str) -> axum::http::Request<axum::body::Body> {
    let (method, path) = route.split_once(' ').unwrap();
    request(method, path)
}

#[tokio::test]
async fn without_a_key_nothing_behind_one_answers() {
    let server = TestServer::start().await;
    let token = FrontApp::on(&server).await.john().await.token;
    for route in KEY.into_iter().chain(KEY_AND_PERSON) {
        for request in [to(route), with_token(to(route), &token)] {
            assert_eq!(server.wire.send(request).await.error(), "401 invalid_api_key", "{route}");
        }
    }
    assert_snapshot!(server.wire.get("/public/establishments").await, @r#"
    401 Unauthorized
    cache-control: no-store
    content-type: application/json
    www-authenticate: ApiKey header="X-API-KEY"

    {"error":"invalid_api_key","error_description":"this needs an API key in the X-API-KEY header"}
    "#);
}

#[tokio::test]
async fn a_key_that_is_not_good_is_no_key() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let suspended = Client { id: "bad".parse().unwrap(), state: ClientState::Suspended, ..web_app() };
    FrontApp::of(&server, suspended).await;
    let gone = FrontApp::of(&server, Client { id: "gone".parse().unwrap(), ..web_app() }).await;
    assert!(server.store().delete_client(&"gone".parse().unwrap()).await.unwrap());
    let revoked = give_key(&server, &front_client(), "revoked-key").await;
    assert!(app.wire.send(with_key(to(KEY[1]), "revoked-key")).await.is_ok());
    assert!(server.store().revoke_api_key(&revoked, server.clock.now()).await.unwrap());
    for key in ["", "nonsense", "FRONT-APP-KEY", "front-app-key2", "bad-key", &gone.key, "revoked-key", "front-app"] {
        for route in [KEY[1], KEY_AND_PERSON[0]] {
            assert_eq!(server.wire.send(with_key(to(route), key)).await.error(), "401 invalid_api_key", "{key}");
        }
    }
    let twice = with_key(with_key(to(KEY[1]), &app.key), &app.key);
    assert_eq!(server.wire.send(twice).await.error(), "401 invalid_api_key");
    let mut bytes = to(KEY[1]);
    bytes.headers_mut().insert("x-api-key", axum::http::HeaderValue::from_bytes(b"\xff\xfe").unwrap());
    assert_eq!(server.wire.send(bytes).await.error(), "401 invalid_api_key");
}

#[tokio::test]
async fn without_a_person_their_tiers_do_not_answer() {
    // rows 81, 82 (RFC 6750 §3.1)
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    for route in KEY_AND_PERSON {
        let challenged = app.wire.send(with_key(to(route), &app.key)).await;
        assert_eq!((challenged.error(), challenged.header("www-authenticate")), ("401 invalid_token".into(), "Bearer"));
        let bad = app.wire.send(with_token(with_key(to(route), &app.key), "nonsense")).await;
        assert_eq!(bad.error(), "401 invalid_token", "{route}");
    }
    let john = app.john().await;
    assert!(john.get("/user/me").await.is_ok());
    server.wait(24 * 60 * 60);
    assert_eq!(john.get("/user/me").await.error(), "401 invalid_token", "expired");
    assert_eq!(john.get("/pro/unknown").await.error(), "401 invalid_token", "and what is there, nobody learns");
}

#[tokio::test]
async fn a_refresh_token_opens_nothing() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let tokens = Tokens::from(app.sign_in(EMAIL, crate::support::PASSWORD).await);
    let request = with_token(with_key(to("GET /user/me"), &app.key), &tokens.refresh);
    assert_eq!(app.wire.send(request).await.error(), "401 invalid_token");
}

#[tokio::test]
async fn a_token_of_another_application_is_invalid() {
    // RFC 6750 §3.1: "invalid for other reasons"
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let other = FrontApp::of(&server, Client { id: "other".parse().unwrap(), ..front_client() }).await;
    let mut john = app.john().await;
    john.app.key = other.key;
    assert_snapshot!(john.get("/user/me").await, @r#"
    401 Unauthorized
    cache-control: no-store
    content-type: application/json
    www-authenticate: Bearer error="invalid_token", error_description="the access token was issued to another application than the API key"

    {"error":"invalid_token","error_description":"the access token was issued to another application than the API key"}
    "#);
    // Two keys of one application are one application.
    give_key(&server, &front_client(), "second-key").await;
    john.app.key = "second-key".to_owned();
    assert!(john.get("/user/me").await.is_ok());
}

#[tokio::test]
async fn a_token_without_the_scope_or_without_a_person_is_not_enough() {
    // row 82 (RFC 6750 §3.1)
    let server = TestServer::start().await;
    let mut app = FrontApp::on(&server).await;
    let front = crate::support::WebApp::new(server.wire.clone(), crate::support::ISSUER, &front_client());
    let tokens = front.obtain_tokens(&mut server.john().await).await;
    let request = |token: &str| with_token(with_key(to("GET /pro/establishments"), &app.key), token);
    assert_snapshot!(app.wire.send(request(&tokens.access)).await, @r#"
    403 Forbidden
    cache-control: no-store
    content-type: application/json
    www-authenticate: Bearer error="insufficient_scope", error_description="the access token does not carry the scope this needs", scope="user"

    {"error":"insufficient_scope","error_description":"the access token does not carry the scope this needs"}
    "#);
    // However it was given, a token of the person, the application and the scope is one.
    let code = front.code_for(&mut server.john().await, &front.request().set("scope", "user")).await;
    let tokens = Tokens::from(front.redeem(&code).await);
    assert!(app.wire.send(request(&tokens.access)).await.is_ok());

    let service = Client { scope: "user".parse().unwrap(), default_scope: "user".parse().unwrap(), ..service() };
    let program = server.web_app(service.clone()).await;
    give_key(&server, &service, "service-key").await;
    let token = program.token(&Params::of(&[("grant_type", "client_credentials")])).await.get("access_token");
    app.key = "service-key".to_owned();
    let answer = app.wire.send(with_token(with_key(to("GET /user/me"), &app.key), &token)).await;
    assert_eq!(answer.error(), "403 insufficient_scope");
    assert!(answer.text().contains("an application's own"), "{answer}");
}

#[tokio::test]
async fn more_than_a_tier_needs_is_never_an_error() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let john = app.john().await;
    let shown = john.publish(&json!({ "name": "Bakery" })).await.replace("/pro/", "/public/");
    let tokens = [&format!("Bearer {}", john.token), "Bearer nonsense", "Bearer", "Bearer \"", "Basic !!", "", "x y z"];
    for authorization in tokens {
        for path in [KEY[1], &format!("GET {shown}")] {
            let request = with_header(with_key(to(path), &app.key), "authorization", authorization);
            assert!(app.wire.send(request).await.is_ok(), "{path} {authorization}");
        }
        for path in NOTHING {
            for key in [&*app.key, "nonsense", ""] {
                let request = with_header(with_key(with_key(to(path), key), key), "authorization", authorization);
                assert!(app.wire.send(request).await.is_ok(), "{path} {key} {authorization}");
            }
        }
    }
    let twice = with_token(with_token(with_key(to(KEY[1]), &app.key), "a"), "b");
    assert!(app.wire.send(twice).await.is_ok());
    let in_query = with_key(to("GET /public/establishments?access_token=x&client_secret=y"), &app.key);
    assert!(app.wire.send(in_query).await.is_ok());
}

#[tokio::test]
async fn what_is_not_there_is_json_in_every_tier() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let john = app.john().await;
    for path in ["/ext", "/ext/feeds", "/public/unknown", "/user", "/pro/establishments/1/2/3"] {
        let answer = john.get(path).await;
        assert_eq!(answer.header("content-type"), "application/json", "{path}");
        assert_eq!(answer.error(), "404 not_found", "{path}");
    }
    assert_snapshot!(john.delete("/public/token").await, @r#"
    405 Method Not Allowed
    allow: POST
    cache-control: no-store
    content-type: application/json

    {"error":"invalid_request","error_description":"this method is not for this address, the Allow header says which is"}
    "#);
    let answer = john.send(request("POST", "/pro/establishments/1")).await;
    assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD,PUT,PATCH,DELETE"));
}

#[tokio::test]
async fn scripts_of_the_settings_origins_may_call_every_tier() {
    // row 74
    let settings = &[("SESAME_CORS_ALLOW_ORIGINS", "https://spa.example")];
    let server = TestServer::of(Setup { settings, ..Setup::default() }).await;
    for route in NOTHING.into_iter().chain(KEY).chain(KEY_AND_PERSON) {
        let (method, path) = route.split_once(' ').unwrap();
        let preflight = with_header(request("OPTIONS", path), "origin", "https://spa.example");
        let preflight = with_header(preflight, "access-control-request-method", method);
        let asked = with_header(preflight, "access-control-request-headers", "x-api-key,authorization,content-type");
        let answer = server.wire.send(asked).await;
        assert_eq!(answer.header("access-control-allow-origin"), "https://spa.example", "{route}");
        assert!(answer.header("access-control-allow-methods").contains(method), "{route}");
        assert!(answer.header("access-control-allow-headers").contains("x-api-key"), "{route}");
        let answer = server.wire.send(with_header(to(route), "origin", "https://spa.example")).await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "https://spa.example",
            "{route}: and why it was refused"
        );
        let answer = server.wire.send(with_header(to(route), "origin", "https://evil.example")).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{route}");
    }
}
