//! The cookies of pages.

use crate::support::{Answer, EMAIL, PASSWORD, Setup, TestServer, form};

/// The line that sets this cookie, its value and date left out.
fn line_of(cookie: &str, answer: &Answer) -> String {
    let lines: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    let begins = |line: &&&str| line.starts_with(&format!("{cookie}="));
    let line = lines.iter().find(begins).unwrap_or_else(|| panic!("no cookie: {lines:?}"));
    let mut parts: Vec<_> =
        line.split("; ").filter(|part| !part.starts_with("Expires") && !part.starts_with("Max-Age")).collect();
    let name = parts.remove(0).split_once('=').unwrap().0;
    parts.sort_unstable();
    format!("{name} {}", parts.join(" "))
}

/// What answers the sign-in page, and the sign-in.
async fn on_the_way_in(server: &TestServer) -> [Answer; 2] {
    let mut browser = server.browser();
    let page = browser.open("/login").await;
    let fields = page.form("/login").fields.set("username", EMAIL).set("password", PASSWORD);
    [server.wire.get("/login").await, browser.send(form("/login", &fields.pairs())).await]
}

#[tokio::test]
async fn over_https_they_are_bound_to_this_host_and_hidden_from_scripts() {
    // row 99
    let [page, signed_in] = on_the_way_in(&TestServer::start().await).await;
    assert_eq!(line_of("__Host-visitor", &page), "__Host-visitor HttpOnly Path=/ SameSite=Lax Secure");
    assert_eq!(line_of("__Host-sid", &signed_in), "__Host-sid HttpOnly Path=/ SameSite=Lax Secure");
    // A removal that is not as careful is ignored by browsers.
    assert_eq!(line_of("__Host-visitor", &signed_in), "__Host-visitor HttpOnly Path=/ SameSite=Lax Secure");
}

#[tokio::test]
async fn on_an_http_loopback_they_have_plain_names() {
    // row 99
    let server = TestServer::of(Setup { issuer: "http://127.0.0.1:3000", ..Setup::default() }).await;
    let [page, signed_in] = on_the_way_in(&server).await;
    assert_eq!(line_of("visitor", &page), "visitor HttpOnly Path=/ SameSite=Lax");
    assert_eq!(line_of("sid", &signed_in), "sid HttpOnly Path=/ SameSite=Lax");
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
