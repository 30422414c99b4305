//! `/account/password` (rows 103, 104).

use axum::http::StatusCode;
use oauth::model::AuditEvent;

use super::{history, told_when};
use crate::support::{Browser, EMAIL, PASSWORD, Page, TestServer};

const NEW: &str = "quiet lantern orbits marmalade";

async fn change(browser: &mut Browser, old: &str, new: &str) -> Page {
    let page = browser.open("/account/password").await;
    browser.submit(&page, "/account/password", &[("password", old), ("new_password", new)]).await
}

async fn can_sign_in(server: &TestServer, password: &str) -> bool {
    let mut browser = server.browser();
    let page = browser.open("/login").await;
    let page = browser.submit(&page, "/login", &[("username", EMAIL), ("password", password)]).await;
    page.status() == StatusCode::OK && !page.is_login()
}

#[tokio::test]
async fn without_the_old_password_nothing_changes() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for old in ["", "not the password"] {
        let page = change(&mut john, old, NEW).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.attributes("[aria-invalid]", "id"), ["password"]);
        assert!(!page.answer.text().contains(NEW), "a password is never given back");
    }
    assert!(can_sign_in(&server, PASSWORD).await);
}

#[tokio::test]
async fn guessing_the_old_password_has_to_wait() {
    // row 104
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for _ in 0..5 {
        change(&mut john, "wrong", NEW).await;
    }
    let page = change(&mut john, PASSWORD, NEW).await;
    assert_eq!(page.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(!page.answer.header("retry-after").is_empty());
}

#[tokio::test]
async fn a_weak_password_is_refused_and_says_why() {
    // row 103
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let too_long = "quiet lantern ".repeat(100);
    for (new, why) in [
        ("", "Please choose"),
        ("fourteen chars", "too short"),
        ("aaaaaaaaaaaaaaaaaaaa", "soon be guessed"),
        ("passwordpassword", "soon be guessed"),
        ("john.doe@example.com", "soon be guessed"),
        (&*too_long, "longer than we can take"),
    ] {
        let page = change(&mut john, PASSWORD, new).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{new:?}");
        assert_eq!(page.attributes("[aria-invalid]", "id"), ["new_password"]);
        assert!(page.text().contains(why), "{new:?}: {}", page.text());
    }
    assert!(can_sign_in(&server, PASSWORD).await);
}

#[tokio::test]
async fn the_new_password_counts_and_every_other_browser_is_out() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let mut elsewhere = server.john().await;
    let mut thief = john.clone();
    let page = change(&mut john, PASSWORD, NEW).await;
    assert_eq!(page.path(), "/account");
    assert!(page.text().contains("one other browser is signed out"), "{}", page.text());
    assert!(!john.open("/account").await.is_login(), "this browser stays");
    assert!(elsewhere.open("/account").await.is_login());
    assert!(thief.open("/account").await.is_login(), "whoever had this session's cookie is out too");
    assert!(!can_sign_in(&server, PASSWORD).await && can_sign_in(&server, NEW).await);
    assert!(history(&server).await.contains(&AuditEvent::PasswordChanged));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_is_no_moment_when_the_password_is_new_and_the_log_does_not_say_so() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let mut password = PASSWORD.to_owned();
    for round in 1..=4 {
        let before = server.store().user_by_email(&EMAIL.parse().unwrap()).await.unwrap().unwrap().password;
        let told = told_when(&server, AuditEvent::PasswordChanged, move |john| john.password != before).await;
        let new = format!("{NEW} {round}");
        assert_eq!(change(&mut john, &password, &new).await.path(), "/account");
        assert_eq!(told.await.unwrap(), round);
        password = new;
    }
}
