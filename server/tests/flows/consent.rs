//! What was allowed before, what was answered before, and what comes too late.

use axum::http::StatusCode;
use oauth::model::Client;

use crate::support::{EMAIL, PASSWORD, Page, TestServer, WebApp, phone_app, query_of, single_page_app, web_app};

fn wait_for_answer(page: &Page) -> bool {
    page.left_to().is_none() && page.has_form("/oauth/consent")
}

#[tokio::test]
async fn a_native_public_app_asks_every_time() {
    // row 80 (RFC 8252 §8.6)
    let server = TestServer::start().await;
    let app = server.web_app(phone_app()).await;
    let mut john = server.john().await;
    app.obtain_code(&mut john).await;
    assert!(wait_for_answer(&john.open(&app.url(&app.request())).await));
}

#[tokio::test]
async fn a_web_app_is_asked_for_once_until_it_wants_more() {
    // row 102
    let server = TestServer::start().await;
    for client in [web_app(), single_page_app()] {
        let app = server.web_app(client).await;
        let mut john = server.john().await;
        app.obtain_code(&mut john).await;
        let page = john.open(&app.url(&app.request())).await;
        assert!(app.received(&page).get("code").is_some());
        let page = john.open(&app.url(&app.request().set("scope", "read write"))).await;
        assert!(wait_for_answer(&page), "{}", page.url);
        let page = john.press(&page, "decision", "refuse").await;
        assert!(app.received_error(&page).contains("access_denied"));
        // What was allowed before stands.
        assert!(app.received(&john.open(&app.url(&app.request())).await).get("code").is_some());
    }
}

#[tokio::test]
async fn one_persons_yes_is_not_anothers() {
    // row 102
    let server = TestServer::start().await;
    server.add_user("jane.doe@example.com").await;
    let app = server.web_app(web_app()).await;
    app.obtain_code(&mut server.john().await).await;
    let mut jane = server.browser();
    let page = jane.open(&app.url(&app.request())).await;
    let page = jane.submit(&page, "/login", &[("username", "jane.doe@example.com"), ("password", PASSWORD)]).await;
    assert!(wait_for_answer(&page) && page.text().contains("jane.doe@example.com"));
}

#[tokio::test]
async fn an_app_of_the_house_does_not_ask() {
    let server = TestServer::start().await;
    let app = server.web_app(Client { trusted: true, ..web_app() }).await;
    let page = server.john().await.open(&app.url(&app.request())).await;
    assert!(app.received(&page).get("code").is_some());
}

/// Where "start again" leads, followed, asks the same again.
async fn starts_again(page: &Page, app: &WebApp, server: &TestServer) {
    let again = page.ways_on().into_iter().find(|href| href.starts_with("/oauth/authorize?")).expect("start again");
    let asked = query_of(&format!("https://id.example{again}"));
    for (name, value) in app.request().pairs() {
        assert_eq!(asked.get(name), Some(value), "{name} of {again}");
    }
    let page = server.john().await.open(&again).await;
    assert!(wait_for_answer(&page) || app.received(&page).get("code").is_some(), "{}", page.text());
}

#[tokio::test]
async fn an_expired_request_offers_to_start_again_and_to_return_to_the_app() {
    // row 107
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let asked = john.open(&app.url(&app.request())).await;
    server.wait(30 * 60);
    for page in [john.press(&asked, "decision", "allow").await, john.open(&asked.url).await] {
        assert_eq!(page.status(), StatusCode::GONE);
        let back = page.ways_on().into_iter().find(|href| href.starts_with("https://app.example/callback?"));
        let back = query_of(&back.expect("a way back to the app"));
        assert_eq!((back.get("error"), back.get("state")), (Some("access_denied"), Some(&*app.state)));
        starts_again(&page, &app, &server).await;
    }
}

#[tokio::test]
async fn an_answered_request_cannot_be_answered_again() {
    // row 107
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let asked = john.open(&app.url(&app.request())).await;
    let first = john.press(&asked, "decision", "allow").await;
    server.wait(11);
    // The back button, then either button; and the page loaded again.
    for page in [
        john.press(&asked, "decision", "allow").await,
        john.press(&asked, "decision", "refuse").await,
        john.open(&asked.url).await,
    ] {
        assert_eq!(page.status(), StatusCode::GONE);
        let leaving = page.ways_on().into_iter().filter(|href| href.starts_with("https://")).count();
        assert_eq!(leaving, 0, "the app has its answer");
        starts_again(&page, &app, &server).await;
    }
    let code = app.received(&first).get("code").unwrap().to_owned();
    assert!(app.redeem(&code).await.is_ok(), "and its answer still counts");
}

#[tokio::test]
async fn the_second_click_of_two_on_allow_reaches_the_app() {
    // row 107: the browser has thrown away what the first one brought
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let asked = john.open(&app.url(&app.request())).await;
    let first = john.press(&asked, "decision", "allow").await;
    server.wait(10);
    let second = john.press(&asked, "decision", "allow").await;
    let [first, second] = [&first, &second].map(|page| app.received(page).get("code").unwrap().to_owned());
    assert_ne!(first, second);
    assert!(app.redeem(&second).await.is_ok());
    // Meanwhile refusing is another answer, not the same again.
    assert_eq!(john.press(&asked, "decision", "refuse").await.status(), StatusCode::GONE);
}

