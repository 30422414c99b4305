//! `/admin/apps`, and the API keys of applications.

use axum::http::StatusCode;
use oauth::model::{AuditEvent, AuditQuery, Client, ClientAuthentication, ClientState};
use oauth::types::{Secret, SecretHash};

use super::{house, jane_at, log, perform};
use crate::support::{PASSWORD, Proof, form, phone_app, service, single_page_app, television, web_app};

async fn client(server: &crate::support::TestServer) -> Client {
    server.store().client(&"web-app".parse().unwrap()).await.unwrap().unwrap()
}

#[tokio::test]
async fn applications_are_found_and_filtered() {
    let (server, mut admin, _) = house().await;
    server.register(&web_app()).await;
    server.register(&Client { verified: false, ..single_page_app() }).await;
    server.register(&Client { state: ClientState::Suspended, ..television() }).await;
    for (query, found) in [
        ("", vec!["single-page-app", "television", "web-app"]),
        ("q=movie+box", vec!["single-page-app", "television", "web-app"]),
        ("q=TV", vec!["television"]),
        ("show=unverified", vec!["single-page-app"]),
        ("show=suspended", vec!["television"]),
        ("show=suspended&q=lite", vec![]),
        ("show=everything", vec!["single-page-app", "television", "web-app"]),
    ] {
        let page = admin.open(&format!("/admin/apps?{query}")).await;
        assert_eq!(page.texts("tbody td code"), found, "{query}");
    }
}

#[tokio::test]
async fn a_filter_looks_further_than_one_part_of_the_list() {
    let (server, mut admin, _) = house().await;
    for number in 100..220 {
        let id = format!("app-{number}").parse().unwrap();
        server.register(&Client { id, verified: number < 215, ..television() }).await;
    }
    let page = admin.open("/admin/apps?show=unverified").await;
    assert_eq!(page.texts("tbody tr").len(), 5);
    let all = admin.open("/admin/apps").await;
    let next = all.attributes("nav.pager a[rel=next]", "href");
    assert_eq!(admin.open(&next[0]).await.texts("tbody td code")[0], "app-150");
}

