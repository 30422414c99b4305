//! Changing what was registered.

use axum::http::StatusCode;
use oauth::model::{AuditEvent, AuditQuery};

use super::{NO_FILE, Registered, send, web_app};
use crate::support::{Page, Params};

impl Registered {
    async fn change(&mut self, typed: &Params) -> Page {
        let href = self.href("/edit");
        send(&mut self.john, &href, typed, NO_FILE).await
    }
}

#[tokio::test]
async fn the_form_begins_with_what_is_registered_and_saves_what_is_typed() {
    let mut app = Registered::by_john().await;
    let form = app.open("/edit").await;
    assert_eq!(form.attributes("#name", "value"), ["Movie Box"]);
    assert_eq!(form.attributes("#site_url", "value"), ["https://movies.example"]);
    assert_eq!(form.texts("#redirect_uris"), ["https://movies.example/callback"]);
    assert_eq!(form.texts("#description"), ["Films, and when they are on."]);

    let typed = web_app()
        .set("name", "Movies")
        .set("site_url", "")
        .set("description", "")
        .set("redirect_uris", "https://movies.example/callback\r\nhttps://movies.example/other\r\n")
        .set("failure_redirect_uri", "https://movies.example/failed")
        .also("scope", "write");
    let page = app.change(&typed).await;
    assert!(page.url == app.href("") && page.text().contains("Saved."), "{}", page.text());
    let client = app.client().await;
    assert_eq!((&*client.name, client.site_url, client.description), ("Movies", None, None));
    assert_eq!(client.redirect_uris.len(), 2);
    assert_eq!((client.scope.to_string(), client.default_scope.to_string()), ("read write".into(), "read".into()));
    assert_eq!(client.failure_redirect_uri.unwrap().as_str(), "https://movies.example/failed");
    let lines = details(&app).await;
    let changed = "scope, redirect_uris, failure_redirect_uri, site_url, description";
    assert_eq!(lines[0], (AuditEvent::ClientChanged, Some(format!("name, {changed}"))));
    assert!(!app.open("").await.text().contains("Saved."), "said once");
}

/// What the log says of an application, and how precisely, the newest first.
async fn details(app: &Registered) -> Vec<(AuditEvent, Option<String>)> {
    let query = AuditQuery { client_id: Some(app.id.parse().unwrap()), limit: 50, ..AuditQuery::default() };
    let records = app.server.store().audit(&query).await.unwrap().into_iter();
    records.map(|record| (record.entry.event, record.entry.detail)).collect()
}

#[tokio::test]
async fn the_log_says_what_changed_and_nothing_when_nothing_did() {
    let mut app = Registered::by_john().await;
    app.set(|client| client.verified = true).await;
    let before = details(&app).await;
    let page = app.change(&web_app()).await;
    assert!(page.text().contains("Saved."), "{}", page.text());
    assert_eq!(details(&app).await, before);
    app.change(&web_app().set("name", "My Bank")).await;
    let changed = (AuditEvent::ClientChanged, Some("name, no longer verified".to_owned()));
    assert_eq!(details(&app).await, [vec![changed], before].concat());
}

#[tokio::test]
async fn a_mistake_saves_nothing_and_keeps_what_was_typed() {
    let mut app = Registered::by_john().await;
    let before = app.client().await;
    let page = app.change(&web_app().set("name", "Movies").set("redirect_uris", "/other")).await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes("#name", "value"), ["Movies"]);
    assert_eq!(page.headline(), "Change Movie Box");
    assert_eq!(app.client().await, before);
}

#[tokio::test]
async fn a_verified_app_that_becomes_another_is_looked_at_again() {
    let mut app = Registered::by_john().await;
    app.set(|client| client.verified = true).await;
    assert!(app.open("/edit").await.text().contains("takes the verification away"));
    app.change(&web_app().set("description", "Other words")).await;
    assert!(app.client().await.verified);
    let page = app.change(&web_app().set("name", "My Bank")).await;
    assert!(page.text().contains("no longer verified"), "{}", page.text());
    assert!(!app.client().await.verified);
    assert!(!app.open("/edit").await.text().contains("takes the verification away"));
}

#[tokio::test]
async fn a_trusted_app_that_becomes_another_or_asks_for_more_is_looked_at_again() {
    for (what, typed) in [
        ("scope", web_app().also("scope", "write")),
        ("redirect", web_app().set("redirect_uris", "https://evil.example/callback")),
    ] {
        let mut app = Registered::by_john().await;
        app.set(|client| client.trusted = true).await;
        assert!(app.open("/edit").await.text().contains("People are not asked about it"));
        app.change(&web_app().set("description", "Other words")).await;
        assert!(app.client().await.trusted, "{what}");
        let page = app.change(&typed).await;
        assert!(page.text().contains("no longer trusted"), "{what}: {}", page.text());
        assert!(!app.client().await.trusted, "{what}");
        assert!(!app.open("/edit").await.text().contains("People are not asked about it"), "{what}");
    }
}

#[tokio::test]
async fn what_an_administrator_set_stays() {
    let mut app = Registered::by_john().await;
    app.set(|client| {
        client.trusted = true;
        client.require_pkce = false;
        client.state = oauth::model::ClientState::Suspended;
    })
    .await;
    let before = app.client().await;
    app.change(&web_app().set("description", "Other words")).await;
    let after = app.client().await;
    assert_eq!(after.description.as_deref(), Some("Other words"));
    assert_eq!(after, oauth::model::Client { description: after.description.clone(), ..before });
}
