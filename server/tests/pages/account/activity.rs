//! `/account/activity`: the person's own lines of the audit log.

use crate::support::{PASSWORD, TestServer, web_app};

#[tokio::test]
async fn a_person_sees_what_happened_newest_first_and_nobody_elses() {
    let server = TestServer::start().await;
    server.add_user("jane.doe@example.com").await;
    let mut john = server.john().await;
    let app = server.web_app(web_app()).await;
    app.obtain_tokens(&mut john).await;
    let mut guesser = server.browser();
    let page = guesser.open("/login").await;
    guesser.submit(&page, "/login", &[("username", "john.doe@example.com"), ("password", "a wild guess")]).await;

    let page = john.open("/account/activity").await;
    let text = page.text();
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words:?} is missing in {text}"));
    assert!(place("Sign-in failed") < place("Allowed Movie Box") && place("Allowed Movie Box") < place("Signed in"));
    assert!(!text.contains("a wild guess"), "no log has what was typed (row 108)");

    let mut jane = server.browser();
    let page = jane.open("/login").await;
    jane.submit(&page, "/login", &[("username", "jane.doe@example.com"), ("password", PASSWORD)]).await;
    let text = jane.open("/account/activity").await.text();
    assert!(text.contains("Signed in") && !text.contains("Movie Box") && !text.contains("Sign-in failed"));
}

#[tokio::test]
async fn a_long_history_has_pages() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for _ in 0..30 {
        let page = john.open("/account").await;
        john.submit(&page, "/account", &[]).await;
    }
    let page = john.open("/account/activity").await;
    assert_eq!(page.texts(".audit > li").len(), 25);
    let next = page.ways_on().into_iter().find(|href| href.contains("before=")).unwrap();
    let page = john.open(&next).await;
    assert_eq!(page.texts(".audit > li").len(), 6, "the rest, sign-in last");
    assert!(page.ways_on().iter().all(|href| !href.contains("before=")));
}

#[tokio::test]
async fn a_hostile_page_number_is_no_error() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for before in ["", "x", "-1", "9999999999999999999999", "0", "%00"] {
        let page = john.open(&format!("/account/activity?before={before}")).await;
        assert!(page.answer.is_ok(), "{before:?}: {}", page.status());
    }
}
