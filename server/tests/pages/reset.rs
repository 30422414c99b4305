//! `/reset` and `/reset/finish`.

mod links;

use axum::http::StatusCode;
use oauth::model::{AuditEvent, AuditQuery, User};
use oauth::password::PasswordHash;
use oauth::types::Secret;

use crate::support::{Browser, EMAIL, PASSWORD, Page, TestServer, Tokens, television, web_app};

const GOOD: &str = "five silly walnuts dance on mars";

async fn ask(browser: &mut Browser, email: &str) -> Page {
    let page = browser.open("/reset").await;
    browser.submit(&page, "/reset", &[("email", email)]).await
}

/// Asks for John's link and gives it back; so many letters have been sent by then.
async fn link(server: &TestServer, many: usize) -> String {
    assert!(ask(&mut server.browser(), EMAIL).await.answer.is_ok());
    server.letter_to(EMAIL, many).await.link("/reset/finish")
}

async fn set(browser: &mut Browser, link: &str, password: &str) -> Page {
    let page = browser.open(link).await;
    browser.submit(&page, "/reset/finish", &[("new_password", password)]).await
}

async fn john(server: &TestServer) -> User {
    server.store().user_by_email(&EMAIL.parse().unwrap()).await.unwrap().unwrap()
}

async fn log_in(browser: &mut Browser, password: &str) -> Page {
    let page = browser.open("/login").await;
    browser.submit(&page, "/login", &[("username", EMAIL), ("password", password)]).await
}