#[tokio::test]
async fn the_second_click_of_two_on_allow_asks_again_for_an_app_that_asks_every_time() {
    // rows 80, 107 (RFC 8252 §8.6)
    let server = TestServer::start().await;
    let app = server.web_app(phone_app()).await;
    let mut john = server.john().await;
    let asked = john.open(&app.url(&app.request())).await;
    john.press(&asked, "decision", "allow").await;
    let again = john.press(&asked, "decision", "allow").await;
    assert!(wait_for_answer(&again), "{}", again.url);
    assert!(app.received(&john.press(&again, "decision", "allow").await).get("code").is_some());
    let refused = john.press(&again, "decision", "refuse").await;
    assert_eq!(refused.status(), StatusCode::GONE, "nothing says that the answer was not yes");
}

#[tokio::test]
async fn the_second_click_of_two_on_refuse_reaches_the_app() {
    // row 107
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let asked = john.open(&app.url(&app.request())).await;
    for _ in 0..2 {
        assert!(app.received_error(&john.press(&asked, "decision", "refuse").await).contains("access_denied"));
    }
    server.wait(11);
    assert_eq!(john.press(&asked, "decision", "refuse").await.status(), StatusCode::GONE);
}

#[tokio::test]
async fn a_request_nobody_made_is_a_kind_page() {
    // row 107
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for url in ["/oauth/consent", "/oauth/consent?request=", "/oauth/consent?request=unknown"] {
        let page = john.open(url).await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND, "{url}");
        assert!(!page.ways_on().is_empty(), "{url}");
    }
}

#[tokio::test]
async fn two_tabs_wait_for_their_own_answers() {
    // row 107
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let other = server.web_app(Client { id: "other-app".parse().unwrap(), name: "Other".into(), ..web_app() }).await;
    let mut browser = server.browser();
    let first = browser.open(&app.url(&app.request())).await;
    let second = browser.open(&other.url(&other.request().set("state", &other.state))).await;
    assert!(first.is_login() && second.is_login());
    // Signing in in the second tab; the first tab's form is of the session before.
    let second = browser.log_in_at(&second).await;
    let first = browser.log_in_at(&first).await;
    assert_eq!(first.status(), StatusCode::FORBIDDEN);
    let again = first.ways_on().remove(0);
    let first = browser.open(&again).await;
    assert!(first.text().contains("Movie Box") && second.text().contains("Other"));
    let first = browser.press(&first, "decision", "refuse").await;
    let second = browser.press(&second, "decision", "allow").await;
    assert!(app.received_error(&first).contains("access_denied"));
    assert!(other.received(&second).get("code").is_some());
}

#[tokio::test]
async fn signed_out_in_another_tab_means_signing_in_and_being_asked_again() {
    // row 107
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let asked = john.open(&app.url(&app.request())).await;
    let page = john.open("/logout").await;
    john.submit(&page, "/logout", &[]).await;
    let page = john.press(&asked, "decision", "allow").await;
    assert_eq!(page.status(), StatusCode::FORBIDDEN, "the form's session is over");
    assert!(page.text().contains("You may have signed out in another tab"), "{}", page.text());
    let page = john.open(&page.ways_on().remove(0)).await;
    let page = john.log_in_at(&page).await;
    assert!(wait_for_answer(&page), "{}", page.text());
}

#[tokio::test]
async fn that_is_not_me_leads_back_to_the_same_request() {
    // row 102
    let server = TestServer::start().await;
    server.add_user("jane.doe@example.com").await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.john().await;
    let page = browser.open(&app.url(&app.request())).await;
    assert!(page.text().contains(EMAIL));
    let page = browser.submit(&page, "/logout", &[]).await;
    assert!(page.is_login());
    let page = browser.submit(&page, "/login", &[("username", "jane.doe@example.com"), ("password", PASSWORD)]).await;
    assert!(wait_for_answer(&page) && page.text().contains("jane.doe@example.com"), "{}", page.text());
}

#[tokio::test]
async fn consent_shows_client_scopes_and_lifetime() {
    // row 102
    let server = TestServer::start().await;
    let app = server.web_app(Client { site_url: Some("https://moviebox.example/about".into()), ..web_app() }).await;
    let mut john = server.john().await;
    let page = john.open(&app.url(&app.request().set("scope", "read write"))).await;
    let entries = server.store().scopes().await.unwrap();
    let text = page.text();
    for name in ["read", "write"] {
        let entry = entries.iter().find(|entry| entry.name.as_str() == name).unwrap();
        assert!(text.contains(&entry.description_en), "{}: {text}", entry.description_en);
    }
    for part in ["Movie Box", "moviebox.example", "app.example", "2 hours"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
