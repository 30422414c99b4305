//! Who comes in, and what the password is asked for.

use axum::http::StatusCode;
use oauth::model::UserState;

use super::{house, jane_at};
use crate::support::{PASSWORD, TestServer, web_app};

const PAGES: [&str; 7] =
    ["/admin", "/admin/people", "/admin/apps", "/admin/api-keys", "/admin/scopes", "/admin/keys", "/admin/audit"];

#[tokio::test]
async fn nobody_signs_in_first_and_comes_back() {
    let (server, _, jane) = house().await;
    let of_jane = format!("/admin/people/{}", jane.id);
    for path in PAGES.into_iter().chain([of_jane.as_str()]) {
        let mut browser = server.browser();
        let page = browser.open(path).await;
        assert!(page.is_login(), "{path}: {}", page.text());
        let page = browser.log_in_at(&page).await;
        assert_eq!((page.path(), page.status()), (path, StatusCode::OK));
    }
}

#[tokio::test]
async fn somebody_who_is_no_administrator_learns_of_no_page() {
    let (server, mut admin, jane) = house().await;
    server.register(&web_app()).await;
    let mut browser = jane_at(&server).await;
    let nowhere = browser.open("/there-is-no-such-page").await;
    let of_jane = format!("/admin/people/{}", jane.id);
    let deeper = [of_jane.as_str(), "/admin/apps/web-app", "/admin/apps/web-app/edit", "/admin/keys/rotate"];
    for path in PAGES.into_iter().chain(deeper) {
        let page = browser.open(path).await;
        assert_eq!(
            (page.status(), page.text().split(" Reference").next()),
            (StatusCode::NOT_FOUND, nowhere.text().split(" Reference").next())
        );
        assert!(admin.open(path).await.answer.is_ok(), "{path} is there");
    }
}

#[tokio::test]
async fn somebody_who_is_no_administrator_changes_nothing_with_a_right_form() {
    let (server, mut admin, jane) = house().await;
    let mut browser = jane_at(&server).await;
    let path = format!("/admin/people/{}/make-admin", jane.id);
    let fields = browser.open("/account/password").await.form("/account/password").fields.set("password", PASSWORD);
    assert_eq!(browser.post(&path, &fields).await.status(), StatusCode::NOT_FOUND);
    assert!(!super::jane(&server).await.admin);
    // What is wrong with the form is not told either.
    assert_eq!(browser.post(&path, &fields.without("csrf_token")).await.status(), StatusCode::NOT_FOUND);
    let form = admin.open(&path).await.form(&path).fields;
    assert_eq!(admin.post(&path, &form.without("csrf_token")).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whoever_was_demoted_or_suspended_a_moment_ago_is_out_on_every_instance() {
    let (server, mut admin, jane) = house().await;
    server.store().set_admin(jane.id, true).await.unwrap();
    let another = server.another_instance().await;
    let mut there = jane_at(&server).await;
    there.wire = another.wire.clone();
    assert!(there.open("/admin").await.answer.is_ok());
    super::perform(&mut admin, &format!("/admin/people/{}/withdraw-admin", jane.id)).await;
    assert_eq!(there.open("/admin").await.status(), StatusCode::NOT_FOUND);

    super::perform(&mut admin, &format!("/admin/people/{}/make-admin", jane.id)).await;
    assert!(there.open("/admin/people").await.answer.is_ok());
    server.store().set_user_state(jane.id, UserState::Suspended).await.unwrap();
    assert!(there.open("/admin/people").await.is_login(), "although the session is still there");
}

#[tokio::test]
async fn a_wrong_password_changes_nothing() {
    let (server, mut admin, jane) = house().await;
    server.register(&web_app()).await;
    let before = (jane.clone(), server.store().client(&"web-app".parse().unwrap()).await.unwrap());
    let person = ["suspend", "make-admin", "sign-out", "delete", "reset-password"];
    let person = person.map(|act| format!("/admin/people/{}/{act}", jane.id));
    let app =
        ["unverify", "trust", "suspend", "rotate-secret", "delete"].map(|act| format!("/admin/apps/web-app/{act}"));
    for path in person.iter().chain(&app) {
        for (typed, complaint) in [("", "Please type your password."), ("wrong", "This is not your password.")] {
            let page = admin.open(path).await;
            let page = admin.submit(&page, path, &[("password", typed)]).await;
            assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert_eq!(page.texts("#password-problem"), [complaint]);
            assert_eq!(page.attributes("input[aria-invalid=true]", "id"), ["password"]);
        }
        // So that guessing wrong does not have to wait.
        server.wait(3601);
    }
    let after = (super::jane(&server).await, server.store().client(&"web-app".parse().unwrap()).await.unwrap());
    assert_eq!(before, after);
    assert!(server.letters(0).await.is_empty());
}

#[tokio::test]
async fn guessing_the_password_has_to_wait() {
    // row 104
    let (server, mut admin, jane) = house().await;
    let path = format!("/admin/people/{}/suspend", jane.id);
    let page = admin.open(&path).await;
    let mut seen = Vec::new();
    for _ in 0..7 {
        seen.push(admin.submit(&page, &path, &[("password", "wrong")]).await.status().as_u16());
    }
    assert!(seen.starts_with(&[422, 422, 422, 422, 422]) && seen.ends_with(&[429]), "{seen:?}");
    let late = admin.submit(&page, &path, &[("password", PASSWORD)]).await;
    assert!(late.status() == StatusCode::TOO_MANY_REQUESTS && late.text().contains("Please wait"));
    assert!(super::jane(&server).await.is_active());
}

#[tokio::test]
async fn the_overview_counts_and_says_what_wants_a_look() {
    let (server, mut admin, _) = house().await;
    server.register(&oauth::model::Client { verified: false, ..web_app() }).await;
    let page = admin.open("/admin").await;
    assert_eq!(page.texts(".numbers > div")[..3], ["People 2", "Administrators 1", "Apps 1"]);
    let text = page.text();
    assert!(text.contains("One app waits for somebody to verify it."));
    assert!(text.contains("You are the only administrator."));
    assert!(text.contains("Nothing has failed lately."));
    let mut guesser = server.browser();
    let login = guesser.open("/login").await;
    guesser.submit(&login, "/login", &[("username", super::JANE), ("password", "wrong")]).await;
    let page = admin.open("/admin").await;
    assert!(page.text().contains("Sign-in failed: wrong e-mail or password"), "{}", page.text());
    assert!(page.text().contains("about John Doe"));
}

#[tokio::test]
async fn every_page_leads_to_the_others_in_both_languages() {
    let (_server, mut admin, _) = house().await;
    for language in ["en", "fr"] {
        for path in PAGES {
            let page = admin.open(&format!("{path}?ui_locales={language}")).await;
            assert_eq!(page.status(), StatusCode::OK);
            assert_eq!(page.attributes("html", "lang"), [language]);
            for other in PAGES {
                assert!(page.ways_on().iter().any(|href| href == other), "{path} does not lead to {other}");
            }
        }
    }
}

#[tokio::test]
async fn the_first_page_names_administration_to_administrators_alone() {
    let (server, mut admin, _) = house().await;
    let leads_there = |hrefs: Vec<String>| hrefs.iter().any(|href| href == "/admin");
    assert!(leads_there(admin.open("/").await.attributes("header a", "href")));
    let mut jane = jane_at(&server).await;
    assert!(!leads_there(jane.open("/").await.attributes("a", "href")));
    let other = TestServer::start().await;
    assert!(!leads_there(other.browser().open("/").await.attributes("a", "href")));
}
