//! What one process has decided, the other one knows.

use std::time::Duration;

use axum::http::StatusCode;

use super::House;
use crate::support::{Api, EMAIL, Jwt, Params, Tokens, television, web_app};

#[tokio::test]
async fn of_many_redemptions_at_two_instances_one_succeeds() {
    // rows 7, 8 (RFC 6749 §4.1.2, §10.5)
    let house = House::new().await;
    house.server.register(&web_app()).await;
    let (one, other) = house.two();
    let apps = [one.app(&web_app()), other.app(&web_app())];
    let code = apps[0].obtain_code(&mut one.browser()).await;
    let tasks: Vec<_> = (0..40)
        .map(|n| {
            let (app, code) = (apps[n % 2].clone(), code.clone());
            tokio::spawn(async move { app.redeem(&code).await })
        })
        .collect();
    let mut won = Vec::new();
    for task in tasks {
        let answer = task.await.unwrap();
        match answer.status {
            StatusCode::OK => won.push(answer.get("access_token")),
            _ => assert_eq!(answer.error(), "400 invalid_grant"),
        }
    }
    assert_eq!(won.len(), 1);
    assert!(!apps[0].is_alive(&won[0]).await && !apps[1].is_alive(&won[0]).await, "the code was shown twice");
}

#[tokio::test]
async fn a_device_is_slowed_down_wherever_it_asks() {
    // row 34 (RFC 8628 §3.5)
    let house = House::new().await;
    house.server.register(&television()).await;
    let (one, other) = house.two();
    let codes = one.device(&television()).ask().await;
    assert_eq!(other.device(&television()).poll(&codes).await.error(), "400 authorization_pending");
    assert_eq!(one.device(&television()).poll(&codes).await.error(), "400 slow_down");
    assert_eq!(other.device(&television()).poll(&codes).await.error(), "400 slow_down");
}

#[tokio::test]
async fn wrong_passwords_are_counted_together() {
    // row 104
    let house = House::new().await;
    let (one, other) = house.two();
    let mut statuses = Vec::new();
    for instance in [&one, &other].into_iter().cycle().take(7) {
        let mut browser = instance.browser();
        let page = browser.open("/login").await;
        let page = browser.submit(&page, "/login", &[("username", EMAIL), ("password", "wrong")]).await;
        statuses.push(page.status().as_u16());
    }
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 429], "five are free, and the sixth has to wait at either");
}

#[tokio::test]
async fn a_token_revoked_at_one_instance_is_dead_at_the_other() {
    // rows 41, 43 (RFC 7009 §2)
    let house = House::new().await;
    house.server.register(&web_app()).await;
    let (one, other) = house.two();
    let (here, there) = (one.app(&web_app()), other.app(&web_app()));
    let tokens = here.obtain_tokens(&mut one.browser()).await;
    assert!(there.is_alive(&tokens.access).await);
    let mut request = here.token_request(&Params::of(&[("token", &tokens.refresh)]));
    *request.uri_mut() = "/oauth/revoke".parse().unwrap();
    assert!(here.send(request).await.is_ok());
    assert!(!there.is_alive(&tokens.access).await);
    assert_eq!(there.refresh(&tokens.refresh).await.error(), "400 invalid_grant");
}

#[tokio::test]
async fn a_person_who_signs_out_at_one_instance_is_signed_out_at_the_other() {
    // row 101
    let house = House::new().await;
    let (one, other) = house.two();
    let mut john = one.browser();
    john.sign_in().await;
    // Somebody has copied the cookie.
    let mut copy = john.clone();
    copy.wire = other.wire.clone();
    assert!(!copy.open("/account").await.is_login());
    let page = john.open("/logout").await;
    john.submit(&page, "/logout", &[]).await;
    assert!(copy.open("/account").await.is_login());
}

#[tokio::test]
async fn a_new_signing_key_is_known_to_both() {
    // row 61 (contract §3)
    let house = House::new().await;
    house.server.register(&web_app()).await;
    let one = house.instance();
    let app = one.app(&web_app());
    let mut john = one.browser();
    let before = app.obtain_tokens(&mut john).await;

    rotate_key(&house).await;
    let other = house.instance();
    let there = other.app(&web_app());
    let after: Tokens = there.refresh(&before.refresh).await.into();
    assert_ne!(kid(&before), kid(&after), "who starts now signs with the new key");
    assert!(app.is_alive(&after.access).await, "who was there has found it");
    assert!(there.is_alive(&before.access).await, "what the old one signed is still good");
    let jwks = async |wire| Api::new(wire).jwks().await;
    assert_eq!(jwks(one.wire.clone()).await, jwks(other.wire.clone()).await);
    let later: Tokens = app.refresh(&after.refresh).await.into();
    assert_eq!(kid(&later), kid(&after), "and signs with it");
}

#[tokio::test]
async fn what_a_new_key_has_signed_can_be_asked_about_and_revoked_anywhere() {
    // rows 44, 48 (RFC 7009 §2, RFC 7662 §2.2)
    let house = House::new().await;
    house.server.register(&web_app()).await;
    let one = house.instance();
    let app = one.app(&web_app());
    let mut tokens = app.obtain_tokens(&mut one.browser()).await;

    rotate_key(&house).await;
    let second = house.instance();
    tokens = second.app(&web_app()).refresh(&tokens.refresh).await.into();
    assert!(app.ask_about("/oauth/introspect", &tokens.access).await.text().contains(r#""active":true"#));

    rotate_key(&house).await;
    let third = house.instance();
    tokens = third.app(&web_app()).refresh(&tokens.refresh).await.into();
    assert_eq!(app.ask_about("/oauth/revoke", &tokens.access).await.status, 200);
    assert!(!third.app(&web_app()).is_alive(&tokens.access).await);
}

/// Keys are looked up again once in five seconds at most: after this they may be.
async fn rotate_key(house: &House) {
    let rotated = house.terminal().command("key rotate").output().unwrap();
    assert!(rotated.status.success(), "{}", String::from_utf8_lossy(&rotated.stderr));
    tokio::time::sleep(Duration::from_secs(6)).await;
}

fn kid(tokens: &Tokens) -> String {
    Jwt::parse(&tokens.access).header["kid"].as_str().unwrap().to_owned()
}