#[tokio::test]
async fn an_application_that_is_not_there_is_not_found() {
    let (_server, mut admin, _) = house().await;
    for id in ["nobody", "0", "%00", "a%20b", "%F0%9F%92%A9", &"a".repeat(2000)] {
        for page in ["", "/edit", "/suspend", "/rotate-secret", "/secret"] {
            let path = format!("/admin/apps/{id}{page}");
            assert_eq!(admin.open(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn a_suspended_application_loses_every_token_at_once() {
    let (server, mut admin, _) = house().await;
    let app = server.web_app(web_app()).await;
    let mut jane = jane_at(&server).await;
    let tokens = app.obtain_tokens(&mut jane).await;
    let waiting = app.obtain_code(&mut jane).await;
    let path = "/admin/apps/web-app/suspend";
    assert!(admin.open(path).await.text().contains("One approval and all its tokens are dead at once."));
    let page = perform(&mut admin, path).await;
    assert!(page.text().contains("The app is suspended: its tokens are dead."));

    let elsewhere = app.through(server.another_instance().await.wire);
    assert!(!elsewhere.is_alive(&tokens.access).await);
    assert_eq!(elsewhere.refresh(&tokens.refresh).await.error(), "401 invalid_client");
    assert_eq!(elsewhere.redeem(&waiting).await.error(), "401 invalid_client");
    let page = jane.open(&app.url(&app.request())).await;
    assert!(page.text().contains("This app is suspended"), "{}", page.text());

    perform(&mut admin, "/admin/apps/web-app/resume").await;
    assert!(!app.is_alive(&tokens.access).await, "what died stays dead");
    assert_eq!(app.refresh(&tokens.refresh).await.error(), "400 invalid_grant");
    let tokens = app.obtain_tokens(&mut jane).await;
    assert!(app.is_alive(&tokens.access).await);
    let events = log(&server).await;
    assert!(events.contains(&AuditEvent::ClientSuspended) && events.contains(&AuditEvent::ClientResumed));
}

#[tokio::test]
async fn verifying_is_what_people_see_when_they_are_asked() {
    // row 102
    let (server, mut admin, _) = house().await;
    let app = server.web_app(Client { verified: false, ..web_app() }).await;
    let mut jane = jane_at(&server).await;
    let asked = |page: crate::support::Page| page.texts(".mark").join(" ");
    assert_eq!(asked(jane.open(&app.url(&app.request())).await), "Not verified");
    perform(&mut admin, "/admin/apps/web-app/verify").await;
    assert_eq!(asked(jane.open(&app.url(&app.request())).await), "Verified by an administrator");
    perform(&mut admin, "/admin/apps/web-app/unverify").await;
    assert_eq!(asked(jane.open(&app.url(&app.request())).await), "Not verified");
    assert!(log(&server).await.contains(&AuditEvent::ClientVerified));
}

#[tokio::test]
async fn people_are_not_asked_about_an_application_that_is_trusted() {
    let (server, mut admin, _) = house().await;
    let app = server.web_app(web_app()).await;
    let mut jane = jane_at(&server).await;
    assert_eq!(jane.open(&app.url(&app.request())).await.left_to(), None);
    perform(&mut admin, "/admin/apps/web-app/trust").await;
    assert!(jane.open(&app.url(&app.request())).await.left_to().is_some());
    perform(&mut admin, "/admin/apps/web-app/untrust").await;
    assert!(!client(&server).await.trusted);
    perform(&mut admin, "/admin/apps/web-app/unverify").await;
    let query = AuditQuery { event: Some(AuditEvent::ClientChanged), limit: 9, ..AuditQuery::default() };
    let lines = server.store().audit(&query).await.unwrap().into_iter();
    let details: Vec<_> = lines.filter_map(|line| line.entry.detail).collect();
    assert_eq!(details, ["no longer verified", "trusted", "trusted"], "as every other change is written down");
}

#[tokio::test]
async fn a_new_secret_is_shown_once_and_the_old_one_works_for_a_day() {
    // row 105
    let (server, mut admin, _) = house().await;
    let app = server.web_app(web_app()).await;
    let mut jane = jane_at(&server).await;
    let page = perform(&mut admin, "/admin/apps/web-app/rotate-secret").await;
    assert_eq!(page.path(), "/admin/apps/web-app/secret", "a page of its own, which a form did not make");
    let secret = page.texts(".code-line code").remove(0);
    assert_eq!(secret.len(), 43);
    assert!(page.text().contains("The old secret works until 2 March 2026, 12:00"));
    let rotated = client(&server).await;
    for path in ["/admin/apps/web-app/secret", "/admin/apps/web-app"] {
        let page = admin.open(path).await;
        assert_eq!((page.path(), page.status()), ("/admin/apps/web-app", StatusCode::OK));
        assert!(!page.answer.text().contains(&secret), "it was shown once");
    }
    assert_eq!(client(&server).await, rotated, "loading it again makes no other");
    let mut new = app.clone();
    new.proof = Proof::Basic(secret);
    for app in [&new, &app] {
        let code = app.obtain_code(&mut jane).await;
        assert!(app.redeem(&code).await.is_ok());
    }
    server.wait(24 * 3600);
    let code = app.obtain_code(&mut jane_at(&server).await).await;
    assert_eq!(app.redeem(&code).await.error(), "401 invalid_client");
    assert!(log(&server).await.contains(&AuditEvent::ClientSecretRotated));

    server.register(&phone_app()).await;
    let page = admin.open("/admin/apps/phone-app/rotate-secret").await;
    assert!(page.text().contains("This app has no secret."), "{}", page.text());
}

#[tokio::test]
async fn a_secret_is_shown_in_the_browser_that_made_it_alone() {
    let (server, mut admin, _) = house().await;
    server.register(&web_app()).await;
    let mut elsewhere = server.john().await;
    let page = admin.open("/admin/apps/web-app/rotate-secret").await;
    let fields = page.form("/admin/apps/web-app/rotate-secret").fields.set("password", PASSWORD);
    let answer = admin.send(form("/admin/apps/web-app/rotate-secret", &fields.pairs())).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/admin/apps/web-app/secret"));
    assert_eq!(elsewhere.open("/admin/apps/web-app/secret").await.path(), "/admin/apps/web-app");
    assert_eq!(admin.open("/admin/apps/web-app/secret").await.texts(".code-line code").len(), 1);
}

#[tokio::test]
async fn of_two_who_make_a_secret_at_once_one_hears_that_it_has_changed() {
    let (server, mut john, _) = house().await;
    let mut elsewhere = server.john().await;
    let path = "/admin/apps/web-app/rotate-secret";
    server.register(&web_app()).await;
    let first = client(&server).await;
    // On a busy machine they may miss each other: then there are two, one after the other.
    for _ in 0..9 {
        assert!(server.store().replace_client(&client(&server).await, &first).await.unwrap());
        let pages = [john.open(path).await, elsewhere.open(path).await];
        let typed = [("password", PASSWORD)];
        let before = log(&server).await.len();
        let pages = tokio::join!(john.submit(&pages[0], path, &typed), elsewhere.submit(&pages[1], path, &typed));
        let made = [&pages.0, &pages.1].map(|page| page.path() == "/admin/apps/web-app/secret");
        let made = made.into_iter().filter(|made| *made).count();
        assert_eq!(log(&server).await.len() - before, made, "what is not made is not written down");
        if made == 1 {
            let told = [pages.0.text(), pages.1.text()].join(" ");
            assert!(told.contains("The app was changed somewhere else a moment ago"), "{told}");
            assert_eq!(secrets(&client(&server).await)[1], secrets(&first)[0], "the one that is deployed works on");
            return;
        }
    }
    panic!("nobody was in anybody's way");
}

fn secrets(client: &Client) -> Vec<SecretHash> {
    let ClientAuthentication::Confidential { secrets } = &client.authentication else { return Vec::new() };
    secrets.iter().map(|secret| secret.hash.clone()).collect()
}

#[tokio::test]
async fn a_deleted_application_is_gone_with_its_tokens() {
    let (server, mut admin, _) = house().await;
    let app = server.web_app(web_app()).await;
    let tokens = app.obtain_tokens(&mut jane_at(&server).await).await;
    let page = perform(&mut admin, "/admin/apps/web-app/delete").await;
    assert_eq!((page.path(), page.status()), ("/admin/apps", StatusCode::OK));
    assert!(!app.is_alive(&tokens.access).await);
    assert_eq!(admin.open("/admin/apps/web-app").await.status(), StatusCode::NOT_FOUND);
    let page = admin.open("/admin/audit?client_id=web-app&event=client_deleted").await;
    assert!(page.text().contains("web-app deleted"), "the log still knows it: {}", page.text());
}

#[tokio::test]
async fn an_api_key_is_shown_once_and_opens_until_it_is_revoked() {
    // contract §4
    let (server, mut admin, _) = house().await;
    server.register(&service()).await;
    let page = admin.open("/admin/api-keys").await;
    for (client_id, name, password, wrong) in [
        ("nobody", "", PASSWORD, vec!["client_id"]),
        ("", "", PASSWORD, vec!["client_id"]),
        ("no\u{202e}body", &*"x".repeat(101), "", vec!["client_id", "name"]),
        ("service", "etis\u{202e} ehT", PASSWORD, vec!["name"]),
        ("service", "The\u{200b}site", PASSWORD, vec!["name"]),
        ("service", "The site", "", vec!["password"]),
        ("service", "The site", "wrong", vec!["password"]),
    ] {
        let typed = [("client_id", client_id), ("name", name), ("password", password)];
        let page = admin.submit(&page, "/admin/api-keys", &typed).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{client_id}");
        assert_eq!(page.attributes("input[aria-invalid=true]", "id"), wrong);
        assert_eq!(page.form("/admin/api-keys").fields.get("client_id"), Some(client_id));
        assert_eq!(page.form("/admin/api-keys").fields.get("name"), Some(name));
    }
    assert!(server.store().api_keys().await.unwrap().is_empty());

    let typed = [("client_id", "service"), ("name", "The <b>site</b>"), ("password", PASSWORD)];
    let made = admin.submit(&page, "/admin/api-keys", &typed).await;
    let secret = made.texts(".code-line code").remove(0);
    let again = admin.open(made.path()).await;
    assert_eq!(again.path(), "/admin/api-keys", "{} shows it once", made.path());
    assert!(!again.answer.text().contains(&secret));
    assert_eq!(server.store().api_keys().await.unwrap().len(), 1, "loading it again makes no other");
    let hash = Secret::from(secret.clone()).hash();
    let key = server.store().api_key(&hash).await.unwrap().unwrap();
    let list = admin.open("/admin/api-keys").await;
    assert!(list.text().contains("The <b>site</b>") && !list.answer.text().contains(&secret));
    let path = format!("/admin/api-keys/{}/revoke", key.id);
    let page = perform(&mut admin, &path).await;
    assert!(page.text().contains("The API key is revoked."));
    assert!(server.store().api_key(&hash).await.unwrap().unwrap().revoked_at.is_some());
    assert_eq!(admin.open(&path).await.path(), "/admin/api-keys", "nothing more to do");
    for unknown in ["/admin/api-keys/nothing", "/admin/api-keys/nothing/revoke"] {
        assert_eq!(admin.open(unknown).await.status(), StatusCode::NOT_FOUND);
    }
    let events = log(&server).await;
    assert!(events.contains(&AuditEvent::ApiKeyCreated) && events.contains(&AuditEvent::ApiKeyRevoked));
}
