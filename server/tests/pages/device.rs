//! `/oauth/device`: guesses, and codes that are no longer good.

use axum::http::StatusCode;

use crate::support::{Browser, Codes, PASSWORD, Page, TestServer, television};

async fn look_up(browser: &mut Browser, code: &str) -> Page {
    browser.open(&format!("/oauth/device?user_code={code}")).await
}

/// What the page says, without the code that was typed and the token of its form.
fn said(page: &Page, typed: &str) -> String {
    page.text().replace(typed, "[code]")
}

#[tokio::test]
async fn unknown_used_and_expired_codes_are_one_answer() {
    // row 40 (RFC 8628 §5.1)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let mut john = server.john().await;
    let expired: Codes = device.ask().await;
    server.wait(600);
    let (approved, refused) = (device.ask().await, device.ask().await);
    for (codes, button) in [(&approved, "connect"), (&refused, "refuse")] {
        let page = john.open(&codes.complete).await;
        john.press(&page, "decision", button).await;
    }
    let unknown = look_up(&mut john, "BCDF-GHJK").await;
    for codes in [&expired, &approved, &refused] {
        let page = look_up(&mut john, &codes.user_code).await;
        assert_eq!(page.status(), unknown.status());
        assert_eq!(said(&page, &codes.user_code), said(&unknown, "BCDF-GHJK"));
        assert!(page.has_form("/oauth/device"), "another code can be typed at once");
    }
}

#[tokio::test]
async fn five_wrong_codes_make_one_session_wait_wherever_it_comes_from() {
    // row 32 (RFC 8628 §5.1)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    let mut john = server.john().await;
    for number in 1..=5 {
        john.wire = server.wire.from(&format!("203.0.113.{number}"));
        assert!(look_up(&mut john, "BCDF-GHJK").await.has_form("/oauth/device"));
    }
    john.wire = server.wire.from("203.0.113.99");
    let page = john.open(&codes.complete).await;
    assert!(!page.has_form("/oauth/device/confirm"), "even the right one has to wait");
    let mut other = server.john().await;
    other.wire = server.wire.from("203.0.113.100");
    assert!(other.open(&codes.complete).await.has_form("/oauth/device/confirm"), "others do not");
    server.wait(30);
    assert!(john.open(&codes.complete).await.has_form("/oauth/device/confirm"));
}

#[tokio::test]
async fn five_wrong_codes_make_one_address_wait_whichever_the_session() {
    // row 32 (RFC 8628 §5.1)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    for _ in 0..5 {
        look_up(&mut server.john().await, "BCDF-GHJK").await;
    }
    let mut john = server.john().await;
    let fields = {
        // The button counts as well as the page: it too tells whether a code is good.
        let mut elsewhere = john.clone();
        elsewhere.wire = server.wire.from("203.0.113.7");
        elsewhere.open(&codes.complete).await.form("/oauth/device/confirm").fields
    };
    assert!(!john.open(&codes.complete).await.has_form("/oauth/device/confirm"));
    john.post("/oauth/device/confirm", &fields.set("decision", "connect")).await;
    assert_eq!(device.poll(&codes).await.error(), "400 authorization_pending");
}

#[tokio::test]
async fn right_codes_are_not_counted() {
    // row 32 (RFC 8628 §5.1)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let mut john = server.john().await;
    for _ in 0..8 {
        let codes = device.ask().await;
        let page = john.open(&codes.complete).await;
        john.press(&page, "decision", "connect").await;
        assert!(device.poll(&codes).await.is_ok());
    }
}

#[tokio::test]
async fn signing_in_again_is_no_fresh_start() {
    // row 32 (RFC 8628 §5.1)
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for number in 1..=5 {
        john.wire = server.wire.from(&format!("203.0.113.{number}"));
        look_up(&mut john, "BCDF-GHJK").await;
    }
    john.wire = server.wire.from("203.0.113.6");
    let waiting = look_up(&mut john, "BCDF-GHJL").await;
    let fresh = look_up(&mut server.john().await, "BCDF-GHJL").await;
    assert_ne!(said(&waiting, "BCDF-GHJL"), said(&fresh, "BCDF-GHJL"));
}

