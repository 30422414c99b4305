//! Forms that did not come from our own page in this browser.

use axum::http::{Request, StatusCode};

use crate::support::{Browser, EMAIL, PASSWORD, Page, Params, TestServer, form, web_app};

const FORMS: [&str; 10] = [
    "/login",
    "/logout",
    "/oauth/consent",
    "/oauth/device",
    "/oauth/device/confirm",
    "/sign-up",
    "/sign-up/finish",
    "/reset",
    "/reset/finish",
    "/account/email/finish",
];

/// Sends a form with these fields and headers, and shows the page that answers.
async fn send(browser: &mut Browser, action: &str, fields: &Params, headers: &[(&'static str, &str)]) -> Page {
    let mut request: Request<_> = form(action, &fields.pairs());
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    Page { url: action.to_owned(), answer: browser.send(request).await }
}

/// A refusal with a way on, drawn as a page.
fn is_refused(page: &Page) {
    assert_eq!(page.status(), StatusCode::FORBIDDEN, "{}: {}", page.url, page.answer);
    assert!(!page.headline().is_empty() && !page.ways_on().is_empty(), "{}: {}", page.url, page.text());
}

#[tokio::test]
async fn without_the_token_or_with_a_wrong_one_no_form_counts() {
    // row 100
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let other = server.john().await.open("/logout").await.form("/logout").fields.get("csrf_token").unwrap().to_owned();
    let token_of = async |browser: &mut Browser| {
        browser.open("/login").await.form("/login").fields.get("csrf_token").unwrap().to_owned()
    };
    let mut stranger = server.browser();
    let own = token_of(&mut stranger).await;
    let another = token_of(&mut server.browser()).await;
    assert_ne!(own, another);
    for action in FORMS {
        for token in [None, Some(""), Some("wrong"), Some(&*other), Some(&*another)] {
            let fields = Params::of(&[("username", EMAIL), ("password", PASSWORD), ("decision", "allow")]);
            let fields = token.map_or(fields.clone(), |token| fields.also("csrf_token", token));
            is_refused(&send(&mut john, action, &fields, &[]).await);
            is_refused(&send(&mut stranger, action, &fields, &[]).await);
        }
    }
    assert!(john.open("/logout").await.has_form("/logout"), "still signed in");
    assert!(stranger.open("/login").await.is_login(), "still nobody");
}

#[tokio::test]
async fn without_a_cookie_no_form_counts() {
    // row 100
    let server = TestServer::start().await;
    let token = server.browser().open("/login").await.form("/login").fields.get("csrf_token").unwrap().to_owned();
    for action in FORMS {
        let page = send(&mut server.browser(), action, &Params::of(&[("csrf_token", &token)]), &[]).await;
        is_refused(&page);
    }
}

#[tokio::test]
async fn from_a_foreign_site_no_form_counts_even_with_the_right_token() {
    // row 100
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let token = john.open("/logout").await.form("/logout").fields.get("csrf_token").unwrap().to_owned();
    let fields = Params::of(&[("csrf_token", &token), ("decision", "allow")]);
    let mut stranger = server.browser();
    let typed = stranger.open("/login").await.form("/login").fields.set("username", EMAIL).set("password", PASSWORD);
    for action in FORMS {
        for headers in [
            &[("origin", "https://evil.example")][..],
            &[("origin", "http://id.example")],
            &[("origin", "https://id.example.evil.example")],
            &[("origin", "https://sub.id.example")],
            &[("origin", "null")],
            &[("origin", "null"), ("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://evil.example"), ("host", "evil.example")],
        ] {
            is_refused(&send(&mut john, action, &fields, headers).await);
            is_refused(&send(&mut stranger, action, &typed, headers).await);
        }
    }
    assert!(stranger.open("/login").await.is_login(), "still nobody");
    assert!(john.open("/logout").await.has_form("/logout"), "still signed in");
}

#[tokio::test]
async fn from_our_own_page_it_counts_however_the_browser_says_so() {
    // row 100
    let server = TestServer::start().await;
    for headers in [
        &[("origin", "https://id.example"), ("sec-fetch-site", "same-origin")][..],
        &[("origin", "null"), ("sec-fetch-site", "same-origin")],
        &[("origin", "https://id.example")],
        &[],
    ] {
        let mut browser = server.browser();
        let fields =
            browser.open("/login").await.form("/login").fields.set("username", EMAIL).set("password", PASSWORD);
        let page = send(&mut browser, "/login", &fields, headers).await;
        assert_eq!(page.status(), StatusCode::SEE_OTHER, "{headers:?}");
    }
}

#[tokio::test]
async fn every_form_is_answered_by_a_303() {
    // row 73 (RFC 9700 §4.12)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.browser();
    let login = browser.open(&app.url(&app.request())).await.form("/login").fields;
    let login = login.set("username", EMAIL).set("password", PASSWORD);
    assert_eq!(send(&mut browser, "/login", &login, &[]).await.status(), StatusCode::SEE_OTHER);
    let page = browser.open(&app.url(&app.request())).await;
    let consent = page.form("/oauth/consent").fields.set("decision", "allow");
    assert_eq!(send(&mut browser, "/oauth/consent", &consent, &[]).await.status(), StatusCode::SEE_OTHER);
    let typed = browser.open("/oauth/device").await.form("/oauth/device").fields.set("user_code", "BCDF-GHJK");
    assert_eq!(send(&mut browser, "/oauth/device", &typed, &[]).await.status(), StatusCode::SEE_OTHER);
    let logout = browser.open("/logout").await.form("/logout").fields;
    assert_eq!(send(&mut browser, "/logout", &logout, &[]).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_sign_in_form_may_lie_open_for_days() {
    // row 107
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.browser();
    let page = browser.open(&app.url(&app.request())).await;
    server.wait(3 * 24 * 60 * 60);
    let page = browser.log_in_at(&page).await;
    assert_eq!(page.status(), StatusCode::GONE, "the request is too old by now, which its own page says");
    assert!(browser.open("/logout").await.has_form("/logout"), "and the person is signed in");
}

#[tokio::test]
async fn a_form_from_before_a_sign_in_says_so_and_offers_to_try_again() {
    // rows 101, 107
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.browser();
    let page = browser.open(&app.url(&app.request())).await;
    // In another tab.
    browser.sign_in().await;
    let page = browser.log_in_at(&page).await;
    is_refused(&page);
    let again = browser.open(&page.ways_on()[0]).await;
    assert!(again.has_form("/oauth/consent"), "nobody signs in twice: {}", again.text());
}

#[tokio::test]
async fn a_consent_without_a_decision_is_asked_again() {
    // row 107
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let page = john.open(&app.url(&app.request())).await;
    for fields in [page.form("/oauth/consent").fields, page.form("/oauth/consent").fields.set("decision", "perhaps")] {
        let page = john.post("/oauth/consent", &fields).await;
        assert!(page.answer.is_ok() && page.has_form("/oauth/consent"), "{}", page.answer);
    }
}
