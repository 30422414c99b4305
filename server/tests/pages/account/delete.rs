//! `/account/delete`.

use axum::http::StatusCode;

use crate::support::{EMAIL, PASSWORD, TestServer, web_app};

const HERE: &str = "/account/delete";

#[tokio::test]
async fn without_the_password_nobody_is_deleted() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let page = john.open(HERE).await;
    for password in ["", "wrong"] {
        let answer = john.submit(&page, HERE, &[("password", password)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.attributes("[aria-invalid]", "id"), ["password"]);
    }
    assert!(!john.open("/account").await.is_login());
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let server = TestServer::start().await;
    let john = server.store().user_by_email(&EMAIL.parse().unwrap()).await.unwrap().unwrap();
    server.store().set_admin(john.id, true).await.unwrap();
    let mut browser = server.john().await;
    let page = browser.open(HERE).await;
    assert_eq!(page.status(), StatusCode::CONFLICT);
    let fields = browser.open("/account").await.form("/account").fields.set("password", PASSWORD);
    assert_eq!(browser.post(HERE, &fields).await.status(), StatusCode::CONFLICT);
    let jane = server.add_user("jane.doe@example.com").await;
    server.store().set_admin(jane.id, true).await.unwrap();
    assert_eq!(browser.open(HERE).await.status(), StatusCode::OK, "there is another one");
}

#[tokio::test]
async fn of_two_administrators_who_leave_at_once_one_stays() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let jane = server.add_user("jane.doe@example.com").await;
    let mut there = server.browser();
    let login = there.open("/login").await;
    there.submit(&login, "/login", &[("username", "jane.doe@example.com"), ("password", PASSWORD)]).await;
    for id in [server.store().user_by_email(&EMAIL.parse().unwrap()).await.unwrap().unwrap().id, jane.id] {
        server.store().set_admin(id, true).await.unwrap();
    }
    let (one, other) = (john.open(HERE).await, there.open(HERE).await);
    let typed = [("password", PASSWORD)];
    let (one, other) = tokio::join!(john.submit(&one, HERE, &typed), there.submit(&other, HERE, &typed));
    let mut answers = [one, other].map(|page| (page.status(), page.headline()));
    answers.sort();
    let expected = [(StatusCode::OK, "You are signed out"), (StatusCode::CONFLICT, "You are the last administrator")];
    assert_eq!(answers, expected.map(|(status, headline)| (status, headline.to_owned())));
    assert_eq!(server.store().count_admins().await.unwrap(), 1);
    let [john, jane] = [john.open("/account").await, there.open("/account").await].map(|page| page.is_login());
    assert_ne!(john, jane, "whoever stays is still signed in");
}

#[tokio::test]
async fn with_the_person_go_their_tokens_and_sessions() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let mut elsewhere = server.john().await;
    let app = server.web_app(web_app()).await;
    let tokens = app.obtain_tokens(&mut john).await;
    let page = john.open(HERE).await;
    assert!(page.text().contains("The app that uses your account"), "{}", page.text());
    let page = john.submit(&page, HERE, &[("password", PASSWORD)]).await;
    assert_eq!(page.headline(), "You are signed out");
    assert!(elsewhere.open("/account").await.is_login());
    assert!(!app.is_alive(&tokens.access).await);
    assert_eq!(server.store().user_by_email(&EMAIL.parse().unwrap()).await.unwrap(), None);
}
