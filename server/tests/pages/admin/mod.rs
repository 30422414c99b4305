//! `/admin`: what administrators see and do, and what everybody else does not.

mod apps;
mod audit;
mod edit;
mod gate;
mod keys;
mod people;
mod scopes;

use oauth::model::{AuditEvent, AuditQuery, User};

use crate::support::{Browser, EMAIL, PASSWORD, Page, Params, TestServer};

/// Whom things are done to.
const JANE: &str = "jane.roe@example.com";

/// John, who administers this server, at his browser; and Jane, who does not.
async fn house() -> (TestServer, Browser, User) {
    let server = TestServer::start().await;
    let john = john(&server).await;
    server.store().set_admin(john.id, true).await.unwrap();
    let jane = server.add_user(JANE).await;
    let browser = server.john().await;
    (server, browser, jane)
}

async fn john(server: &TestServer) -> User {
    server.store().user_by_email(&EMAIL.parse().unwrap()).await.unwrap().unwrap()
}

async fn jane(server: &TestServer) -> User {
    server.store().user_by_email(&JANE.parse().unwrap()).await.unwrap().unwrap()
}

/// Jane at a browser, signed in.
async fn jane_at(server: &TestServer) -> Browser {
    let mut browser = server.browser();
    let page = browser.open("/login").await;
    let page = browser.submit(&page, "/login", &[("username", JANE), ("password", PASSWORD)]).await;
    assert!(!page.is_login());
    browser
}

/// Reads the page that asks, types the password and presses the button.
async fn perform(browser: &mut Browser, path: &str) -> Page {
    let page = browser.open(path).await;
    browser.submit(&page, path, &[("password", PASSWORD)]).await
}

/// Only what these fields say, with the token of this form: what is ticked on the page is not sent.
fn fresh(page: &Page, action: &str, fields: &[(&str, &str)]) -> Params {
    let form = page.form(action);
    let token = form.fields.get("csrf_token").unwrap();
    fields.iter().fold(Params::of(&[("csrf_token", token)]), |all, (name, value)| all.also(name, value))
}

/// The events of the log, newest first.
async fn log(server: &TestServer) -> Vec<AuditEvent> {
    let query = AuditQuery { limit: 50, ..AuditQuery::default() };
    server.store().audit(&query).await.unwrap().into_iter().map(|record| record.entry.event).collect()
}
