//! Cookies and headers that are rubbish count as none.

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};

use crate::support::{EMAIL, PASSWORD, TestServer};

#[tokio::test]
async fn a_cookie_that_names_no_session_is_the_same_as_none() {
    // rows 99, 107
    let server = TestServer::start().await;
    let other = "AAAAAAAAAAAAAAAAAAAAAA";
    let long = "x".repeat(8_000);
    for value in ["", "x", other, "==", "%00", "\"", "../..", "1; __Host-sid=2", &long] {
        let mut browser = server.browser();
        for name in ["__Host-sid", "__Host-visitor"] {
            browser.cookies.insert(name.to_owned(), value.to_owned());
        }
        let page = browser.open("/oauth/device").await;
        assert!(page.is_login(), "{value}");
        let page = browser.submit(&page, "/login", &[("username", EMAIL), ("password", PASSWORD)]).await;
        assert!(page.has_form("/oauth/device"), "{value}: {}", page.text());
    }
}

#[tokio::test]
async fn a_cookie_header_that_is_no_text_is_the_same_as_none() {
    // rows 99, 107
    let server = TestServer::start().await;
    for bytes in [&b"__Host-sid=\xff\xfe"[..], b";;;===", b"__Host-sid", b"=", b"lang=\xff; __Host-sid=x"] {
        for path in ["/login", "/oauth/device", "/", "/oauth/authorize"] {
            let mut request = Request::get(path).body(Body::empty()).unwrap();
            request.headers_mut().insert("cookie", HeaderValue::from_bytes(bytes).unwrap());
            let status = server.wire.send(request).await.status;
            assert!(!status.is_server_error(), "{path} {bytes:?}: {status}");
        }
    }
}

#[tokio::test]
async fn headers_that_are_no_text_break_nothing() {
    let server = TestServer::start().await;
    for name in
        ["accept-language", "user-agent", "origin", "host", "x-forwarded-for", "forwarded", "x-request-id", "referer"]
    {
        for path in ["/login", "/oauth/jwks", "/api/v1/users/current_user"] {
            let mut request = Request::get(path).body(Body::empty()).unwrap();
            request.headers_mut().insert(name, HeaderValue::from_bytes(b"\xff\xfe").unwrap());
            let status = server.wire.send(request).await.status;
            assert!(status == StatusCode::OK || status == StatusCode::UNAUTHORIZED, "{name} {path}: {status}");
        }
    }
    let mut request = Request::get("/api/v1/users/current_user").body(Body::empty()).unwrap();
    request.headers_mut().insert("authorization", HeaderValue::from_bytes(b"Bearer \xff").unwrap());
    assert_eq!(server.wire.send(request).await.error(), "401 invalid_token");
}