#[tokio::test]
async fn a_known_and_an_unknown_address_get_one_answer() {
    // row 104
    let server = TestServer::start().await;
    let known = ask(&mut server.browser(), EMAIL).await;
    let unknown = ask(&mut server.browser(), "zoe@example.com").await;
    assert_eq!((known.status(), &known.url), (StatusCode::OK, &unknown.url));
    let comparable = |page: &Page, email| page.answer.text().replace(email, "[email]");
    assert_eq!(comparable(&known, EMAIL), comparable(&unknown, "zoe@example.com"));
    assert!(known.text().contains(EMAIL));
    // The unknown one is written down and gets nothing: strangers are not written to.
    loop {
        let query = AuditQuery { event: Some(AuditEvent::PasswordResetAsked), limit: 9, ..AuditQuery::default() };
        if server.store().audit(&query).await.unwrap().len() == 2 {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert!(server.letter_to(EMAIL, 1).await.has_link());
}

#[tokio::test]
async fn what_is_no_address_is_told_by_its_field_and_kept() {
    // row 107
    let server = TestServer::start().await;
    for typed in ["", "john", "<b>@example.com", "a@b@c d"] {
        let page = ask(&mut server.browser(), typed).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
        assert_eq!(page.form("/reset").fields.get("email"), Some(typed));
        assert_eq!(page.attributes("input[aria-invalid=true]", "id"), ["email"], "{typed:?}");
    }
}

#[tokio::test]
async fn a_guessable_password_is_not_taken_and_the_link_stays_good() {
    // row 103
    let server = TestServer::start().await;
    let link = link(&server, 1).await;
    let mut browser = server.browser();
    for weak in ["", "fourteen chars", "correct horse battery staple", "john.doe@example.com", "qwertyuiopasdfgh"] {
        let page = set(&mut browser, &link, weak).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{weak}");
        assert_eq!(page.form("/reset/finish").fields.get("new_password"), Some(""));
    }
    assert!(set(&mut browser, &link, GOOD).await.is_login());
}

#[tokio::test]
async fn it_ends_every_session_and_every_token() {
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut thief = server.john().await;
    let code = app.obtain_code(&mut thief).await;
    let tokens: Tokens = app.redeem(&code).await.into();
    assert!(app.is_alive(&tokens.access).await);

    let link = link(&server, 1).await;
    let mut john = server.browser();
    let page = set(&mut john, &link, GOOD).await;
    assert_eq!(page.path(), "/login", "signing in is the next step, nobody is signed in by a letter");
    assert!(page.text().contains("Your password is changed"), "{}", page.text());
    assert!(!john.open("/login").await.text().contains("Your password is changed"), "said once");

    assert!(thief.open("/oauth/device").await.is_login());
    assert!(!app.is_alive(&tokens.access).await);
    assert_eq!(app.refresh(&tokens.refresh).await.error(), "400 invalid_grant");
    assert!(log_in(&mut john, PASSWORD).await.is_login(), "the old password is nobody's");
    assert!(!log_in(&mut john, GOOD).await.is_login());

    let notice = server.letter_to(EMAIL, 2).await;
    assert!(!notice.has_link() && notice.subject.contains("password"), "{notice:?}");
    let newest = AuditQuery { event: Some(AuditEvent::PasswordReset), limit: 9, ..AuditQuery::default() };
    assert_eq!(server.store().audit(&newest).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_was_allowed_and_not_fetched_yet_is_never_fetched() {
    let server = TestServer::start().await;
    let (app, device) = (server.web_app(web_app()).await, server.device(television()).await);
    let mut thief = server.john().await;
    let code = app.obtain_code(&mut thief).await;
    let codes = device.ask().await;
    let page = thief.open(&codes.complete).await;
    thief.press(&page, "decision", "connect").await;

    let link = link(&server, 1).await;
    assert!(set(&mut server.browser(), &link, GOOD).await.is_login());
    assert_eq!(app.redeem(&code).await.error(), "400 invalid_grant");
    assert_eq!(device.poll(&codes).await.error(), "400 access_denied");
}

/// Whoever was letting somebody in while the password was changed keeps a session a moment after all were ended.
#[tokio::test]
async fn a_session_that_began_with_another_password_is_nobodys() {
    let server = TestServer::start().await;
    let mut late = server.john().await;
    assert!(!late.open("/account").await.is_login());
    let hash = PasswordHash::of(&Secret::from(PASSWORD.to_owned()));
    server.store().set_password(john(&server).await.id, &hash).await.unwrap();
    for path in ["/account", "/oauth/device"] {
        assert!(late.open(path).await.is_login(), "{path}");
    }
    late.sign_in().await;
    assert!(!late.open("/account").await.is_login());
}

#[tokio::test]
async fn hashing_the_same_password_anew_signs_nobody_out() {
    let server = TestServer::start().await;
    let john = john(&server).await;
    // John's password, hashed as nobody does any more.
    let weak = "$argon2id$v=19$m=8,t=1,p=1$c2l4dGVlbiBieXRlcyBvaw$NbwdtvaXwovGE1OM1+PHFh5g2RaySEEXIWynPz00Nvo";
    let weak = PasswordHash::from_stored(weak.to_owned()).unwrap();
    let mut browsers = Vec::new();
    for _ in 0..2 {
        server.store().set_password(john.id, &weak).await.unwrap();
        browsers.push(server.john().await);
        let stored = server.store().user(john.id).await.unwrap().unwrap().password.unwrap();
        assert_ne!(stored, weak, "it was hashed anew");
    }
    for browser in &mut browsers {
        assert!(!browser.open("/account").await.is_login());
    }
}

/// RFC 8628 §5.4: a code that comes by mail would have somebody else's device connected.
#[tokio::test]
async fn a_letter_says_nothing_that_somebody_else_wrote() {
    let server = TestServer::start().await;
    for (many, (asked, written)) in (1..).zip([
        ("next=device&user_code=BCDF-GHJK", "next=device"),
        ("request=call+0800+555+0199", ""),
        // Of the right shape, but nobody waits for it.
        ("request=CALL-0800-555-0199_CALL-0800-555-0199_CALL0", ""),
        ("next=/account/call-0800-555-0199", "next=%2Faccount"),
    ]) {
        server.wait(6 * 60 * 60);
        let mut stranger = server.browser();
        let page = stranger.open(&format!("/reset?{asked}")).await;
        stranger.submit(&page, "/reset", &[("email", EMAIL)]).await;
        let link = server.letter_to(EMAIL, many).await.link("/reset/finish");
        let rest = link.split_once("ticket=").unwrap().1.split_once('&').map_or("", |(_, rest)| rest);
        assert_eq!(rest, written, "{asked}");
    }
}

#[tokio::test]
async fn the_way_to_the_app_is_kept() {
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.browser();
    let login = browser.open(&app.url(&app.request())).await;
    let reset = login.ways_on().into_iter().find(|href| href.starts_with("/reset")).unwrap();
    let page = browser.open(&reset).await;
    browser.submit(&page, "/reset", &[("email", EMAIL)]).await;
    let link = server.letter_to(EMAIL, 1).await.link("/reset/finish");
    let mut other = server.browser();
    let login = set(&mut other, &link, GOOD).await;
    let page = other.submit(&login, "/login", &[("username", EMAIL), ("password", GOOD)]).await;
    assert_eq!(page.path(), "/oauth/consent", "{}", page.text());
}

#[tokio::test]
async fn guesses_at_the_old_password_hold_nobody_up_afterwards() {
    // row 104
    let server = TestServer::start().await;
    for address in 1..=6 {
        let mut thief = server.browser();
        thief.wire = server.wire.from(&format!("203.0.113.{address}"));
        log_in(&mut thief, "wrong").await;
    }
    let link = link(&server, 1).await;
    let mut john = server.browser();
    set(&mut john, &link, GOOD).await;
    assert!(!log_in(&mut john, GOOD).await.is_login());
}
