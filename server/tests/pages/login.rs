//! `/login`.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use oauth::password::PasswordHash;

use crate::support::{Browser, EMAIL, PASSWORD, Page, TestServer, form};

async fn attempt(browser: &mut Browser, username: &str, password: &str) -> Page {
    let page = browser.open("/login").await;
    browser.submit(&page, "/login", &[("username", username), ("password", password)]).await
}

/// The page without what differs by chance: tokens, nonces and the name that was typed.
fn comparable(page: &Page, username: &str) -> String {
    let token = page.form("/login").fields.get("csrf_token").unwrap().to_owned();
    page.answer.text().replace(&token, "[token]").replace(username, "[username]")
}

#[tokio::test]
async fn an_unknown_person_and_a_wrong_password_are_one_answer() {
    // row 104
    let server = TestServer::start().await;
    let mut browser = server.browser();
    let wrong = attempt(&mut browser, EMAIL, "wrong").await;
    let mut other = server.browser();
    let unknown = attempt(&mut other, "nobody@example.com", "wrong").await;
    assert_eq!(
        (wrong.status(), unknown.status()),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    assert_eq!(comparable(&wrong, EMAIL), comparable(&unknown, "nobody@example.com"));
    let names = |page: &Page| page.answer.headers.keys().map(|name| name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&wrong), names(&unknown));
}

#[tokio::test]
async fn they_take_the_same_time() {
    // row 104
    let server = TestServer::start().await;
    let mut fastest = [Duration::MAX; 3];
    // A verification that is left out makes an answer many times faster, not a little. The machine may be busy with
    // other tests: what counts is the fastest of several tries.
    for _ in 0..20 {
        let mut browser = server.browser();
        let page = browser.open("/login").await;
        for (username, fastest) in [EMAIL, "nobody@example.com", "not an address"].into_iter().zip(&mut fastest) {
            let start = Instant::now();
            let answer = browser.submit(&page, "/login", &[("username", username), ("password", "wrong")]).await;
            *fastest = start.elapsed().min(*fastest);
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        if fastest.iter().max().unwrap() < &(*fastest.iter().min().unwrap() * 2) {
            return;
        }
        // So that nobody has to wait for having guessed too often.
        server.wait(3601);
    }
    panic!("{fastest:?}");
}

#[tokio::test]
async fn guessing_at_one_account_has_to_wait_whether_or_not_it_exists() {
    // row 104
    let server = TestServer::start().await;
    for username in [EMAIL, "nobody@example.com"] {
        for address in 1..=5 {
            let mut browser = server.browser();
            browser.wire = server.wire.from(&format!("203.0.113.{address}"));
            assert_eq!(attempt(&mut browser, username, "wrong").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        let mut browser = server.browser();
        browser.wire = server.wire.from("203.0.113.99");
        let page = attempt(&mut browser, &username.to_uppercase(), PASSWORD).await;
        assert_eq!(page.status(), StatusCode::TOO_MANY_REQUESTS, "from another address, with the right password");
        assert_eq!(page.answer.header("retry-after"), "15");
        assert!(page.is_login(), "the form is there to try again");
    }
    server.wait(15);
    assert!(!attempt(&mut server.browser(), EMAIL, PASSWORD).await.is_login(), "nobody is locked out for good");
}

#[tokio::test]
async fn guessing_from_one_address_has_to_wait_whichever_the_account() {
    // row 104
    let server = TestServer::start().await;
    let mut browser = server.browser();
    let page = browser.open("/login").await;
    let mut seen = Vec::new();
    for number in 0..31 {
        let username = format!("person{number}@example.com");
        let typed = [("username", &*username), ("password", "wrong")];
        seen.push(browser.submit(&page, "/login", &typed).await.status().as_u16());
    }
    assert_eq!(seen.iter().position(|status| *status == 429), Some(30));
    let mut elsewhere = server.browser();
    elsewhere.wire = server.wire.from("203.0.113.50");
    assert!(!attempt(&mut elsewhere, EMAIL, PASSWORD).await.is_login());
}

#[tokio::test]
async fn who_has_to_wait_for_the_account_is_not_counted_for_the_address_nor_the_other_way_round() {
    // row 104
    let server = TestServer::start().await;
    let mut browser = server.browser();
    let page = browser.open("/login").await;
    let guess = async |browser: &mut Browser, username: &str| {
        browser.submit(&page, "/login", &[("username", username), ("password", "wrong")]).await.status().as_u16()
    };
    for _ in 0..5 {
        assert_eq!(guess(&mut browser, EMAIL).await, 422);
    }
    for _ in 0..40 {
        assert_eq!(guess(&mut browser, EMAIL).await, 429, "the account has had its five");
    }
    for number in 5..30 {
        assert_eq!(guess(&mut browser, &format!("person{number}@example.com")).await, 422, "the address has thirty");
    }
    for _ in 0..10 {
        assert_eq!(guess(&mut browser, "somebody@example.com").await, 429, "the address has had its thirty");
    }
    browser.wire = server.wire.from("203.0.113.50");
    for _ in 0..5 {
        assert_eq!(guess(&mut browser, "somebody@example.com").await, 422, "this account has had none");
    }
}

#[tokio::test]
async fn signing_in_rightly_is_not_counted_as_guessing() {
    // row 104
    let server = TestServer::start().await;
    for _ in 0..8 {
        assert!(!attempt(&mut server.browser(), EMAIL, PASSWORD).await.is_login());
    }
}

#[tokio::test]
async fn missing_fields_are_told_and_cost_no_try() {
    // row 107
    let server = TestServer::start().await;
    for _ in 0..7 {
        let page = attempt(&mut server.browser(), EMAIL, "").await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.form("/login").fields.get("username"), Some(EMAIL));
    }
    assert!(!attempt(&mut server.browser(), EMAIL, PASSWORD).await.is_login());
}

#[tokio::test]
async fn a_password_is_neither_cut_nor_changed() {
    // row 103 (NIST 800-63B-4 §3.1.1): 64 characters and more, any character, no truncation
    let server = TestServer::start().await;
    let long = format!("{} \u{e9}\u{1F511} {}", "a".repeat(72), "b".repeat(72));
    let user = server.add_user("long@example.com").await;
    let hash = PasswordHash::of(&oauth::types::Secret::from(long.clone()));
    server.store().set_password(user.id, &hash).await.unwrap();
    for other in [&long[..72], &long[..long.len() - 1], long.trim_end_matches('b'), &format!("{long} ")] {
        assert!(attempt(&mut server.browser(), "long@example.com", other).await.is_login(), "{other}");
    }
    assert!(!attempt(&mut server.browser(), "long@example.com", &long).await.is_login());
}

/// A hash of [`PASSWORD`] that takes less work than one does today.
const OUTDATED: &str = "$argon2id$v=19$m=64,t=1,p=1$YSBzYWx0IG9mIDE2IGJ5dA$WjYvgo0rygYr6KUqkhvoIA";

#[tokio::test]
async fn an_outdated_hash_is_made_anew_and_never_brings_an_old_password_back() {
    let server = TestServer::start().await;
    let outdated = PasswordHash::from_stored(OUTDATED.to_owned()).unwrap();
    let stored = async |id| server.store().user(id).await.unwrap().unwrap().password.unwrap();
    let john = server.add_user("old@example.com").await;
    server.store().set_password(john.id, &outdated).await.unwrap();
    assert!(!attempt(&mut server.browser(), "old@example.com", PASSWORD).await.is_login());
    let anew = stored(john.id).await;
    assert_ne!(anew, outdated);
    assert!(!attempt(&mut server.browser(), "old@example.com", PASSWORD).await.is_login(), "it is the same password");
    assert_eq!(stored(john.id).await, anew, "once is enough");

    // Whenever in the course of a sign-in they choose another, that one stays.
    let other = PasswordHash::of(&oauth::types::Secret::from("quiet lantern orbits marmalade".to_owned()));
    for late in 0..12 {
        let email = format!("late{late}@example.com");
        let user = server.add_user(&email).await;
        server.store().set_password(user.id, &outdated).await.unwrap();
        let mut browser = server.browser();
        let page = browser.open("/login").await;
        let typed = [("username", &*email), ("password", PASSWORD)];
        let chosen = async {
            tokio::time::sleep(Duration::from_millis(3 * late)).await;
            server.store().set_password(user.id, &other).await.unwrap();
        };
        tokio::join!(browser.submit(&page, "/login", &typed), chosen);
        assert_eq!(stored(user.id).await, other, "{late}");
    }
}

#[tokio::test]
async fn the_session_id_changes_when_somebody_signs_in() {
    // row 101
    let server = TestServer::start().await;
    let mut browser = server.browser();
    // A session that nobody is signed in in: it keeps an address for the next page.
    let fields = browser.open("/reset").await.form("/reset").fields.set("email", EMAIL);
    browser.send(form("/reset", &fields.pairs())).await;
    let planted = browser.cookies["__Host-sid"].clone();
    let page = browser.open("/login").await;
    let before = browser.clone();
    browser.log_in_at(&page).await;
    assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), ["__Host-sid"]);
    assert_ne!(browser.cookies["__Host-sid"], planted);
    // Whoever planted or knew the cookies from before is not signed in by them.
    let mut thief = before;
    assert!(thief.open("/logout").await.ways_on().contains(&"/login".to_owned()));
    assert!(browser.open("/logout").await.has_form("/logout"));
}

