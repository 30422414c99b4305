//! What nobody should send.

use axum::body::Body;
use axum::http::StatusCode;

use super::app::{FrontApp, request, with_body, with_key};
use crate::support::{Answer, TestServer};

const JSON: &str = "application/json";
/// Where a sheet or a name is written.
const WRITES: [&str; 4] =
    ["POST /pro/establishments", "PUT /pro/establishments/1", "PATCH /pro/establishments/1", "PATCH /user/me"];

struct Sender {
    john: super::app::Person,
}

impl Sender {
    async fn on(server: &TestServer) -> Self {
        let john = FrontApp::on(server).await.john().await;
        john.create(&serde_json::json!({ "name": "First" })).await;
        Self { john }
    }

    async fn send(&self, route: &str, content_type: &str, body: impl Into<Body>) -> Answer {
        let (method, path) = route.split_once(' ').unwrap();
        self.john.send(with_body(request(method, path), content_type, body)).await
    }
}

#[tokio::test]
async fn a_body_that_is_not_one_json_object_is_refused() {
    let server = TestServer::start().await;
    let sender = Sender::on(&server).await;
    let deep = format!("{{\"name\":{}1{}}}", "[".repeat(5000), "]".repeat(5000));
    for route in WRITES {
        for body in ["", " ", "{", "[]", "[{}]", "null", "\"name\"", "name=x", "{}{}", "{\"name\":\"\\ud800\"}", &deep]
        {
            assert_eq!(
                sender.send(route, JSON, body.to_owned()).await.error(),
                "400 invalid_request",
                "{route} {body:.20}"
            );
        }
        for body in [
            r#"{"name":"a","name":"a"}"#,
            r#"{"firstname":"a","n\u0061me":"a","name":"b"}"#,
            r#"{"name":"a","opening_hours":{"monday":[],"monday":[]}}"#,
            r#"{"name":"a","unknown":[{"a":{"b":1,"b":1}}]}"#,
        ] {
            assert_eq!(sender.send(route, JSON, body).await.error(), "400 invalid_request", "{route} {body}");
        }
        let not_utf8 = sender.send(route, JSON, &b"{\"name\":\"\xff\",\"firstname\":\"\xff\"}"[..]).await;
        assert_eq!(not_utf8.error(), "400 invalid_request", "{route}");
        for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/merge-patch+json", "json"]
        {
            let answer = sender.send(route, content_type, "{\"name\":\"a\"}").await;
            assert_eq!(answer.error(), "415 invalid_request", "{route} {content_type}");
        }
        let mut compressed = with_body(request("POST", "/pro/establishments"), JSON, "{}");
        compressed.headers_mut().insert("content-encoding", "gzip".parse().unwrap());
        assert_eq!(sender.john.send(compressed).await.error(), "415 invalid_request");
        let large = format!("{{\"unknown\":\"{}\"}}", "a".repeat(64 * 1024));
        assert_eq!(sender.send(route, JSON, large).await.error(), "413 invalid_request", "{route}");
    }
}

#[tokio::test]
async fn a_value_that_is_too_long_or_has_what_nobody_types_is_named() {
    let server = TestServer::start().await;
    let sender = Sender::on(&server).await;
    for route in WRITES {
        let field = if route.contains("/user") { "firstname" } else { "name" };
        let long = "a".repeat(10 * 1024);
        for value in
            [&*long, "a\\u0000b", "\\u0007", "a\\nb", "\\uffff", "\\u2028", "\\u202e", "\\u0085", "", "\\u00a0 "]
        {
            let answer = sender.send(route, JSON, format!("{{\"{field}\":\"{value}\"}}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{route} {value:.20}");
            let json = answer.json();
            assert_eq!(json["fields"].as_object().unwrap().keys().collect::<Vec<_>>(), [field], "{route} {value:.20}");
            assert!(answer.body.len() < 500, "what was sent is not sent back");
        }
    }
    for (field, value) in [
        ("description", "a\\u0000"),
        ("address", "\\u001b[2J"),
        ("phone", "1\\n23"),
        ("website", "https://x.example/\\u0000"),
    ] {
        let body = format!("{{\"name\":\"x\",\"{field}\":\"{value}\"}}");
        let answer = sender.send(WRITES[0], JSON, body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
}

#[tokio::test]
async fn the_token_endpoint_refuses_what_the_other_one_refuses() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let send = async |content_type: &str, body: Vec<u8>| {
        app.wire.send(with_key(with_body(request("POST", "/public/token"), content_type, body), &app.key)).await.error()
    };
    for body in [
        &br#"{"grant_type":"password","grant_type":"password"}"#[..],
        br#"{"grant_type":["password"]}"#,
        br#"{"grant_type":{"a":"b"}}"#,
        br#"["password"]"#,
        br#"{"grant_type":"password","username":"a","password":"\u0000"}"#,
        b"{\"grant_type\":\"\xff\"}",
        b"{",
        b"",
    ] {
        assert_eq!(send(JSON, body.to_vec()).await, "400 invalid_request", "{}", String::from_utf8_lossy(body));
    }
    let form = "application/x-www-form-urlencoded";
    for body in
        ["grant_type=password&grant_type=password", "grant_type=%ff", "grant_type=password&username=a&password=%00"]
    {
        assert_eq!(send(form, body.into()).await, "400 invalid_request", "{body}");
    }
    let long = format!("grant_type=password&username=a&password={}", "a".repeat(10 * 1024));
    assert_eq!(send(form, long.into()).await, "400 invalid_request");
    assert_eq!(send(form, "a".repeat(65 * 1024).into()).await, "413 invalid_request");
    assert_eq!(send("text/plain", "grant_type=password".into()).await, "415 invalid_request");
}
