use std::sync::atomic::Ordering;

use time::macros::datetime;

use self::browser::{Browser, zoe};
use super::*;

mod browser;

#[tokio::test]
async fn whoever_is_not_signed_in_costs_no_row() {
    let mut browser = Browser::new(true);
    assert!(browser.send("GET", "/who").await.2.is_empty());
    assert!(browser.send("GET", "/plain").await.2.is_empty());
    assert_eq!(browser.get("/expected").await, "", "a browser without a cookie has no form of ours");
    let token = browser.get("/form").await;
    assert_eq!(browser.get("/expected").await, token);
    assert!(browser.send("GET", "/form").await.2.is_empty(), "one cookie is enough");
    browser.get("/key").await;
    assert_eq!(browser.sessions(), 0);
    browser.clock.advance(Duration::days(2));
    assert_eq!(browser.get("/expected").await, token, "a page may lie open");
}

#[tokio::test]
async fn a_strangers_form_is_known_by_every_instance_and_by_no_other_server() {
    // row 100
    let mut browser = Browser::new(true);
    let token = browser.get("/form").await;
    let with_cookies_of =
        |other: &Browser, secret| Browser { cookies: other.cookies.clone(), ..Browser::before(true, secret) };
    assert_eq!(with_cookies_of(&browser, 7).get("/expected").await, token);
    assert_ne!(with_cookies_of(&browser, 8).get("/expected").await, token);
    assert_ne!(Browser::new(true).get("/form").await, token, "nor in another browser");
    // Nobody can tell the one from the other, nor either from the cookie.
    let cookie = browser.cookies["__Host-visitor"].clone();
    assert!(
        token != cookie && !browser.get("/key").await.contains(&*cookie) && !browser.get("/key").await.contains(&token)
    );
}

#[tokio::test]
async fn what_is_kept_for_the_next_page_of_a_stranger_lasts_two_hours() {
    let mut browser = Browser::new(true);
    browser.post("/notice").await;
    let end = browser.store.records.lock().unwrap().values().next().unwrap().expiry_date;
    assert_eq!(end, browser.clock.now() + Duration::hours(2));
    assert_eq!(browser.get("/notice").await, "Some(Number(1))");
    assert_eq!(browser.get("/notice").await, "None");
    assert_eq!((browser.sessions(), browser.cookies.len()), (0, 0), "and nothing is left of it");
}

#[tokio::test]
async fn what_is_kept_for_the_next_page_does_not_change_how_long_a_person_stays_signed_in() {
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    let end = |browser: &Browser| browser.store.records.lock().unwrap().values().next().unwrap().expiry_date;
    let before = end(&browser);
    browser.clock.advance(Duration::minutes(1));
    browser.post("/notice").await;
    assert_eq!(end(&browser), before);
    browser.get("/notice").await;
    assert_eq!(end(&browser), before);
}

#[tokio::test]
async fn cookies_are_bound_to_this_host_over_https_and_plain_on_loopback() {
    // row 99
    for (cookie, method, path) in [("visitor", "GET", "/form"), ("sid", "POST", "/in")] {
        let (https, http) = (&mut Browser::new(true), &mut Browser::new(false));
        let line = https.line(&format!("__Host-{cookie}="), method, path).await;
        for attribute in ["; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/"] {
            assert!(line.contains(attribute) && !line.contains("Domain"), "{line}");
        }
        let line = http.line(&format!("{cookie}="), method, path).await;
        assert!(line.contains("; HttpOnly") && !line.contains("Secure"), "{line}");
    }
}

#[tokio::test]
async fn signing_in_changes_the_id_and_the_form_token_and_the_old_id_is_dead() {
    // row 101
    let mut browser = Browser::new(true);
    let (token, key) = (browser.get("/form").await, browser.get("/key").await);
    browser.post("/in").await;
    assert_eq!(browser.get("/who").await, "Some(UserId(5))");
    let signed_in = browser.get("/form").await;
    assert_ne!(signed_in, token);
    assert_eq!(browser.get("/key").await, key, "signing in is no fresh start for wrong codes");
    assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), ["__Host-sid"], "a stranger no more");

    let before = browser.cookies.clone();
    browser.post("/in").await;
    assert!(browser.get("/form").await != signed_in && browser.cookies != before);
    assert_eq!((browser.get("/key").await, browser.sessions()), (key, 1));
    browser.cookies = before;
    assert_eq!(browser.get("/who").await, "None");
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_and_in_the_browser() {
    // row 101
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    let signed_in = browser.cookies.clone();
    let (_, _, set) = browser.send("POST", "/out").await;
    assert!(set[0].starts_with("__Host-sid=;"), "{set:?}");
    assert!(set[0].contains("Max-Age=0") && set[0].contains("; Secure"), "{set:?}");
    assert_eq!(browser.sessions(), 0);
    browser.cookies = signed_in;
    assert_eq!(browser.get("/who").await, "None");
}

