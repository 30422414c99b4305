//! `/account`: names and language.

use axum::http::StatusCode;
use oauth::model::AuditEvent;

use super::{history, told_when};
use crate::support::TestServer;

#[tokio::test]
async fn names_that_cannot_be_shown_are_refused_beside_their_field_and_kept() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let page = john.open("/account").await;
    let long = "é".repeat(101);
    for (firstname, lastname, wrong) in [
        ("", "Doe", "firstname"),
        ("   ", "Doe", "firstname"),
        ("\u{202E}nhoJ", "Doe", "firstname"),
        (&*long, "Doe", "firstname"),
        ("John", "D\u{200B}oe", "lastname"),
        ("John", &*long, "lastname"),
    ] {
        let answer = john.submit(&page, "/account", &[("firstname", firstname), ("lastname", lastname)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{firstname:?} {lastname:?}");
        assert_eq!(answer.attributes("[aria-invalid]", "id"), [wrong]);
        assert_eq!(answer.attributes("#summary a", "href"), [format!("#{wrong}")]);
        let typed = if wrong == "firstname" { firstname } else { lastname };
        assert_eq!(answer.form("/account").fields.get(wrong), Some(typed), "what was typed is kept");
    }
    assert_eq!(john.open("/account").await.form("/account").fields.get("firstname"), Some("John"));
}

#[tokio::test]
async fn a_person_is_called_what_they_say() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let page = john.open("/account").await;
    let page = john.submit(&page, "/account", &[("firstname", " <b>Zoë</b> "), ("lastname", "")]).await;
    assert_eq!((page.status(), page.path()), (StatusCode::OK, "/account"));
    assert!(page.text().contains("Your name is saved."));
    assert_eq!(page.form("/account").fields.get("firstname"), Some("<b>Zoë</b>"), "markup is text");
    assert!(!john.open("/account").await.text().contains("Your name is saved."), "said once");
    assert_eq!(history(&server).await[0], AuditEvent::ProfileChanged);
}

#[tokio::test]
async fn a_chosen_language_holds_in_every_browser_until_the_switch_says_otherwise() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let page = john.open("/account?ui_locales=en").await;
    let page = john.submit(&page, "/account/language", &[("language", "fr")]).await;
    assert!(page.text().contains("Votre langue est enregistrée."), "{}", page.text());
    // Another browser, which prefers English.
    let mut elsewhere = server.john().await;
    assert_eq!(elsewhere.open("/account").await.headline(), "Votre compte");
    assert_eq!(elsewhere.open("/account?ui_locales=en").await.headline(), "Your account");
    assert_eq!(elsewhere.open("/account").await.headline(), "Your account", "the switch is remembered");
    let page = john.open("/account").await;
    let page = john.submit(&page, "/account/language", &[("language", "de")]).await;
    assert_eq!(page.headline(), "Your account", "not a choice: as the browser says");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_is_no_moment_when_a_name_is_new_and_the_log_does_not_say_so() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let page = john.open("/account").await;
    for round in 1..=8 {
        let name = format!("John {round}");
        let expected = name.clone();
        let told = told_when(&server, AuditEvent::ProfileChanged, move |john| john.firstname == expected).await;
        john.submit(&page, "/account", &[("firstname", &name)]).await;
        assert_eq!(told.await.unwrap(), round);
    }
}
