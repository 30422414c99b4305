//! Wrong API keys.

use insta::assert_snapshot;

use super::app::{FrontApp, request, with_key};
use crate::support::TestServer;

#[tokio::test]
async fn wrong_keys_from_one_address_wait_and_right_ones_never_do() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let guess = |n: u32| with_key(request("GET", "/public/establishments"), &format!("guess-{n}"));
    for n in 0..30 {
        assert_eq!(server.wire.send(guess(n)).await.error(), "401 invalid_api_key", "{n}");
    }
    assert_snapshot!(server.wire.send(guess(30)).await, @r#"
    429 Too Many Requests
    cache-control: no-store
    content-type: application/json
    retry-after: 15

    {"error":"too_many_requests","error_description":"too many wrong API keys, try again later"}
    "#);
    assert!(app.get("/public/establishments").await.is_ok(), "who has a key is not kept waiting by who has none");
    assert_eq!(server.wire.from("203.0.113.1").send(guess(31)).await.error(), "401 invalid_api_key");
    assert_eq!(server.wire.get("/public/establishments").await.error(), "401 invalid_api_key", "no key is no guess");
    server.wait(15);
    assert_eq!(server.wire.send(guess(32)).await.error(), "401 invalid_api_key");
    assert_eq!(server.wire.send(guess(33)).await.header("retry-after"), "30");
    server.wait(60 * 60 + 30);
    assert_eq!(server.wire.send(guess(34)).await.error(), "401 invalid_api_key", "an hour of quiet forgets");
    assert_eq!(server.wire.send(guess(35)).await.error(), "401 invalid_api_key");
}

#[tokio::test]
async fn every_instance_counts_the_same() {
    let server = TestServer::start().await;
    let other = server.another_instance().await;
    let guess = || with_key(request("GET", "/user/me"), "guess");
    for n in 0..30 {
        let wire = if n % 2 == 0 { &server.wire } else { &other.wire };
        assert_eq!(wire.send(guess()).await.error(), "401 invalid_api_key");
    }
    assert_eq!(other.wire.send(guess()).await.error(), "429 too_many_requests");
}
