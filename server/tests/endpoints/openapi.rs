//! The description of the API, held against the router that is described.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::Value;

use crate::support::{EMAIL, PASSWORD, Setup, TestServer, form};

const DEMO_KEY: &str = "demo-api-key";

async fn demo() -> TestServer {
    TestServer::of(Setup { demo: true, ..Setup::default() }).await
}

async fn document(server: &TestServer) -> Value {
    let answer = server.wire.get("/api/openapi.json").await;
    assert!(answer.is_ok(), "{answer}");
    answer.json()
}

/// A token that opens every tier, together with the demo's key.
async fn token(server: &TestServer) -> String {
    let pairs = [("grant_type", "password"), ("username", EMAIL), ("password", PASSWORD)];
    let mut request = form("/public/token", &pairs);
    request.headers_mut().insert("x-api-key", DEMO_KEY.parse().unwrap());
    server.wire.send(request).await.get("access_token")
}

#[tokio::test]
async fn every_path_takes_the_methods_the_document_says_and_no_other() {
    let server = demo().await;
    let bearer = format!("Bearer {}", token(&server).await);
    let document = document(&server).await;
    for (path, item) in document["paths"].as_object().unwrap() {
        let mut described: BTreeSet<String> = item.as_object().unwrap().keys().map(|m| m.to_uppercase()).collect();
        if described.contains("GET") {
            described.insert("HEAD".to_owned());
        }
        // A method nobody takes: where there is a route, the answer names those that it takes.
        let request = Request::builder()
            .method(Method::from_bytes(b"SESAME").unwrap())
            .uri(path.replace("{id}", "1"))
            .header("x-api-key", DEMO_KEY)
            .header("authorization", &bearer)
            .body(Body::empty());
        let answer = server.wire.send(request.unwrap()).await;
        assert_eq!(answer.status, 405, "{path}: {answer}");
        let taken: BTreeSet<String> = answer.header("allow").split(',').map(|m| m.trim().to_owned()).collect();
        assert_eq!(taken, described, "{path}");
    }
}

#[tokio::test]
async fn every_address_of_the_metadata_is_described() {
    let server = demo().await;
    let document = document(&server).await;
    let metadata = server.api().metadata().await;
    for (name, url) in metadata.as_object().unwrap() {
        if !name.ends_with("_endpoint") && name != "jwks_uri" {
            continue;
        }
        let path = url.as_str().unwrap().strip_prefix(server.setup.issuer).unwrap();
        assert!(document["paths"][path].is_object(), "{name}");
    }
}

#[tokio::test]
async fn the_document_names_this_server_whatever_the_host_header_says() {
    let server = TestServer::of(Setup { issuer: "https://id.example/auth", demo: true, ..Setup::default() }).await;
    let request = Request::get("/auth/api/openapi.json").header("host", "evil.example").body(Body::empty());
    let answer = server.wire.send(request.unwrap()).await;
    assert_eq!(answer.json()["servers"][0]["url"], "https://id.example/auth");
}

#[tokio::test]
async fn the_page_shows_every_operation_without_a_script() {
    let server = demo().await;
    let document = document(&server).await;
    for language in ["en", "fr"] {
        let request = Request::get("/api/doc").header("accept-language", language).body(Body::empty());
        let answer = server.wire.send(request.unwrap()).await;
        assert!(answer.is_ok(), "{answer}");
        let page = answer.text();
        assert!(page.contains(&format!("<html lang=\"{language}\"")), "{language}");
        assert!(!page.contains("<script"), "a page without an island has no script");
        for (path, item) in document["paths"].as_object().unwrap() {
            for operation in item.as_object().unwrap().values() {
                let id = operation["operationId"].as_str().unwrap();
                assert!(page.contains(&format!("id=\"{id}\"")), "{path}: {id}");
            }
        }
    }
}

#[tokio::test]
async fn it_is_shown_in_the_demo_and_by_the_setting_alone() {
    for (settings, shown) in [(&[][..], false), (&[("SESAME_API_DOCS", "true")], true)] {
        let server = TestServer::of(Setup { settings, ..Setup::default() }).await;
        for path in ["/api/doc", "/api/openapi.json"] {
            let answer = server.wire.get(path).await;
            assert_eq!(answer.status, if shown { 200 } else { 404 }, "{path}: {answer}");
        }
    }
}