#[tokio::test]
async fn an_answer_to_a_code_that_is_gone_is_a_kind_page() {
    // row 107
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    let mut john = server.john().await;
    let page = john.open(&codes.complete).await;
    john.press(&page, "decision", "connect").await;
    // The back button, and the button once more.
    let again = john.press(&page, "decision", "refuse").await;
    assert_eq!(again.status(), StatusCode::GONE);
    assert!(again.ways_on().contains(&"/oauth/device".to_owned()));
    assert!(device.poll(&codes).await.is_ok(), "the first answer stands");
}

#[tokio::test]
async fn the_second_click_of_two_is_told_what_the_first_one_did() {
    // row 107
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    for decision in ["connect", "refuse"] {
        let codes = device.ask().await;
        let mut john = server.john().await;
        let page = john.open(&codes.complete).await;
        let mut elsewhere = server.john().await;
        let other_page = elsewhere.open(&codes.complete).await;
        let first = john.press(&page, "decision", decision).await;
        // Where the session knows of the first answer, and where it does not.
        for second in
            [john.press(&page, "decision", decision).await, elsewhere.press(&other_page, "decision", decision).await]
        {
            assert_eq!((second.path(), second.text()), (first.path(), first.text()));
        }
        assert_eq!(device.poll(&codes).await.is_ok(), decision == "connect", "the answer stands");
        // The device has been here.
        let late = john.press(&page, "decision", decision).await;
        assert_eq!(late.path(), first.path(), "{decision}: {}", late.text());
    }
}

#[tokio::test]
async fn who_connects_a_device_that_somebody_else_connected_is_not_told_that_they_did() {
    // row 107
    let server = TestServer::start().await;
    server.add_user("jane.doe@example.com").await;
    let codes = server.device(television()).await.ask().await;
    let (mut john, mut jane) = (server.john().await, server.browser());
    let login = jane.open(&codes.complete).await;
    let asked = jane.submit(&login, "/login", &[("username", "jane.doe@example.com"), ("password", PASSWORD)]).await;
    let page = john.open(&codes.complete).await;
    john.press(&page, "decision", "connect").await;
    assert_eq!(jane.press(&asked, "decision", "connect").await.status(), StatusCode::GONE);
}

#[tokio::test]
async fn a_link_to_the_last_page_shows_nothing_that_did_not_happen() {
    // row 107
    let server = TestServer::start().await;
    let mut john = server.john().await;
    assert_eq!(john.open("/oauth/device/done").await.path(), "/oauth/device");
    assert_eq!(john.open("/oauth/device/done?app=Evil").await.path(), "/oauth/device");
}

#[tokio::test]
async fn the_page_names_who_asks_when_and_from_where() {
    // row 39 (RFC 8628 §5.4)
    let server = TestServer::start().await;
    let mut device = server.device(television()).await.through(server.wire.from("203.0.113.77"));
    device.user_agent = "MovieBox/2.0 (living room)";
    let codes = device.ask().await;
    server.wait(120);
    let page = server.john().await.open(&codes.complete).await;
    for part in ["Movie Box TV", "203.0.113.77", "2 minutes", &codes.user_code] {
        assert!(page.text().contains(part), "{part}: {}", page.text());
    }
    let entries = server.store().scopes().await.unwrap();
    let read = entries.iter().find(|entry| entry.name.as_str() == "read").unwrap();
    assert!(page.text().contains(&read.description_en));
}

#[tokio::test]
async fn a_hostile_user_agent_is_shown_as_text() {
    // row 39 (RFC 8628 §5.4)
    let server = TestServer::start().await;
    let mut device = server.device(television()).await;
    device.user_agent = "<script>alert(1)</script><img src=//evil.example>";
    let codes = device.ask().await;
    let page = server.john().await.open(&codes.complete).await;
    assert!(!page.answer.text().contains("<script>alert"));
    assert!(page.attributes("img", "src").iter().all(|src| !src.contains("evil")));
}
