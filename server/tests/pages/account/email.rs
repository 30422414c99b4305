//! `/account/email`: the form. What the letter does is told with the other letters.

use axum::http::StatusCode;
use oauth::model::AuditEvent;

use super::history;
use crate::support::{EMAIL, PASSWORD, TestServer};

const HERE: &str = "/account/email";

#[tokio::test]
async fn without_the_password_or_a_good_address_no_letter_is_sent() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let page = john.open(HERE).await;
    for (email, password, wrong) in [
        ("", PASSWORD, "email"),
        ("john", PASSWORD, "email"),
        ("John.Doe@Example.com", PASSWORD, "email"),
        ("new@example.com", "", "password"),
        ("new@example.com", "wrong", "password"),
    ] {
        let answer = john.submit(&page, HERE, &[("email", email), ("password", password)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{email:?}");
        assert_eq!(answer.attributes("[aria-invalid]", "id"), [wrong]);
        assert_eq!(answer.form(HERE).fields.get("email").unwrap_or_default(), email, "what was typed is kept");
    }
    assert!(!history(&server).await.contains(&AuditEvent::EmailChangeAsked));
}

#[tokio::test]
async fn a_free_address_and_a_taken_one_are_one_answer_and_change_nothing_yet() {
    let server = TestServer::start().await;
    server.add_user("jane.doe@example.com").await;
    let mut john = server.john().await;
    let mut answers = Vec::new();
    for email in ["new@example.com", "jane.doe@example.com"] {
        let page = john.open(HERE).await;
        let answer = john.submit(&page, HERE, &[("email", email), ("password", PASSWORD)]).await;
        answers.push((answer.status(), answer.text().replace(email, "[address]")));
    }
    assert_eq!(answers[0], answers[1]);
    assert!(john.open("/account").await.text().contains(EMAIL));
}
