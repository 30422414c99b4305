//! Bodies that cannot be read.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use insta::assert_snapshot;

use crate::support::{Answer, TestServer, json, television};

const FOR_APPS: [&str; 4] = ["/oauth/token", "/oauth/authorize_device", "/oauth/revoke", "/oauth/introspect"];
const FOR_PEOPLE: [&str; 5] = ["/login", "/logout", "/oauth/consent", "/oauth/device", "/oauth/device/confirm"];
const FORM: &str = "application/x-www-form-urlencoded";

async fn send(server: &TestServer, path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
    let mut request = Request::post(path);
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    server.wire.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn a_body_past_64_kb_is_too_large_everywhere() {
    let server = TestServer::start().await;
    for content_type in [FORM, "application/json", "text/plain"] {
        for path in FOR_APPS {
            let answer = send(&server, path, content_type, "a".repeat(65 * 1024)).await;
            assert_eq!(answer.error(), "413 invalid_request", "{path} {content_type}");
        }
    }
    let mut browser = server.browser();
    browser.open("/login").await;
    for path in FOR_PEOPLE {
        let request = Request::post(path).header("content-type", FORM).body(Body::from("a".repeat(65 * 1024)));
        let answer = browser.send(request.unwrap()).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(answer.text().contains("<h1>"), "{path}: a page");
    }
}

#[tokio::test]
async fn an_empty_body_misses_what_is_required() {
    // row 16 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    for content_type in ["", FORM, "application/json", "text/plain"] {
        assert_eq!(send(&server, "/oauth/token", content_type, "").await.error(), "400 invalid_request");
        assert_eq!(send(&server, "/oauth/authorize_device", content_type, "").await.error(), "401 invalid_client");
    }
    for body in ["{}", "{\"grant_type\":null}"] {
        assert_eq!(send(&server, "/oauth/token", "application/json", body).await.error(), "400 invalid_request");
    }
}

#[tokio::test]
async fn a_content_type_nobody_reads_is_named() {
    let server = TestServer::start().await;
    let body = "grant_type=client_credentials&client_id=a";
    assert_snapshot!(send(&server, "/oauth/token", "text/plain", body).await, @r#"
    415 Unsupported Media Type
    cache-control: no-store
    content-type: application/json

    {"error":"invalid_request","error_description":"the body must be application/x-www-form-urlencoded or application/json"}
    "#);
    for path in FOR_APPS {
        for content_type in
            ["", "text/plain", "multipart/form-data; boundary=x", "application/xml", "nonsense", "application/jsonp"]
        {
            assert_eq!(send(&server, path, content_type, body).await.error(), "415 invalid_request", "{path}");
        }
    }
}

#[tokio::test]
async fn broken_and_odd_json_is_an_invalid_request() {
    let server = TestServer::start().await;
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let nested = format!("{{\"a\":{}1{}}}", "{\"a\":".repeat(5_000), "}".repeat(5_000));
    for path in FOR_APPS {
        for body in [
            "{",
            "}",
            "nonsense",
            "\"text\"",
            "null",
            "1",
            "[]",
            "[{\"grant_type\":\"password\"}]",
            "{\"grant_type\":[\"password\"]}",
            "{\"grant_type\":{\"a\":\"b\"}}",
            "{\"grant_type\":true}",
            "{\"grant_type\":1.5}",
            "{\"grant_type\":\"a\",\"grant_type\":\"b\"}",
            "{\"client_id\":\"a\",\"client_id\":\"a\"}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":\"b\"}trailing",
            "{\"a\":\"b\",}",
            &deep,
            &nested,
        ] {
            let answer = send(&server, path, "application/json", body.to_owned()).await;
            assert_eq!(answer.error(), "400 invalid_request", "{path} {}", &body[..body.len().min(60)]);
        }
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_are_an_invalid_request() {
    let server = TestServer::start().await;
    for path in FOR_APPS {
        for (content_type, body) in [
            (FORM, &b"grant_type=\xff"[..]),
            (FORM, b"grant_type=%ff"),
            (FORM, b"grant_type=%c3%28"),
            (FORM, b"\xff\xfe=1"),
            ("application/json", b"{\"grant_type\":\"\xff\"}"),
        ] {
            assert_eq!(send(&server, path, content_type, body).await.error(), "400 invalid_request", "{path} {body:?}");
        }
    }
}

#[tokio::test]
async fn a_compressed_body_is_not_unpacked() {
    let server = TestServer::start().await;
    let request = Request::post("/oauth/token").header("content-type", FORM).header("content-encoding", "gzip");
    let answer = server.wire.send(request.body(Body::from("grant_type=x")).unwrap()).await;
    assert_eq!(answer.error(), "415 invalid_request");
}

#[tokio::test]
async fn nobodys_bad_body_takes_anything_from_anybody() {
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    for body in ["{", "[]", "{\"device_code\":[]}"] {
        server.wire.send(json("/oauth/token", body)).await;
    }
    assert_eq!(device.poll(&codes).await.error(), "400 authorization_pending");
}

#[tokio::test]
async fn a_form_of_a_page_that_cannot_be_read_is_a_kind_page() {
    // row 107
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for path in FOR_PEOPLE {
        for (content_type, body) in [
            (FORM, &b"csrf_token=%ff"[..]),
            (FORM, b""),
            ("application/json", b"{"),
            ("application/json", b"[]"),
            ("text/plain", b"csrf_token=x"),
            ("multipart/form-data; boundary=x", b"--x--"),
        ] {
            let request = Request::post(path).header("content-type", content_type).body(Body::from(body)).unwrap();
            let answer = john.send(request).await;
            assert!(answer.status.is_client_error(), "{path} {content_type}: {answer}");
            assert!(answer.text().contains("<h1>") && answer.text().contains("href=\"/"), "{path}: {answer}");
        }
    }
}
