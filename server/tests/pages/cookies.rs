//! The session cookie.

use crate::support::{Answer, Setup, TestServer};

/// The line that sets the session's cookie, its value and date left out.
fn session_line(answer: &Answer) -> String {
    let lines: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    let line = lines.iter().find(|line| line.contains("sid=")).unwrap_or_else(|| panic!("no cookie: {lines:?}"));
    let mut parts: Vec<_> =
        line.split("; ").filter(|part| !part.starts_with("Expires") && !part.starts_with("Max-Age")).collect();
    let name = parts.remove(0).split_once('=').unwrap().0;
    parts.sort_unstable();
    format!("{name} {}", parts.join(" "))
}

#[tokio::test]
async fn over_https_it_is_bound_to_this_host_and_hidden_from_scripts() {
    // row 99
    let server = TestServer::start().await;
    let answer = server.wire.get("/login").await;
    assert_eq!(session_line(&answer), "__Host-sid HttpOnly Path=/ SameSite=Lax Secure");
}

#[tokio::test]
async fn on_an_http_loopback_it_has_a_plain_name() {
    // row 99
    let server = TestServer::of(Setup { issuer: "http://127.0.0.1:3000", ..Setup::default() }).await;
    let answer = server.wire.get("/login").await;
    assert_eq!(session_line(&answer), "sid HttpOnly Path=/ SameSite=Lax");
    // And the browser that keeps it can sign in.
    server.john().await;
}

#[tokio::test]
async fn every_other_cookie_of_ours_is_as_careful() {
    // row 99
    let server = TestServer::start().await;
    let answer = server.wire.get("/login?lang=fr").await;
    for line in answer.headers.get_all("set-cookie") {
        let line = line.to_str().unwrap();
        assert!(line.contains("Secure") && line.contains("SameSite=Lax") && line.contains("Path=/"), "{line}");
        assert!(!line.to_lowercase().contains("domain"), "{line}");
    }
}

#[tokio::test]
async fn what_apps_call_sets_no_cookie() {
    // row 99
    let server = TestServer::start().await;
    for path in ["/oauth/jwks", "/.well-known/oauth-authorization-server", "/oauth/token", "/api/v1/users/current_user"]
    {
        assert!(!server.wire.get(path).await.headers.contains_key("set-cookie"), "{path}");
    }
}
