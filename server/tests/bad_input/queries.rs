//! Addresses with odd queries.

use axum::http::StatusCode;

use crate::support::TestServer;

const PAGES: [&str; 7] =
    ["/", "/login", "/logout", "/oauth/authorize", "/oauth/consent", "/oauth/device", "/oauth/device/done"];

#[tokio::test]
async fn no_query_breaks_a_page() {
    // row 107
    let server = TestServer::start().await;
    let long = format!("user_code={}", "B".repeat(20_000));
    let many = "x=1&".repeat(5_000);
    let mut john = server.john().await;
    for path in PAGES {
        for query in [
            "%ff",
            "user_code=%ff",
            "request=%00",
            "user_code=a%00b",
            "user_code=1&user_code=2",
            "request=1&request=2",
            "&&&===&",
            "%",
            "=",
            "lang=xx",
            "lang=%ff",
            "lang=fr&lang=en",
            "next=device&user_code=%3Cscript%3E",
            &long,
            &many,
        ] {
            for browser in [&mut john, &mut server.browser()] {
                // A page that redirects for ever, or answers 5xx, fails in `Browser::open`.
                let page = browser.open(&format!("{path}?{query}")).await;
                assert_eq!(page.left_to(), None, "{path}?{}", &query[..query.len().min(40)]);
            }
        }
    }
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_a_kind_page() {
    // row 107
    let server = TestServer::start().await;
    for path in
        ["/nowhere", "/oauth", "/oauth/", "/login/", "/%ff", "/%00", "/../etc/passwd", "//evil.example", "/assets/none"]
    {
        let answer = server.wire.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = server.browser().open("/nowhere").await;
    assert!(page.ways_on().contains(&"/".to_owned()));
    assert_eq!(server.wire.get("/api/v1/nowhere").await.error(), "404 invalid_request");
}

#[tokio::test]
async fn pages_answer_405_with_allow() {
    let server = TestServer::start().await;
    for (method, path, allow) in [
        ("DELETE", "/login", "GET,HEAD,POST"),
        ("PUT", "/oauth/consent", "GET,HEAD,POST"),
        ("GET", "/oauth/device/confirm", "POST"),
    ] {
        let request = axum::http::Request::builder().method(method).uri(path).body(axum::body::Body::empty()).unwrap();
        let answer = server.wire.send(request).await;
        assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, allow), "{method} {path}");
        assert!(answer.text().contains("<h1>"), "{path}");
    }
}
