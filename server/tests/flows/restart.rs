//! A restart in the middle loses nothing: whatever counts is in the database.

use crate::support::{TestServer, Tokens, television, web_app};

#[tokio::test]
async fn a_restart_between_any_two_steps_of_the_code_flow_loses_nothing() {
    // row 107
    let mut server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.browser();
    let page = browser.open(&app.url(&app.request())).await;
    server.restart().await;
    let page = browser.log_in_at(&page).await;
    server.restart().await;
    let page = browser.press(&page, "decision", "allow").await;
    server.restart().await;
    let code = app.received(&page).get("code").unwrap().to_owned();
    let tokens: Tokens = app.redeem(&code).await.into();
    server.restart().await;
    assert!(app.is_alive(&tokens.access).await, "the signing key is the old one");
    let next: Tokens = app.refresh(&tokens.refresh).await.into();
    server.restart().await;
    let again: Tokens = app.refresh(&tokens.refresh).await.into();
    assert_eq!(next.refresh, again.refresh, "a lost answer is given again by the new process");
    assert!(browser.open("/").await.text().contains("John") || browser.open("/logout").await.has_form("/logout"));
}

#[tokio::test]
async fn a_restart_between_any_two_steps_of_the_device_flow_loses_nothing() {
    // row 107
    let mut server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    server.restart().await;
    assert_eq!(device.poll(&codes).await.error(), "400 authorization_pending");
    server.restart().await;
    assert_eq!(device.poll(&codes).await.error(), "400 slow_down");
    let mut john = server.john().await;
    let page = john.open(&codes.complete).await;
    server.restart().await;
    john.press(&page, "decision", "connect").await;
    server.restart().await;
    server.wait(10);
    assert!(device.poll(&codes).await.is_ok());
}
