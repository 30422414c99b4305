//! `/account/email/finish`: the link in the letter that `/account/email` sends.

use axum::http::StatusCode;

use crate::support::{Browser, EMAIL, PASSWORD, Page, TestServer};

const HERE: &str = "/account/email/finish";
const NEW: &str = "john@new.example";
const GOOD: &str = "five silly walnuts dance on mars";

async fn ask(john: &mut Browser, email: &str) -> Page {
    let page = john.open("/account/email").await;
    let page = john.submit(&page, "/account/email", &[("email", email), ("password", PASSWORD)]).await;
    assert!(page.answer.is_ok(), "{}", page.text());
    page
}

async fn link(server: &TestServer, john: &mut Browser) -> String {
    ask(john, NEW).await;
    server.letter_to(NEW, 1).await.link("/account/email/finish")
}

async fn confirm(browser: &mut Browser, link: &str) -> Page {
    let page = browser.open(link).await;
    browser.submit(&page, HERE, &[]).await
}

async fn confirm_with(browser: &mut Browser, link: &str, password: &str) -> Page {
    let page = browser.open(link).await;
    browser.submit(&page, HERE, &[("password", password)]).await
}

async fn knows(server: &TestServer, email: &str) -> bool {
    server.store().user_by_email(&email.parse().unwrap()).await.unwrap().is_some()
}

#[tokio::test]
async fn the_address_changes_when_the_letter_is_answered_and_the_old_one_is_told() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let link = link(&server, &mut john).await;
    for _ in 0..2 {
        let page = server.browser().open(&link).await;
        assert!(page.text().contains(NEW) && page.text().contains(EMAIL), "{}", page.text());
    }
    assert!(knows(&server, EMAIL).await, "opening the link changes nothing");
    // The letter is read on the phone, where nobody is signed in.
    let mut phone = server.browser();
    let page = confirm_with(&mut phone, &link, PASSWORD).await;
    assert!(page.is_login() && page.text().contains("Your address is changed"), "{}", page.text());
    assert!(knows(&server, NEW).await && !knows(&server, EMAIL).await);
    assert!(!server.letter_to(EMAIL, 2).await.has_link());
    assert_eq!(confirm_again(&server, &link).await, StatusCode::GONE);
    assert!(john.open("/logout").await.has_form("/logout"), "and stays signed in where they were");
}

async fn confirm_again(server: &TestServer, link: &str) -> StatusCode {
    server.browser().open(link).await.status()
}

/// The address was mistyped, and a stranger reads the letter.
#[tokio::test]
async fn the_link_alone_gives_the_account_to_nobody() {
    let server = TestServer::start().await;
    server.add_user("jane@example.com").await;
    let link = link(&server, &mut server.john().await).await;
    let mut jane = server.browser();
    let page = jane.open("/login").await;
    jane.submit(&page, "/login", &[("username", "jane@example.com"), ("password", PASSWORD)]).await;
    // Neither as nobody nor as somebody else.
    for mut stranger in [server.browser(), jane] {
        for password in ["", "wrong"] {
            let page = confirm_with(&mut stranger, &link, password).await;
            assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{password}");
            assert_eq!(page.attributes("[aria-invalid]", "id"), ["password"]);
            assert!(page.ways_on().contains(&"#password".to_owned()) && page.has_form(HERE), "{}", page.text());
        }
    }
    assert!(knows(&server, EMAIL).await && !knows(&server, NEW).await);
    // Guesses are counted as those of a sign-in are.
    for _ in 0..5 {
        confirm_with(&mut server.browser(), &link, "wrong").await;
    }
    let page = confirm_with(&mut server.browser(), &link, PASSWORD).await;
    assert_eq!(page.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(!page.answer.header("retry-after").is_empty());
}

#[tokio::test]
async fn whoever_is_signed_in_as_the_account_types_nothing_again() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let link = link(&server, &mut john).await;
    assert!(john.open(&link).await.attributes("input[name=password]", "id").is_empty());
    let page = confirm(&mut john, &link).await;
    assert!(page.path() == "/account" && page.text().contains(NEW), "{}", page.text());
}

#[tokio::test]
async fn an_address_that_has_an_account_gets_the_same_answer_and_another_letter() {
    // row 104
    let server = TestServer::start().await;
    server.add_user("jane@example.com").await;
    let mut john = server.john().await;
    let taken = ask(&mut john, "jane@example.com").await;
    let free = ask(&mut john, NEW).await;
    assert_eq!(taken.answer.text().replace("jane@example.com", NEW), free.answer.text());
    let letter = server.letter_to("jane@example.com", 2).await;
    assert!(!letter.has_link(), "{}", letter.body);
}

#[tokio::test]
async fn an_address_taken_meanwhile_is_not_taken_away() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let link = link(&server, &mut john).await;
    server.add_user(NEW).await;
    assert_eq!(confirm(&mut john, &link).await.status(), StatusCode::GONE);
    assert!(knows(&server, EMAIL).await);
}

#[tokio::test]
async fn a_password_reset_voids_what_somebody_who_had_got_in_asked_for() {
    let server = TestServer::start().await;
    let mut thief = server.john().await;
    let link = link(&server, &mut thief).await;
    server.wait(60);
    let mut john = server.browser();
    let page = john.open("/reset").await;
    john.submit(&page, "/reset", &[("email", EMAIL)]).await;
    let page = john.open(&server.letter_to(EMAIL, 2).await.link("/reset/finish")).await;
    john.submit(&page, "/reset/finish", &[("new_password", GOOD)]).await;
    assert_eq!(thief.open(&link).await.status(), StatusCode::GONE);
}

#[tokio::test]
async fn a_reset_link_in_the_old_mailbox_is_worth_nothing_afterwards() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let link = link(&server, &mut john).await;
    let page = john.open("/reset").await;
    john.submit(&page, "/reset", &[("email", EMAIL)]).await;
    let reset = server.letter_to(EMAIL, 2).await.link("/reset/finish");
    confirm(&mut john, &link).await;
    assert_eq!(server.browser().open(&reset).await.status(), StatusCode::GONE);
}

#[tokio::test]
async fn expired_and_made_up_links_have_one_page() {
    // row 107
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let link = link(&server, &mut john).await;
    server.wait(2 * 60 * 60);
    for href in [&*link, "/account/email/finish", "/account/email/finish?ticket=made-up"] {
        let page = server.browser().open(href).await;
        assert_eq!(page.status(), StatusCode::GONE, "{href}");
        assert!(page.ways_on().contains(&"/account/email".to_owned()), "{}", page.text());
    }
}