#[tokio::test]
async fn the_address_is_written_in_any_case_and_the_password_is_not() {
    // row 104
    let server = TestServer::start().await;
    assert!(attempt(&mut server.browser(), EMAIL, &PASSWORD.to_uppercase()).await.is_login());
    assert!(!attempt(&mut server.browser(), "John.Doe@Example.COM", PASSWORD).await.is_login());
}

#[tokio::test]
async fn who_is_signed_in_is_not_asked_again() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    assert!(!john.open("/login").await.is_login());
}

#[tokio::test]
async fn no_parameter_leads_from_the_sign_in_page_to_another_site() {
    // row 77 (RFC 9700 §4.11)
    let server = TestServer::start().await;
    for query in
        ["next=https://evil.example", "next=//evil.example", "return_to=https://evil.example", "request=//evil.example"]
    {
        let mut browser = server.browser();
        let page = browser.open(&format!("/login?{query}")).await;
        let page = browser.log_in_at(&page).await;
        assert_eq!(page.left_to(), None, "{query}");
    }
}

#[tokio::test]
async fn no_account_exists_outside_demo_mode() {
    // row 105
    let server = TestServer::start().await;
    assert_eq!(server.store().count_users().await.unwrap(), 1, "John, whom the tests have put there");
    assert_eq!(server.store().count_clients().await.unwrap(), 0);
}
