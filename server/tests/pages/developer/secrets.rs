//! Another secret, and how long the old one goes on working.

use axum::http::StatusCode;
use oauth::context::SystemEntropy;
use oauth::model::AuditEvent;
use oauth::registration::{OldSecret, replace_secret};

use super::{Registered, confirm, log, shown};
use crate::support::{Page, Params};

impl Registered {
    /// Makes another secret while the old one works for so long.
    async fn rotate(&mut self, old: &str) -> String {
        let page = self.rotated(old).await;
        let [_, secret] = <[String; 2]>::try_from(shown(&page)).unwrap_or_else(|_| panic!("{}", page.text()));
        assert!(page.text().contains("The app has a new secret."), "{}", page.text());
        secret
    }

    async fn rotated(&mut self, old: &str) -> Page {
        let href = self.href("/secret");
        let page = self.john.open(&href).await;
        self.choose(&page, old).await
    }

    /// Sends the form of this page.
    async fn choose(&mut self, page: &Page, old: &str) -> Page {
        let href = self.href("/secret");
        let fields = page.form(&href).fields;
        let [token, newest] = ["csrf_token", "newest"].map(|name| fields.get(name).unwrap_or_default());
        let typed = Params::of(&[("csrf_token", token), ("newest", newest), ("old", old)]);
        self.john.post(&href, &typed).await
    }

    /// Whether this secret gets a token.
    async fn works(&self, secret: &str) -> bool {
        let app = self.at_work(secret).await;
        let code = app.obtain_code(&mut self.server.browser()).await;
        app.redeem(&code).await.is_ok()
    }
}

#[tokio::test]
async fn the_old_secret_works_on_as_long_as_was_chosen() {
    for (old, seconds, until) in
        [("day", 86_400, "2 March 2026, 12:00 UTC"), ("week", 7 * 86_400, "8 March 2026, 12:00 UTC")]
    {
        let mut app = Registered::by_john().await;
        let first = app.secret.clone();
        let second = app.rotate(old).await;
        assert!(app.open("").await.text().contains(until), "{}", app.open("").await.text());
        app.server.wait(seconds - 1);
        assert!(app.works(&first).await && app.works(&second).await, "{old}");
        app.server.wait(1);
        assert!(!app.works(&first).await && app.works(&second).await, "{old}");
        assert!(app.open("").await.text().contains("One secret works."));
        assert_eq!(
            log(&app.server, &app.id).await.iter().filter(|event| **event == AuditEvent::ClientSecretRotated).count(),
            1
        );
    }
}

#[tokio::test]
async fn the_old_secret_can_end_at_once() {
    let mut app = Registered::by_john().await;
    let first = app.secret.clone();
    let second = app.rotate("now").await;
    assert!(!app.works(&first).await && app.works(&second).await);
    assert!(app.open("").await.text().contains("One secret works."));
}

#[tokio::test]
async fn the_old_secret_can_be_ended_before_its_time() {
    let mut app = Registered::by_john().await;
    let first = app.secret.clone();
    let second = app.rotate("week").await;
    let end = app.href("/secret/end");
    let page = confirm(&mut app.john, &end).await;
    assert!(page.text().contains("The old secret no longer works."), "{}", page.text());
    assert!(!app.works(&first).await && app.works(&second).await);
    assert_eq!(app.john.open(&end).await.url, app.href(""), "there is none to end");
}

#[tokio::test]
async fn there_are_never_three() {
    let mut app = Registered::by_john().await;
    let first = app.secret.clone();
    let second = app.rotate("week").await;
    assert!(app.open("/secret").await.text().contains("An even older secret still works until 8 March 2026"));
    let third = app.rotate("day").await;
    assert!(!app.works(&first).await && app.works(&second).await && app.works(&third).await);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_secret() {
    let mut app = Registered::by_john().await;
    let first = app.secret.clone();
    let page = app.open("/secret").await;
    let done = app.choose(&page, "week").await;
    let [_, second] = <[String; 2]>::try_from(shown(&done)).unwrap_or_else(|_| panic!("{}", done.text()));
    // By a second click, or from the page the way back shows.
    for _ in 0..2 {
        let again = app.choose(&page, "week").await;
        assert!(again.text().contains("changed somewhere else a moment ago"), "{}", again.text());
        assert_eq!(shown(&again).len(), 1, "no other secret is made: {}", again.text());
    }
    assert!(app.works(&first).await && app.works(&second).await);
}

#[tokio::test]
async fn a_secret_that_never_ends_by_itself_is_warned_about_too() {
    let mut app = Registered::by_john().await;
    app.set(|client| {
        let kept = replace_secret(client, &SystemEntropy, OldSecret::LivesOn).unwrap();
        client.authentication = kept.client.authentication;
    })
    .await;
    let page = app.open("/secret").await;
    assert!(page.text().contains("An even older secret still works: it ends now"), "{}", page.text());
}

#[tokio::test]
async fn nothing_happens_without_a_choice() {
    let mut app = Registered::by_john().await;
    let before = app.client().await;
    for choice in ["", "month", "DAY"] {
        let page = app.rotated(choice).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{choice}");
        assert!(page.text().contains("Please choose how long"), "{}", page.text());
    }
    assert_eq!(app.client().await, before);
}
