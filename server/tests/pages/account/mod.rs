//! `/account`: what is a person's own.

mod activity;
mod apps;
mod delete;
mod email;
mod password;
mod profile;
mod sessions;

use std::time::Duration;

use axum::http::StatusCode;
use oauth::model::{AuditEvent, AuditQuery, User};
use oauth::types::Email;
use tokio::task::JoinHandle;

use crate::support::{EMAIL, PASSWORD, Params, TestServer, web_app};

const PAGES: [&str; 7] = [
    "/account",
    "/account/password",
    "/account/email",
    "/account/sessions",
    "/account/apps",
    "/account/activity",
    "/account/delete",
];

/// The events the log has about John, newest first.
async fn history(server: &TestServer) -> Vec<AuditEvent> {
    let john = server.store().user_by_email(&EMAIL.parse().unwrap()).await.unwrap().unwrap();
    let query = AuditQuery { user_id: Some(john.id), limit: 50, ..AuditQuery::default() };
    server.store().audit(&query).await.unwrap().into_iter().map(|record| record.entry.event).collect()
}

/// Looks again and again from another instance until John is like this, and says how many lines of this event the log has
/// then.
async fn told_when(
    server: &TestServer,
    event: AuditEvent,
    like: impl Fn(&User) -> bool + Send + Sync + 'static,
) -> JoinHandle<usize> {
    let there = server.another_instance().await;
    let john: Email = EMAIL.parse().unwrap();
    tokio::spawn(async move {
        let look = async || there.store().user_by_email(&john).await.unwrap().unwrap();
        let changed = async { while !like(&look().await) {} };
        tokio::time::timeout(Duration::from_secs(60), changed).await.expect("it has changed by now");
        let query = AuditQuery { event: Some(event), limit: 50, ..AuditQuery::default() };
        there.store().audit(&query).await.unwrap().len()
    })
}

#[tokio::test]
async fn whoever_is_not_signed_in_signs_in_first_and_comes_back() {
    let server = TestServer::start().await;
    for path in PAGES {
        let mut browser = server.browser();
        let page = browser.open(path).await;
        assert!(page.is_login(), "{path}: {}", page.text());
        let page = browser.log_in_at(&page).await;
        assert_eq!((page.path(), page.status()), (path, StatusCode::OK));
    }
}

#[tokio::test]
async fn every_page_leads_to_the_others_and_home_leads_there() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let home = john.open("/").await;
    assert!(home.ways_on().iter().any(|href| href == "/account"));
    for path in ["/account", "/account/password", "/account/sessions", "/account/apps", "/account/activity"] {
        let ways_on = john.open(path).await.ways_on();
        for other in ["/account", "/account/password", "/account/sessions", "/account/apps", "/account/activity"] {
            assert!(ways_on.iter().any(|href| href == other), "{path} does not lead to {other}");
        }
    }
}

#[tokio::test]
async fn a_form_sent_after_the_session_was_ended_elsewhere_leads_to_sign_in_and_back() {
    let server = TestServer::start().await;
    for action in ["/account", "/account/password", "/account/delete"] {
        let mut john = server.john().await;
        let page = john.open(action).await;
        let mut elsewhere = server.john().await;
        let list = elsewhere.open("/account/sessions").await;
        elsewhere.post("/account/sessions/end_others", &list.form("/logout").fields).await;
        let answer = john.submit(&page, action, &[("password", PASSWORD), ("firstname", "Eve")]).await;
        assert!(answer.is_login());
        assert_eq!(john.log_in_at(&answer).await.path(), action);
    }
}

#[tokio::test]
async fn without_the_token_nothing_happens_and_the_page_offers_to_go_on() {
    // row 100
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let app = server.web_app(web_app()).await;
    let tokens = app.obtain_tokens(&mut john).await;
    for action in [
        "/account",
        "/account/language",
        "/account/email",
        "/account/password",
        "/account/sessions/end",
        "/account/sessions/end_others",
        "/account/apps/web-app/revoke",
        "/account/delete",
    ] {
        for token in [None, Some("wrong")] {
            let fields = Params::of(&[("password", PASSWORD), ("firstname", "Eve"), ("language", "fr")]);
            let fields = token.map_or(fields.clone(), |token| fields.also("csrf_token", token));
            let page = john.post(action, &fields).await;
            assert_eq!(page.status(), StatusCode::FORBIDDEN, "{action}");
            let again = john.open(&page.ways_on()[0]).await;
            assert!(again.answer.is_ok() && !again.is_login(), "{action}: {}", again.text());
        }
    }
    assert!(app.is_alive(&tokens.access).await);
    assert_eq!(john.open("/account").await.form("/account").fields.get("firstname"), Some("John"));
}
