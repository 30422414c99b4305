//! The password grant, for old clients of the house.

use insta::assert_snapshot;
use oauth::model::{AuditEvent, AuditQuery, Client, UserState};
use oauth::types::GrantType;

use crate::support::{Answer, EMAIL, PASSWORD, Params, TestServer, Tokens, WebApp, web_app};

/// An app that has the grant.
fn with_grant() -> Client {
    Client { grant_types: [GrantType::Password, GrantType::RefreshToken].into(), ..web_app() }
}

fn giving(username: &str, password: &str) -> Params {
    Params::of(&[("grant_type", "password"), ("username", username), ("password", password)])
}

async fn give(app: &WebApp, username: &str, password: &str) -> Answer {
    app.token(&giving(username, password)).await
}

#[tokio::test]
async fn it_is_off_unless_the_client_has_it() {
    // rows 16, 22 (RFC 9700 §2.4)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    assert_eq!(give(&app, EMAIL, PASSWORD).await.error(), "400 unauthorized_client");
}

#[tokio::test]
async fn an_unknown_person_and_a_wrong_password_are_one_answer() {
    // row 104 (RFC 6749 §4.3.2)
    let server = TestServer::start().await;
    let app = server.web_app(with_grant()).await;
    let wrong = give(&app, EMAIL, "wrong").await;
    assert_eq!(wrong.error(), "400 invalid_grant");
    for username in ["nobody@example.com", "not an address"] {
        assert_eq!(give(&app, username, "wrong").await.to_string(), wrong.to_string());
    }
    assert_eq!(app.token(&giving(EMAIL, PASSWORD).without("password")).await.error(), "400 invalid_request");
    assert_eq!(app.token(&giving(EMAIL, PASSWORD).without("username")).await.error(), "400 invalid_request");
    assert_eq!(app.token(&giving(EMAIL, PASSWORD).set("scope", "stats")).await.error(), "400 invalid_scope");
}

#[tokio::test]
async fn to_a_program_a_suspended_person_is_somebody_with_a_wrong_password() {
    // row 104
    let server = TestServer::start().await;
    let app = server.web_app(with_grant()).await;
    let store = server.store();
    let john = store.user_by_email(&EMAIL.parse().unwrap()).await.unwrap().unwrap();
    let wrong = give(&app, EMAIL, "wrong").await;
    store.set_user_state(john.id, UserState::Suspended).await.unwrap();
    for _ in 0..4 {
        assert_eq!(give(&app, EMAIL, PASSWORD).await.to_string(), wrong.to_string());
    }
    assert_eq!(give(&app, EMAIL, PASSWORD).await.status.as_u16(), 429, "they are counted alike");
    let failed = AuditQuery { event: Some(AuditEvent::SignInFailed), limit: 9, ..AuditQuery::default() };
    let lines = store.audit(&failed).await.unwrap();
    assert!(lines.len() == 5 && lines.iter().all(|line| line.entry.user_id == Some(john.id)), "{lines:?}");
}

#[tokio::test]
async fn guesses_are_counted_together_with_those_of_the_sign_in_page() {
    // row 104
    let server = TestServer::start().await;
    let app = server.web_app(with_grant()).await;
    let mut browser = server.browser();
    let page = browser.open("/login").await;
    for _ in 0..3 {
        browser.submit(&page, "/login", &[("username", EMAIL), ("password", "wrong")]).await;
    }
    for _ in 0..2 {
        assert_eq!(give(&app, EMAIL, "wrong").await.error(), "400 invalid_grant");
    }
    let answer = give(&app, EMAIL, PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "15"), "{answer}");
    server.wait(15);
    assert!(give(&app, EMAIL, PASSWORD).await.is_ok());
}

#[tokio::test]
async fn right_passwords_and_a_scope_that_is_too_wide_count_for_nothing() {
    // row 104
    let server = TestServer::start().await;
    let app = server.web_app(with_grant()).await;
    for _ in 0..7 {
        assert!(give(&app, EMAIL, PASSWORD).await.is_ok());
        let wider = app.token(&giving(EMAIL, "wrong").set("scope", "stats")).await;
        assert_eq!(wider.error(), "400 invalid_scope", "before the password is looked at");
    }
    for _ in 0..5 {
        assert_eq!(give(&app, EMAIL, "wrong").await.error(), "400 invalid_grant");
    }
    assert_eq!(give(&app, EMAIL, "wrong").await.status.as_u16(), 429);
}

#[tokio::test]
async fn the_right_password_gives_tokens_that_refresh() {
    // rows 11, 17 (RFC 6749 §4.3.3)
    let server = TestServer::start().await;
    let app = server.web_app(with_grant()).await;
    let answer = give(&app, "John.Doe@Example.com", PASSWORD).await;
    assert_snapshot!(answer, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json
    pragma: no-cache

    {"access_token":"[jwt]","token_type":"Bearer","expires_in":7200,"refresh_token":"[secret]","scope":"read","created_at":1772366400}
    "#);
    let tokens = Tokens::from(answer);
    assert!(app.is_alive(&tokens.access).await);
    assert!(app.refresh(&tokens.refresh).await.is_ok());
}