#[tokio::test]
async fn a_cookie_that_names_no_session_is_the_same_as_none() {
    let mut browser = Browser::new(true);
    for (name, value) in
        [("__Host-sid", "%00"), ("__Host-sid", "AAAAAAAAAAAAAAAAAAAAAA"), ("", "="), ("__Host-visitor", "x")]
    {
        browser.cookies = [(name.to_owned(), value.to_owned())].into();
        assert_eq!(browser.get("/who").await, "None", "{name}={value}");
        assert_eq!(browser.get("/expected").await, "", "{name}={value}");
        let token = browser.get("/form").await;
        assert_eq!(browser.get("/form").await, token, "a stranger again");
    }
}

#[tokio::test]
async fn a_session_from_another_version_of_the_program_is_the_same_as_none() {
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    for record in browser.store.records.lock().unwrap().values_mut() {
        record.data.insert(VISIT.to_owned(), serde_json::json!({"user": "five"}));
    }
    assert_eq!(browser.get("/who").await, "None");
    assert_eq!(browser.sessions(), 0);
    browser.post("/in").await;
    assert_eq!(browser.get("/who").await, "Some(UserId(5))");
}

#[tokio::test]
async fn a_store_that_does_not_answer_signs_nobody_out() {
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    browser.store.down.store(true, Ordering::SeqCst);
    let (status, _, set) = browser.send("GET", "/who").await;
    assert_eq!((status, set), (StatusCode::SERVICE_UNAVAILABLE, vec![]));
    browser.store.down.store(false, Ordering::SeqCst);
    assert_eq!(browser.get("/who").await, "Some(UserId(5))");
}

#[tokio::test]
async fn a_person_who_stays_away_is_signed_out_and_one_who_comes_by_stays() {
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    for _ in 0..2 {
        browser.clock.advance(Duration::days(13));
        assert_eq!(browser.get("/who").await, "Some(UserId(5))");
    }
    // Not longer than the lifetime, however often they come by.
    browser.clock.advance(Duration::days(3));
    assert_eq!(browser.get("/who").await, "Some(UserId(5))");
    browser.clock.advance(Duration::days(2));
    assert_eq!(browser.get("/who").await, "None");
    assert_eq!(browser.sessions(), 0);

    browser.post("/in").await;
    browser.clock.advance(Duration::days(15));
    assert_eq!(browser.get("/who").await, "None");
}

#[tokio::test]
async fn coming_by_is_written_down_now_and_then_only() {
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    browser.clock.advance(Duration::minutes(1));
    assert!(browser.send("GET", "/who").await.2.is_empty());
    browser.clock.advance(Duration::minutes(5));
    assert_eq!(browser.send("GET", "/who").await.2.len(), 1);
}

#[test]
fn whoever_has_chosen_another_password_is_somebody_else_to_a_session() {
    let secret = || Secret::from("plenty of rope and an end".to_owned());
    let old = zoe(Some(PasswordHash::of(&secret())));
    let signed_in =
        |user: &User| SignedIn { user_id: user.id, at: datetime!(2026-01-01 12:00 UTC), password: mark_of(user) };
    let rehashed = zoe(old.password.as_ref().map(|hash| hash.again(&secret())));
    assert!(signed_in(&old).is(&old) && signed_in(&old).is(&rehashed) && signed_in(&zoe(None)).is(&zoe(None)));
    assert!(!signed_in(&old).is(&zoe(Some(PasswordHash::of(&secret())))));
    assert!(!signed_in(&old).is(&zoe(None)) && !signed_in(&zoe(None)).is(&old));
    assert!(!signed_in(&old).is(&User { id: UserId(6), ..old }));
}
