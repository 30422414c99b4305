//! A person allows an app in a browser.

use axum::http::StatusCode;
use insta::assert_snapshot;
use oauth::model::Client;

use crate::support::{Setup, TestServer, phone_app, query_of, single_page_app, web_app};

fn app_with_failure_url() -> Client {
    Client { failure_redirect_uri: Some("https://app.example/failed?kind=login".parse().unwrap()), ..web_app() }
}

#[tokio::test]
async fn a_person_who_refuses_goes_back_with_access_denied() {
    // rows 2, 51 (RFC 6749 §4.1.2.1, RFC 9207 §2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let page = john.open(&app.url(&app.request())).await;
    let page = john.press(&page, "decision", "refuse").await;
    assert_snapshot!(
        page.left_to().unwrap(),
        @"https://app.example/callback?error=access_denied&error_description=the+person+refused&state=af0ifjsldkj&iss=https%3A%2F%2Fid.example"
    );
}

#[tokio::test]
async fn refusals_and_errors_go_to_the_failure_url_and_success_does_not() {
    // rows 2, 5 (RFC 6749 §3.1.2, §4.1.2.1)
    let server = TestServer::start().await;
    let app = server.web_app(app_with_failure_url()).await;
    let mut john = server.john().await;
    let page = john.open(&app.url(&app.request())).await;
    let page = john.press(&page, "decision", "refuse").await;
    assert_snapshot!(
        page.left_to().unwrap(),
        @"https://app.example/failed?kind=login&error=access_denied&error_description=the+person+refused&state=af0ifjsldkj&iss=https%3A%2F%2Fid.example"
    );
    let page = john.open(&app.url(&app.request().set("response_type", "token"))).await;
    assert!(
        page.left_to().unwrap().starts_with("https://app.example/failed?kind=login&error=unsupported_response_type&")
    );
    let page = john.open(&app.url(&app.request())).await;
    let page = john.press(&page, "decision", "allow").await;
    assert!(page.left_to().unwrap().starts_with("https://app.example/callback?code="));
}

#[tokio::test]
async fn a_wrong_password_on_the_way_loses_nothing() {
    // row 107
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.browser();
    let page = browser.open(&app.url(&app.request())).await;
    let page = browser.submit(&page, "/login", &[("username", "john.doe@example.com"), ("password", "wrong")]).await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.form("/login").fields.get("username"), Some("john.doe@example.com"));
    let page = browser.log_in_at(&page).await;
    let page = browser.press(&page, "decision", "allow").await;
    let code = app.received(&page).get("code").unwrap().to_owned();
    assert!(app.redeem(&code).await.is_ok());
}

#[tokio::test]
async fn a_person_allows_an_app_and_it_reads_their_data() {
    // rows 2, 5, 11, 17, 51 (RFC 6749 §4.1, RFC 7636, RFC 9207)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.browser();

    let page = browser.open(&app.url(&app.request().set("scope", "read write"))).await;
    assert!(page.is_login(), "{}", page.text());
    assert!(page.text().contains("Movie Box"), "sign-in says where it leads: {}", page.text());
    let page = browser.log_in_at(&page).await;
    let text = page.text();
    for part in ["Movie Box", "John Doe", "app.example", "john.doe@example.com"] {
        assert!(text.contains(part), "consent names {part}: {text}");
    }
    let page = browser.press(&page, "decision", "allow").await;
    assert_eq!(page.status(), StatusCode::SEE_OTHER);
    let names: Vec<_> =
        query_of(page.left_to().unwrap()).pairs().into_iter().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(names, ["code", "state", "iss"]);

    let answer = app.redeem(app.received(&page).get("code").unwrap()).await;
    assert_snapshot!(answer, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json
    pragma: no-cache

    {"access_token":"[jwt]","token_type":"Bearer","expires_in":7200,"refresh_token":"[secret]","scope":"read write","created_at":1772366400}
    "#);
    let answer = server.api().current_user(&answer.get("access_token")).await;
    assert_snapshot!(answer, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json

    {"id":1,"email":"john.doe@example.com","firstname":"John","lastname":"Doe","created_at":"2024-02-05T08:52:20.957Z","created_date":"05/02/2024"}
    "#);
}

#[tokio::test]
async fn public_apps_go_the_same_way_without_a_secret() {
    // rows 23, 78, 79 (RFC 8252 §7)
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for client in [single_page_app(), phone_app()] {
        let app = server.web_app(client).await;
        let tokens = app.obtain_tokens(&mut john).await;
        assert!(app.is_alive(&tokens.access).await);
    }
}

#[tokio::test]
async fn the_redirect_uri_may_be_left_out_when_exactly_one_is_registered() {
    // row 9 (RFC 6749 §3.1.2.3, §4.1.3)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let code = app.code_for(&mut john, &app.request().without("redirect_uri")).await;
    let answer = app.token(&app.redemption(&code).without("redirect_uri")).await;
    assert!(answer.is_ok(), "{answer}");
}

#[tokio::test]
async fn the_journey_of_a_path_issuer_works_behind_a_proxy_that_passes_every_path_on() {
    // row 49 (RFC 8414 §3.1)
    let server = TestServer::of(Setup { issuer: "https://id.example/tenant", ..Setup::default() }).await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.browser();
    let page = browser.open(&app.url(&app.request())).await;
    let page = browser.log_in_at(&page).await;
    let page = browser.press(&page, "decision", "allow").await;
    let code = app.received(&page).get("code").unwrap().to_owned();
    assert!(app.redeem(&code).await.is_ok());
}

#[tokio::test]
async fn the_demo_app_goes_through_the_front_door() {
    let server = TestServer::of(Setup { issuer: "http://127.0.0.1:3000", demo: true, ..Setup::default() }).await;
    let mut browser = server.browser();
    let page = browser.open("/demo/web").await;
    let page = browser.log_in_at(&page).await;
    let page = browser.press(&page, "decision", "allow").await;
    assert_eq!((page.status(), page.path()), (StatusCode::OK, "/demo/callback"));
    assert!(page.text().contains("john.doe@example.com"), "{}", page.text());
    // The same answer once more is not the answer to this browser's question.
    let page = browser.open(&page.url).await;
    assert!(!page.text().contains("john.doe@example.com"), "{}", page.text());
}
