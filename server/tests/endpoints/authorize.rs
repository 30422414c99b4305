//! `GET /oauth/authorize`: what is shown to the person, what is sent back to the app.

use axum::http::StatusCode;
use oauth::model::{Client, ClientState};
use oauth::types::GrantType;

use crate::support::{Page, Params, TestServer, WebApp, query_of, service, single_page_app, web_app};

async fn asked(server: &TestServer, app: &WebApp, request: &Params) -> Page {
    server.browser().open(&app.url(request)).await
}

/// Shown on a page of ours, with a way on, and nothing redirected.
fn shown(page: &Page) -> String {
    assert_eq!(page.left_to(), None, "{}", page.url);
    assert_eq!(page.status(), StatusCode::BAD_REQUEST, "{}", page.text());
    assert!(!page.answer.headers.contains_key("location"));
    assert!(page.ways_on().iter().all(|href| href.starts_with('/')), "{:?}", page.ways_on());
    page.problem()
}

#[tokio::test]
async fn an_unknown_client_or_a_bad_redirect_uri_is_shown_and_never_redirected() {
    // row 1 (RFC 6749 §4.1.2.1)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let show = async |request: Params| shown(&asked(&server, &app, &request).await);

    let unknown = "400 invalid_request no application is registered under this client_id";
    for id in ["nobody", "12345", "https://client.example/", "a b", "\u{1}", "é"] {
        assert_eq!(show(app.request().set("client_id", id)).await, unknown, "{id:?}");
    }
    let missing = "400 invalid_request client_id is missing";
    assert_eq!(show(app.request().without("client_id")).await, missing);
    assert_eq!(show(app.request().set("client_id", "")).await, missing);
    assert_eq!(show(Params::default()).await, missing);
    for uri in ["https://evil.example/", "nonsense", "javascript:alert(1)", "//evil.example", "https://app.example"] {
        assert_eq!(
            show(app.request().set("redirect_uri", uri)).await,
            "400 invalid_request redirect_uri is not one the application has registered; it is compared letter by letter",
            "{uri}"
        );
    }
    let twice = app.request().also("client_id", "web-app");
    assert_eq!(show(twice).await, "400 invalid_request client_id came more than once");
    let twice = app.request().also("redirect_uri", "https://evil.example/");
    assert_eq!(show(twice).await, "400 invalid_request redirect_uri came more than once");
}

#[tokio::test]
async fn a_missing_redirect_uri_is_shown_when_it_is_not_clear_which_is_meant() {
    // row 1 (RFC 6749 §3.1.2.3)
    let server = TestServer::start().await;
    let two = ["https://app.example/a", "https://app.example/b"].map(|uri| uri.parse().unwrap());
    for redirect_uris in [two.to_vec(), vec![]] {
        let id = format!("with-{}", redirect_uris.len());
        let app = server.web_app(Client { id: id.parse().unwrap(), redirect_uris, ..web_app() }).await;
        let page = asked(&server, &app, &app.request().without("redirect_uri")).await;
        let expected =
            "400 invalid_request redirect_uri is missing, and the application has not registered exactly one";
        assert_eq!(shown(&page), expected);
    }
}

#[tokio::test]
async fn a_suspended_app_is_shown_as_such() {
    // row 1 (RFC 6749 §4.1.2.1)
    let server = TestServer::start().await;
    let app = server.web_app(Client { state: ClientState::Suspended, ..web_app() }).await;
    let page = asked(&server, &app, &app.request()).await;
    assert_eq!(shown(&page), "400 invalid_request this application has been suspended");
}

#[tokio::test]
async fn every_other_error_goes_back_with_state_and_iss() {
    // rows 2, 3, 23, 24, 51 (RFC 6749 §4.1.2.1, RFC 7636 §4.4.1, RFC 9207 §2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let bad_method = "invalid_request: code_challenge_method must be S256";
    let bad_challenge =
        "invalid_request: code_challenge must be the base64url encoding of a SHA-256 hash, 43 characters";
    let only_code = "unsupported_response_type: the only response_type of this server is code";
    let only_query = "invalid_request: the only response_mode of this server is query";
    let no_object = "invalid_request: this server takes its parameters in the query alone, not in a request object";
    let wider = "invalid_scope: scope asks for more than this client may have";
    let malformed = "invalid_scope: scope holds a character that RFC 6749 section 3.3 does not allow";
    for (name, value, expected) in [
        ("response_type", "", "invalid_request: response_type is required"),
        ("response_type", "token", only_code),
        ("response_type", "code token", only_code),
        ("response_type", "id_token", only_code),
        ("response_type", "CODE", only_code),
        ("response_mode", "fragment", only_query),
        ("response_mode", "form_post", only_query),
        ("request", "eyJ", no_object),
        ("request_uri", "https://app.example/request.jwt", no_object),
        ("code_challenge", "", "invalid_request: code_challenge is required, with code_challenge_method=S256"),
        ("code_challenge_method", "", bad_method),
        ("code_challenge_method", "plain", bad_method),
        ("code_challenge_method", "s256", bad_method),
        ("code_challenge", "short", bad_challenge),
        ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=", bad_challenge),
        ("scope", "read admin", wider),
        ("scope", "nonsense", wider),
        ("scope", "re\"ad", malformed),
        ("scope", "r\u{e9}ad", malformed),
    ] {
        let page = asked(&server, &app, &app.request().set(name, value)).await;
        assert_eq!(page.status(), StatusCode::SEE_OTHER);
        assert_eq!(app.received_error(&page), format!("https://app.example/callback {expected}"), "{name}={value:?}");
    }
}

