//! Whose scripts may call what.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::support::{Setup, TestServer, form, web_app};

const ALLOW: &str = "access-control-allow-origin";
const FOR_SCRIPTS: [&str; 5] = [
    "/oauth/token",
    "/oauth/authorize_device",
    "/oauth/jwks",
    "/.well-known/oauth-authorization-server",
    "/api/v1/users/current_user",
];
const FOR_PEOPLE: [&str; 7] =
    ["/oauth/authorize", "/login", "/logout", "/oauth/consent", "/oauth/device", "/oauth/device/confirm", "/"];

fn request(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

async fn with(origins: &'static [(&'static str, &'static str)]) -> TestServer {
    TestServer::of(Setup { settings: origins, ..Setup::default() }).await
}

#[tokio::test]
async fn pages_and_the_authorization_endpoint_are_never_for_scripts() {
    // row 74 (RFC 9700 §2.6)
    let server = with(&[("SESAME_CORS_ALLOW_ORIGINS", "*")]).await;
    for path in FOR_PEOPLE {
        for preflight in [true, false] {
            let answer = server.api().script_of("https://spa.example", request(path), preflight).await;
            let opened = answer.headers.keys().find(|name| name.as_str().starts_with("access-control-"));
            assert_eq!(opened, None, "{path}");
        }
    }
}

#[tokio::test]
async fn without_the_setting_no_script_may_read_anything() {
    // row 74
    let server = TestServer::start().await;
    for path in FOR_SCRIPTS {
        for preflight in [true, false] {
            let answer = server.api().script_of("https://spa.example", request(path), preflight).await;
            assert_eq!(answer.header(ALLOW), "", "{path}");
        }
    }
}

#[tokio::test]
async fn an_origin_that_is_not_on_the_list_is_refused() {
    // row 74
    let server =
        with(&[("SESAME_CORS_ALLOW_ORIGINS", "https://spa.example,regex:https://[a-z]+\\.apps\\.example")]).await;
    for origin in [
        "https://evil.example",
        "http://spa.example",
        "https://spa.example:8443",
        "https://spa.example.evil.example",
        "https://x.apps.example.evil.example",
        "https://evil.example/https://x.apps.example",
        "null",
    ] {
        let answer = server.api().script_of(origin, request("/oauth/jwks"), false).await;
        assert_eq!(answer.header(ALLOW), "", "{origin}");
    }
}

#[tokio::test]
async fn what_apps_call_is_open_to_the_origins_of_the_setting() {
    // row 74
    let server =
        with(&[("SESAME_CORS_ALLOW_ORIGINS", "https://spa.example,regex:https://[a-z]+\\.apps\\.example")]).await;
    for path in FOR_SCRIPTS {
        for origin in ["https://spa.example", "https://music.apps.example"] {
            for preflight in [true, false] {
                let answer = server.api().script_of(origin, request(path), preflight).await;
                assert_eq!(answer.header(ALLOW), origin, "{path}");
                // A script never acts with the person's cookies.
                assert!(!answer.headers.contains_key("access-control-allow-credentials"));
                assert!(answer.headers.get_all("vary").iter().any(|vary| vary.to_str().unwrap().contains("origin")));
            }
        }
    }
}

#[tokio::test]
async fn a_script_can_read_why_it_was_refused() {
    // row 74 (RFC 6750 §3)
    let server = with(&[("SESAME_CORS_ALLOW_ORIGINS", "*")]).await;
    let answer = server.api().script_of("https://spa.example", request("/api/v1/users/current_user"), false).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(!answer.header(ALLOW).is_empty());
    assert!(answer.header("access-control-expose-headers").contains("www-authenticate"));

    let app = server.web_app(web_app()).await;
    let code = app.obtain_code(&mut server.john().await).await;
    let body = app.redemption(&code).also("client_id", "web-app").also("client_secret", "web-app-secret");
    let answer = server.api().script_of("https://spa.example", form("/oauth/token", &body.pairs()), false).await;
    assert!(answer.is_ok() && !answer.header(ALLOW).is_empty(), "{answer}");
}
