//! `/account/sessions`.

use axum::http::StatusCode;
use oauth::model::AuditEvent;

use super::history;
use crate::support::{Page, Params, TestServer};

/// The fields of the form that ends the first other session.
fn end_form(page: &Page) -> Params {
    page.forms().into_iter().find(|form| form.action == "/account/sessions/end").unwrap().fields
}

#[tokio::test]
async fn each_browser_is_recognised_and_this_one_is_marked() {
    let server = TestServer::start().await;
    let mut phone = server.browser();
    phone.headers.insert("user-agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1");
    phone.wire = server.wire.from("203.0.113.77");
    phone.sign_in().await;
    server.wait(3 * 3600);
    let mut john = server.john().await;
    let page = john.open("/account/sessions").await;
    let entries = page.texts(".entry");
    assert_eq!(entries.len(), 2);
    assert!(entries[0].contains("Firefox, Linux") && entries[0].contains("This browser"), "{}", entries[0]);
    assert!(entries[1].contains("Safari, iPhone") && entries[1].contains("203.0.113.77"), "{}", entries[1]);
    assert!(entries[1].contains("3 hours ago") && !entries[1].contains("This browser"));
    let cookie = john.cookie().unwrap();
    assert!(!page.answer.text().contains(cookie), "no page holds what opens a session");
}

#[tokio::test]
async fn one_session_is_ended_and_the_others_go_on() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let mut lost = server.john().await;
    let page = john.open("/account/sessions").await;
    let page = john.post("/account/sessions/end", &end_form(&page)).await;
    assert!(page.text().contains("That browser is signed out."));
    assert!(lost.open("/account").await.is_login());
    assert!(!john.open("/account").await.is_login());
    assert_eq!(history(&server).await[0], AuditEvent::SessionsEnded);
}

#[tokio::test]
async fn ending_it_twice_says_that_it_is_gone_and_leads_back() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let _lost = server.john().await;
    let page = john.open("/account/sessions").await;
    john.post("/account/sessions/end", &end_form(&page)).await;
    let again = john.post("/account/sessions/end", &end_form(&page)).await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
    assert!(again.ways_on().iter().any(|href| href == "/account/sessions"));
}

#[tokio::test]
async fn somebody_elses_session_is_not_found() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let _other = server.john().await;
    let name = end_form(&john.open("/account/sessions").await).get("session").unwrap().to_owned();
    server.add_user("jane.doe@example.com").await;
    let mut jane = server.browser();
    let page = jane.open("/login").await;
    let page = jane
        .submit(&page, "/login", &[("username", "jane.doe@example.com"), ("password", crate::support::PASSWORD)])
        .await;
    assert!(page.answer.is_ok());
    let page = jane.open("/account").await;
    let fields = page.form("/account").fields.set("session", &name);
    assert_eq!(jane.post("/account/sessions/end", &fields).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(john.open("/account/sessions").await.texts(".entry").len(), 2, "John's session lives");
}

#[tokio::test]
async fn all_others_are_ended_at_once_on_every_instance() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let mut others = [server.john().await, server.john().await];
    let there = server.another_instance().await;
    let page = john.open("/account/sessions").await;
    let page = john.submit(&page, "/account/sessions/end_others", &[]).await;
    assert!(page.text().contains("2 other browsers are signed out."), "{}", page.text());
    for other in &mut others {
        other.wire = there.wire.clone();
        assert!(other.open("/account").await.is_login());
    }
    assert_eq!(page.texts(".entry").len(), 1);
}
