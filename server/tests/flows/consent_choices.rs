//! What a person allows, ticks and leaves out; and for how long that counts.

use oauth::model::{Client, ScopeEntry};
use time::Duration;

use crate::support::{Page, Setup, TestServer, WebApp, phone_app, web_app};

/// People may leave `write` out.
async fn make_writing_optional(server: &TestServer) {
    let scopes = server.store().scopes().await.unwrap();
    let write = scopes.into_iter().find(|scope| scope.name.as_str() == "write").unwrap();
    assert!(server.store().update_scope(&ScopeEntry { optional: true, ..write }).await.unwrap());
}

/// The boxes of the consent page: name and whether it is ticked.
fn boxes(page: &Page) -> Vec<String> {
    page.attributes("form[action='/oauth/consent'] input[type=checkbox]", "value")
}

fn sentences(page: &Page) -> Vec<String> {
    page.texts(".scopes li")
}

async fn granted(app: &WebApp, page: &Page) -> String {
    let code = app.received(page).get("code").expect("a code").to_owned();
    app.redeem(&code).await.get("scope")
}

#[tokio::test]
async fn an_optional_scope_can_be_left_out_and_is_not_asked_again() {
    // row 102
    let server = TestServer::start().await;
    make_writing_optional(&server).await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let both = app.url(&app.request().set("scope", "read write"));
    let page = john.open(&both).await;
    assert_eq!(boxes(&page), ["write"], "what is not optional has no box");
    let form = page.form("/oauth/consent").fields.without("scope").set("decision", "allow");
    assert_eq!(granted(&app, &john.post("/oauth/consent", &form).await).await, "read");

    let again = john.open(&both).await;
    assert_eq!(granted(&app, &again).await, "read", "they have answered");
    let alone = john.open(&app.url(&app.request().set("scope", "write"))).await;
    assert_eq!(boxes(&alone), ["write"], "asked for by itself it is a question again");
    assert_eq!(granted(&app, &john.press(&alone, "decision", "allow").await).await, "write");
    assert_eq!(granted(&app, &john.open(&both).await).await, "read write");
}

#[tokio::test]
async fn no_box_gives_more_than_was_asked() {
    let server = TestServer::start().await;
    make_writing_optional(&server).await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let page = john.open(&app.url(&app.request().set("scope", "read"))).await;
    let form =
        page.form("/oauth/consent").fields.also("scope", "write").also("scope", "stats").set("decision", "allow");
    assert_eq!(granted(&app, &john.post("/oauth/consent", &form).await).await, "read");
}

#[tokio::test]
async fn sensitive_scopes_stand_first_and_are_marked() {
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let page = server.john().await.open(&app.url(&app.request().set("scope", "read write"))).await;
    let [first, second] = sentences(&page).try_into().unwrap();
    assert!(first.contains("Change your name") && first.contains("Sensitive"), "{first}");
    assert!(second.contains("See your name") && !second.contains("Sensitive"), "{second}");
}

#[tokio::test]
async fn a_returning_app_that_wants_more_shows_what_is_new_and_folds_the_rest_away() {
    // row 102
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    app.obtain_code(&mut john).await;
    let page = john.open(&app.url(&app.request().set("scope", "read write"))).await;
    let new = page.texts(".permissions > .scopes li");
    assert!(new.len() == 1 && new[0].contains("Change your name"), "{new:?}");
    let folded = page.texts(".permissions details li");
    assert!(folded.len() == 1 && folded[0].contains("See your name"), "{folded:?}");
}

#[tokio::test]
async fn a_remembered_yes_ends_and_using_it_does_not_lengthen_it() {
    // row 102
    let setup = Setup { settings: &[("SESAME_CONSENT_LIFETIME", "7d")], ..Setup::default() };
    let server = TestServer::of(setup).await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let url = app.url(&app.request());
    let page = john.open(&url).await;
    assert!(page.text().contains("for 7 days"), "{}", page.text());
    john.press(&page, "decision", "allow").await;
    server.wait(Duration::days(6).whole_seconds());
    assert!(john.open(&url).await.left_to().is_some());
    server.wait(Duration::days(1).whole_seconds());
    assert!(john.open(&url).await.has_form("/oauth/consent"));
}

#[tokio::test]
async fn the_page_says_who_registered_the_app_and_whether_anybody_checked() {
    // row 102
    let server = TestServer::start().await;
    let jane = server.add_user("jane.doe@example.com").await;
    let client = Client { owner: Some(jane.id), verified: false, ..web_app() };
    let app = server.web_app(client).await;
    let page = server.john().await.open(&app.url(&app.request())).await;
    let text = page.text();
    assert!(text.contains(&format!("by {}", jane.full_name())) && text.contains("Not verified"), "{text}");
}

#[tokio::test]
async fn a_native_app_is_told_to_be_asked_for_every_time() {
    // row 80 (RFC 8252 §8.6)
    let server = TestServer::start().await;
    let app = server.web_app(phone_app()).await;
    let page = server.john().await.open(&app.url(&app.request())).await;
    assert!(page.text().contains("every time"), "{}", page.text());
}

#[tokio::test]
async fn what_people_answer_is_in_the_audit_log() {
    use oauth::model::{AuditEvent, AuditQuery};
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let page = john.open(&app.url(&app.request())).await;
    john.press(&page, "decision", "refuse").await;
    let code = app.obtain_code(&mut john).await;
    app.redeem(&code).await;
    app.redeem(&code).await;
    let query = AuditQuery { client_id: Some(app.id.parse().unwrap()), limit: 10, ..AuditQuery::default() };
    let log = server.store().audit(&query).await.unwrap();
    let events: Vec<_> = log.iter().rev().map(|record| record.entry.event).collect();
    let expected =
        [AuditEvent::ConsentRefused, AuditEvent::ConsentGiven, AuditEvent::TokensIssued, AuditEvent::CodeReplayed];
    assert_eq!(events, expected);
    assert!(log.iter().all(|record| !format!("{record:?}").contains(&code)), "no secret in it (row 108)");
}
