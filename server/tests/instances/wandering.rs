//! One person, and each step answered by another process.

use super::House;
use crate::support::{EMAIL, Tokens, television, web_app};

#[tokio::test]
async fn the_code_flow_wanders_between_two_instances() {
    // row 107 (contract §7)
    let house = House::new().await;
    house.server.register(&web_app()).await;
    let (one, other) = house.two();
    let (app_one, app_other) = (one.app(&web_app()), other.app(&web_app()));

    let mut john = one.browser();
    let page = john.open(&app_one.url(&app_one.request())).await;
    let page = john.log_in_at(&page).await;
    john.wire = other.wire.clone();
    let page = john.press(&page, "decision", "allow").await;
    let code = app_other.received(&page).get("code").unwrap().to_owned();
    let tokens: Tokens = app_one.redeem(&code).await.into();
    assert!(app_other.is_alive(&tokens.access).await);
    let next: Tokens = app_other.refresh(&tokens.refresh).await.into();
    let again: Tokens = app_one.refresh(&tokens.refresh).await.into();
    assert_eq!(next.refresh, again.refresh, "a lost answer is given again, whoever gave it");
    assert!(app_one.is_alive(&next.access).await && app_other.is_alive(&again.access).await);
}

#[tokio::test]
async fn the_device_flow_wanders_between_two_instances() {
    let house = House::new().await;
    house.server.register(&television()).await;
    let (one, other) = house.two();
    let codes = one.device(&television()).ask().await;
    let mut john = other.browser();
    let page = john.open(&codes.complete).await;
    let page = john.log_in_at(&page).await;
    john.wire = one.wire.clone();
    john.press(&page, "decision", "connect").await;
    let tokens: Tokens = other.device(&television()).poll(&codes).await.into();
    assert!(one.app(&television()).is_alive(&tokens.access).await);
}

#[tokio::test]
async fn an_instance_is_killed_between_any_two_steps_and_the_person_notices_nothing() {
    let house = House::new().await;
    house.server.register(&web_app()).await;
    let mut here = house.instance();
    let mut john = here.browser();
    let mut app = here.app(&web_app());
    // A new process takes over, and the old one is killed with no chance to put anything away.
    macro_rules! replace {
        () => {
            here = house.instance();
            john.wire = here.wire.clone();
            app = app.through(here.wire.clone());
        };
    }
    let page = john.open(&app.url(&app.request())).await;
    replace!();
    let page = john.log_in_at(&page).await;
    replace!();
    let page = john.press(&page, "decision", "allow").await;
    let code = app.received(&page).get("code").unwrap().to_owned();
    replace!();
    let tokens: Tokens = app.redeem(&code).await.into();
    replace!();
    assert!(app.is_alive(&tokens.access).await);
    let next: Tokens = app.refresh(&tokens.refresh).await.into();
    replace!();
    assert!(app.is_alive(&next.access).await, "{}", here.log());
    let page = john.open("/account").await;
    assert!(!page.is_login() && page.text().contains(EMAIL), "still signed in: {}", page.text());
}