#[tokio::test]
async fn an_app_without_the_grant_is_unauthorized() {
    // row 16 (RFC 6749 §4.1.2.1)
    let server = TestServer::start().await;
    let redirect_uris = web_app().redirect_uris;
    let app = server.web_app(Client { redirect_uris, ..service() }).await;
    let page = asked(&server, &app, &app.request()).await;
    let expected =
        "https://app.example/callback unauthorized_client: this client may not use the authorization code grant";
    assert_eq!(app.received_error(&page), expected);
}

#[tokio::test]
async fn a_parameter_twice_is_invalid_and_an_unknown_one_is_ignored() {
    // row 4 (RFC 6749 §3.1)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    for name in ["state", "scope", "response_type", "code_challenge", "code_challenge_method", "unknown"] {
        let request = app.request().set(name, app.request().get(name).unwrap_or("read")).also(name, "read");
        let page = asked(&server, &app, &request).await;
        let expected = "https://app.example/callback invalid_request: a parameter was sent more than once";
        assert_eq!(app.received_error(&page), expected, "{name}");
    }
    let request = app.request().also("unknown", "x").also("prompt", "none").also("nonce", "n");
    assert!(asked(&server, &app, &request).await.is_login());
}

#[tokio::test]
async fn a_client_that_need_not_send_a_challenge_may_leave_it_out_but_never_weaken_it() {
    // rows 23, 24 (RFC 9700 §2.1.1)
    let server = TestServer::start().await;
    let app = server.web_app(Client { require_pkce: false, ..web_app() }).await;
    let without = app.request().without("code_challenge").without("code_challenge_method");
    assert!(asked(&server, &app, &without).await.is_login());
    let page = asked(&server, &app, &app.request().set("code_challenge_method", "plain")).await;
    assert!(app.received_error(&page).contains("invalid_request"));

    let public = server.web_app(Client { require_pkce: false, ..single_page_app() }).await;
    let without = public.request().without("code_challenge").without("code_challenge_method");
    let page = asked(&server, &public, &without).await;
    assert!(public.received_error(&page).contains("code_challenge is required"), "a public client always must");
}

#[tokio::test]
async fn a_bad_scope_from_an_app_nobody_vouched_for_does_not_redirect_by_itself() {
    // row 77 (RFC 9700 §4.11.2)
    let server = TestServer::start().await;
    let app = server.web_app(Client { verified: false, ..web_app() }).await;
    let page = asked(&server, &app, &app.request().set("scope", "nonsense")).await;
    assert_eq!(page.left_to(), None);
    assert_eq!(page.problem(), "400 invalid_scope scope asks for more than this client may have");
    let back = page.ways_on().into_iter().find(|href| href.starts_with("https://app.example/callback?")).unwrap();
    let back = query_of(&back);
    assert_eq!((back.get("error"), back.get("state")), (Some("invalid_scope"), Some(&*app.state)));
}

#[tokio::test]
async fn only_get_is_for_this_address() {
    // row 12 (RFC 6749 §3.1)
    let server = TestServer::start().await;
    let answer = server.wire.send(crate::support::form("/oauth/authorize", &[("client_id", "web-app")])).await;
    assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
}

#[tokio::test]
async fn a_response_mode_of_query_is_the_one_there_is() {
    // row 50 (RFC 8414 §2)
    let server = TestServer::start().await;
    let app = server.web_app(Client { grant_types: [GrantType::AuthorizationCode].into(), ..web_app() }).await;
    assert!(asked(&server, &app, &app.request().set("response_mode", "query")).await.is_login());
}
