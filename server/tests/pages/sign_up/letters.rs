//! The letters it sends: how many, to whom, and in which language.

use axum::http::StatusCode;

use super::{ZOE, ask, open_to_all};
use crate::support::EMAIL;

#[tokio::test]
async fn a_mailbox_gets_three_letters_and_the_answer_does_not_tell() {
    // row 104
    let server = open_to_all().await;
    for number in 0..4 {
        let mut browser = server.browser();
        browser.wire = server.wire.from(&format!("203.0.113.{number}"));
        assert!(ask(&mut browser, ZOE).await.text().contains(ZOE), "{number}");
    }
    ask(&mut server.browser(), "other@example.com").await;
    let letters = server.letters(4).await;
    assert_eq!(letters.iter().filter(|letter| letter.to == ZOE).count(), 3);
}

/// Whoever fills somebody's mailbox with one kind of letters does not keep the other from them.
#[tokio::test]
async fn sign_up_letters_hold_up_no_reset_letter() {
    let server = open_to_all().await;
    for number in 0..4 {
        let mut stranger = server.browser();
        stranger.wire = server.wire.from(&format!("203.0.113.{number}"));
        ask(&mut stranger, EMAIL).await;
    }
    let letters = server.letters(3).await;
    assert!(letters.iter().all(|letter| !letter.has_link()), "they have an account: {letters:?}");
    let mut john = server.browser();
    let page = john.open("/reset").await;
    john.submit(&page, "/reset", &[("email", EMAIL)]).await;
    assert!(server.letter_to(EMAIL, 4).await.has_link());
}

#[tokio::test]
async fn whoever_asks_for_many_letters_has_to_wait() {
    let server = open_to_all().await;
    let mut browser = server.browser();
    for number in 0..20 {
        assert!(ask(&mut browser, &format!("person{number}@example.com")).await.answer.is_ok());
    }
    let page = ask(&mut browser, ZOE).await;
    assert_eq!(page.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.answer.header("retry-after"), "60");
    server.letters(20).await;
}

#[tokio::test]
async fn the_letter_speaks_the_language_of_the_page() {
    let server = open_to_all().await;
    let mut browser = server.browser();
    browser.headers.insert("accept-language", "fr");
    ask(&mut browser, ZOE).await;
    let letter = server.letter_to(ZOE, 1).await;
    assert_eq!(letter.subject, "Votre nouveau compte Sésame");
    assert!(letter.body.starts_with("Bonjour,\n\nVous avez demandé"), "{}", letter.body);
}
