//! A person confirms a device's code.

use axum::http::StatusCode;
use insta::{allow_duplicates, assert_snapshot};

use crate::support::{Browser, Codes, Page, Params, Setup, TestServer, console, television};

/// Opens the page for this code and presses this button.
async fn decide(browser: &mut Browser, codes: &Codes, button: &str) -> Page {
    let page = browser.open(&codes.complete).await;
    browser.press(&page, "decision", button).await
}

#[tokio::test]
async fn refused_by_the_person_is_access_denied_once_and_invalid_grant_ever_after() {
    // rows 33, 37 (RFC 8628 §3.5)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    decide(&mut server.john().await, &codes, "refuse").await;
    server.wait(5);
    assert_eq!(device.poll(&codes).await.error(), "400 access_denied");
    for _ in 0..2 {
        server.wait(5);
        assert_eq!(device.poll(&codes).await.error(), "400 invalid_grant");
    }
}

#[tokio::test]
async fn a_code_nobody_answered_in_time_is_an_expired_token() {
    // row 33 (RFC 8628 §3.5)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    server.wait(599);
    assert_eq!(device.poll(&codes).await.error(), "400 authorization_pending");
    server.wait(5);
    assert_eq!(device.poll(&codes).await.error(), "400 expired_token");
    assert!(server.john().await.open(&codes.complete).await.has_form("/oauth/device"), "the page asks for another");
}

#[tokio::test]
async fn an_approved_code_gives_tokens_once_and_to_its_own_client_alone() {
    // rows 29, 35 (RFC 8628 §3.4, §5.2)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let other = server.device(console()).await;
    let codes = device.ask().await;
    decide(&mut server.john().await, &codes, "connect").await;
    server.wait(5);
    assert_eq!(other.poll(&codes).await.error(), "400 invalid_grant");
    assert!(device.poll(&codes).await.is_ok(), "the stranger's try has cost the owner nothing");
    server.wait(5);
    assert_eq!(device.poll(&codes).await.error(), "400 invalid_grant");
}

#[tokio::test]
async fn looking_never_approves() {
    // row 38 (RFC 8628 §3.3.1)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    let mut john = server.john().await;
    for url in [
        codes.complete.clone(),
        format!("{}&decision=connect", codes.complete),
        format!("/oauth/device/confirm?user_code={}&decision=connect", codes.user_code),
    ] {
        john.open(&url).await;
    }
    server.wait(5);
    assert_eq!(device.poll(&codes).await.error(), "400 authorization_pending");
}

#[tokio::test]
async fn a_device_shows_a_code_the_person_confirms_it_and_the_device_reads_their_data() {
    // rows 11, 28, 38, 39 (RFC 8628 §3)
    let server = TestServer::start().await;
    for speaks_json in [true, false] {
        let mut device = server.device(if speaks_json { television() } else { console() }).await;
        device.speaks_json = speaks_json;
        let codes = device.ask().await;
        let answer = device.poll(&codes).await;
        allow_duplicates! {
            assert_snapshot!(answer, @r#"
            400 Bad Request
            cache-control: no-store
            content-type: application/json

            {"error":"authorization_pending","error_description":"the person has not answered yet: poll again after the interval"}
            "#);
        }

        // Not signed in: signs in first, then lands on the same page, code still there.
        let mut browser = server.browser();
        let page = browser.open(&codes.complete).await;
        assert!(page.is_login());
        let page = browser.log_in_at(&page).await;
        assert_eq!(page.path(), "/oauth/device");
        let text = page.text();
        for part in [&*codes.user_code, "Movie Box TV", "John Doe", "198.51.100.7", "MovieBox"] {
            assert!(text.contains(part), "the page names {part}: {text}");
        }
        let page = browser.press(&page, "decision", "connect").await;
        assert_eq!((page.status(), page.path()), (StatusCode::OK, "/oauth/device/done"));
        assert!(page.text().contains("Movie Box TV"));

        server.wait(5);
        let answer = device.poll(&codes).await;
        allow_duplicates! {
            assert_snapshot!(answer.to_string().replace("1772366405", "[now]").replace("1772366410", "[now]"), @r#"
            200 OK
            cache-control: no-store
            content-type: application/json
            pragma: no-cache

            {"access_token":"[jwt]","token_type":"Bearer","expires_in":7200,"refresh_token":"[secret]","scope":"read","created_at":[now]}
            "#);
        }
        let answer = server.api().current_user(&answer.get("access_token")).await;
        allow_duplicates! {
            assert_snapshot!(answer, @r#"
            200 OK
            cache-control: no-store
            content-type: application/json

            {"id":1,"email":"john.doe@example.com","firstname":"John","lastname":"Doe","created_at":"2024-02-05T08:52:20.957Z","created_date":"05/02/2024"}
            "#);
        }
    }
}

#[tokio::test]
async fn a_code_may_be_typed_by_hand_however_it_is_written() {
    // row 31 (RFC 8628 §6.1)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let written: [fn(&str) -> String; 4] = [
        str::to_lowercase,
        |code| code.replace('-', ""),
        |code| format!("  {} ", code.replace('-', " ")),
        |code| code.replace('-', ".").to_lowercase(),
    ];
    let mut john = server.john().await;
    for typed in written {
        let codes = device.ask().await;
        let page = john.open("/oauth/device").await;
        let page = john.submit(&page, "/oauth/device", &[("user_code", &typed(&codes.user_code))]).await;
        assert!(page.text().contains(&codes.user_code), "{}", page.text());
        john.press(&page, "decision", "connect").await;
        server.wait(5);
        assert!(device.poll(&codes).await.is_ok());
    }
}

#[tokio::test]
async fn the_device_gets_the_scope_it_asked_for_and_the_person_sees_it() {
    // rows 17, 39 (RFC 8628 §3.1, §5.4)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes: Codes = device.ask_for(&Params::of(&[("scope", "write read")])).await.into();
    let page = server.john().await.open(&codes.complete).await;
    let scopes = server.store().scopes().await.unwrap();
    for name in ["read", "write"] {
        let entry = scopes.iter().find(|entry| entry.name.as_str() == name).unwrap();
        assert!(page.text().contains(&entry.description_en), "{}", page.text());
    }
    decide(&mut server.john().await, &codes, "connect").await;
    server.wait(5);
    assert_eq!(device.poll(&codes).await.get("scope"), "read write");
}

#[tokio::test]
async fn the_demo_television_goes_through_the_front_door() {
    let server = TestServer::of(Setup { issuer: "http://127.0.0.1:3000", demo: true, ..Setup::default() }).await;
    let mut john = server.john().await;
    let page = john.open("/demo").await;
    let screen = john.submit(&page, "/demo/device", &[]).await;
    let link = screen.attributes("main a", "href").into_iter().find(|href| href.contains("user_code=")).unwrap();
    let page = john.open(&link).await;
    john.press(&page, "decision", "connect").await;
    server.wait(6);
    let screen = john.open("/demo/device").await;
    assert!(screen.text().contains("john.doe@example.com"), "{}", screen.text());
}
