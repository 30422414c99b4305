//! A refresh token used twice: a lost answer within the grace, a theft afterwards.

use oauth::model::Client;

use crate::support::{TestServer, Tokens, WebApp, single_page_app, web_app};

/// The whole family is dead: every token of it.
async fn is_dead(app: &WebApp, family: &[&Tokens]) {
    for (index, tokens) in family.iter().enumerate() {
        assert!(!app.is_alive(&tokens.access).await, "access token {index}");
        assert_eq!(app.refresh(&tokens.refresh).await.error(), "400 invalid_grant", "refresh token {index}");
    }
}

#[tokio::test]
async fn a_token_used_after_its_successor_was_revokes_the_whole_family() {
    // row 71 (RFC 9700 §4.14.2), for public and confidential clients, and even within the grace
    let server = TestServer::start().await;
    for client in [single_page_app(), web_app()] {
        let app = server.web_app(client).await;
        let first = app.obtain_tokens(&mut server.john().await).await;
        let second: Tokens = app.refresh(&first.refresh).await.into();
        let third: Tokens = app.refresh(&second.refresh).await.into();
        assert!(app.is_alive(&third.access).await);
        assert_eq!(app.refresh(&first.refresh).await.error(), "400 invalid_grant");
        is_dead(&app, &[&first, &second, &third]).await;
    }
}

#[tokio::test]
async fn a_token_repeated_after_the_grace_revokes_the_whole_family() {
    // row 71 (RFC 9700 §4.14.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let first = app.obtain_tokens(&mut server.john().await).await;
    let second: Tokens = app.refresh(&first.refresh).await.into();
    server.wait(61);
    assert_eq!(app.refresh(&first.refresh).await.error(), "400 invalid_grant");
    is_dead(&app, &[&first, &second]).await;
}

#[tokio::test]
async fn one_family_dies_without_the_others() {
    // row 71 (RFC 9700 §4.14.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let other = server.web_app(Client { id: "other-app".parse().unwrap(), ..single_page_app() }).await;
    let mut john = server.john().await;
    let (here, there) = (app.obtain_tokens(&mut john).await, app.obtain_tokens(&mut john).await);
    let elsewhere = other.obtain_tokens(&mut john).await;
    let next: Tokens = app.refresh(&here.refresh).await.into();
    app.refresh(&next.refresh).await;
    assert_eq!(app.refresh(&here.refresh).await.error(), "400 invalid_grant");
    assert!(app.is_alive(&there.access).await && app.refresh(&there.refresh).await.is_ok());
    assert!(other.is_alive(&elsewhere.access).await && other.refresh(&elsewhere.refresh).await.is_ok());
}

#[tokio::test]
async fn a_lost_answer_asked_for_again_within_the_grace_is_the_same_successor() {
    // row 71 (contract §2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let first = app.obtain_tokens(&mut server.john().await).await;
    let lost: Tokens = app.refresh(&first.refresh).await.into();
    server.wait(59);
    let again: Tokens = app.refresh(&first.refresh).await.into();
    assert_eq!(lost.refresh, again.refresh);
    assert!(app.is_alive(&again.access).await && app.is_alive(&lost.access).await);
    let next: Tokens = app.refresh(&again.refresh).await.into();
    assert!(app.is_alive(&next.access).await);
}

#[tokio::test]
async fn another_instance_gives_the_same_successor() {
    // row 71 (contract §2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let there = app.through(server.another_instance().await.wire);
    let first = app.obtain_tokens(&mut server.john().await).await;
    let here: Tokens = app.refresh(&first.refresh).await.into();
    let there: Tokens = there.refresh(&first.refresh).await.into();
    assert_eq!(here.refresh, there.refresh);
}
