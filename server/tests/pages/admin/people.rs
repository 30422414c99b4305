//! `/admin/people`.

use axum::http::StatusCode;
use oauth::model::{Actor, AuditEvent, AuditQuery};

use super::{JANE, house, jane_at, john, log, perform};
use crate::support::{EMAIL, PASSWORD, Tokens, television, web_app};

#[tokio::test]
async fn people_are_found_by_name_address_and_number() {
    let (server, mut admin, jane) = house().await;
    server.add_user("100%_sure@example.com").await;
    let cases = [
        ("", vec![EMAIL, JANE, "100%_sure@example.com"]),
        ("JANE", vec![JANE]),
        ("doe", vec![EMAIL, JANE, "100%_sure@example.com"]),
        ("100%", vec!["100%_sure@example.com"]),
        ("%_", vec!["100%_sure@example.com"]),
        ("nobody", vec![]),
    ];
    for (typed, found) in cases {
        let q = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect::<String>();
        let page = admin.open(&format!("/admin/people?q={q}")).await;
        assert_eq!(page.texts("tbody td[data-label=E-mail]"), found, "{typed:?}");
        assert_eq!(page.attributes("input[type=search]", "value"), [typed]);
    }
    let page = admin.open(&format!("/admin/people?q={}", jane.id)).await;
    assert_eq!(page.texts("tbody td[data-label=E-mail]")[0], JANE);
}

#[tokio::test]
async fn no_text_breaks_the_search() {
    let (_server, mut admin, _) = house().await;
    let long = "a".repeat(10_000);
    for hostile in ["%", "_", "'", "\"", "\\", "!", "a\0b", "\0", "💩", "' OR 1=1 --", "\u{202e}", &long] {
        let q = url::form_urlencoded::byte_serialize(hostile.as_bytes()).collect::<String>();
        for path in ["people", "apps", "audit"] {
            let page = admin.open(&format!("/admin/{path}?q={q}&email={q}&event={q}&client_id={q}")).await;
            assert!(page.status() == StatusCode::OK, "{path} {q}: {}", page.text());
        }
        for id in ["after=-1", "after=x", "after=99999999999999999999", "before=x", "before=-5", "after=%00"] {
            for path in ["people", "apps", "audit"] {
                assert!(admin.open(&format!("/admin/{path}?{id}")).await.answer.is_ok(), "{path} {id}");
            }
        }
    }
}

#[tokio::test]
async fn a_long_list_comes_in_parts() {
    let (server, mut admin, _) = house().await;
    for number in 0..60 {
        server.add_user(&format!("person{number}@example.com")).await;
    }
    let first = admin.open("/admin/people?q=example.com").await;
    let next = first.attributes("nav.pager a[rel=next]", "href");
    assert_eq!((first.texts("tbody tr").len(), next.len()), (50, 1));
    let second = admin.open(&next[0]).await;
    assert_eq!(second.texts("tbody tr").len(), 12);
    assert_eq!(second.attributes("nav.pager a[rel=next]", "href").len(), 0);
    assert_eq!(second.attributes("input[type=search]", "value"), ["example.com"]);
}

#[tokio::test]
async fn whoever_is_not_there_is_not_found() {
    let (_server, mut admin, jane) = house().await;
    for id in ["0", "999", "-1", "abc", "9223372036854775808", "%00", "..%2f"] {
        for path in [format!("/admin/people/{id}"), format!("/admin/people/{id}/suspend")] {
            assert_eq!(admin.open(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
    let unknown = format!("/admin/people/{}/explode", jane.id);
    assert_eq!(admin.open(&unknown).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_suspended_person_is_out_at_once_with_every_token() {
    let (server, mut admin, jane) = house().await;
    let app = server.web_app(web_app()).await;
    let another = server.another_instance().await;
    let mut there = jane_at(&server).await;
    let tokens = app.obtain_tokens(&mut there).await;
    assert!(app.is_alive(&tokens.access).await);

    let page = perform(&mut admin, &format!("/admin/people/{}/suspend", jane.id)).await;
    assert_eq!(page.path(), format!("/admin/people/{}", jane.id));
    assert!(page.text().contains("The account is suspended: its sessions and tokens are dead."));
    assert!(page.texts(".pill").contains(&"Suspended".to_owned()));

    there.wire = another.wire.clone();
    assert!(there.open("/account").await.is_login(), "the session is dead");
    let elsewhere = app.through(another.wire.clone());
    assert!(!elsewhere.is_alive(&tokens.access).await, "the access token is dead");
    assert_eq!(elsewhere.refresh(&tokens.refresh).await.error(), "400 invalid_grant");
    let login = there.open("/login").await;
    let refused = there.submit(&login, "/login", &[("username", JANE), ("password", PASSWORD)]).await;
    assert!(refused.has_form("/login") && !refused.answer.is_ok());

    let page = perform(&mut admin, &format!("/admin/people/{}/resume", jane.id)).await;
    assert!(page.text().contains("The account is resumed."));
    assert!(!app.is_alive(&tokens.access).await, "what died stays dead");
    jane_at(&server).await;
    assert_eq!(
        log(&server).await.into_iter().filter(|event| *event != AuditEvent::SignIn).collect::<Vec<_>>()[..2],
        [AuditEvent::AccountResumed, AuditEvent::AccountSuspended]
    );
}

#[tokio::test]
async fn what_a_suspended_person_allowed_a_moment_before_gives_no_token() {
    let (server, mut admin, jane) = house().await;
    let app = server.web_app(web_app()).await;
    let device = server.device(television()).await;
    let mut there = jane_at(&server).await;
    let code = app.obtain_code(&mut there).await;
    let codes = device.ask().await;
    let page = there.open(&codes.complete).await;
    there.press(&page, "decision", "connect").await;

    perform(&mut admin, &format!("/admin/people/{}/suspend", jane.id)).await;
    assert_eq!(app.redeem(&code).await.error(), "400 invalid_grant");
    let polled = device.poll(&codes).await;
    assert!(!polled.is_ok(), "{polled}");
}

#[tokio::test]
async fn an_administrator_starts_a_reset_and_never_chooses_a_password() {
    // row 106
    let (server, mut admin, jane) = house().await;
    let path = format!("/admin/people/{}/reset-password", jane.id);
    let page = admin.open(&path).await;
    let names: Vec<_> = page.attributes("main input", "name");
    assert!(names.iter().all(|name| ["csrf_token", "password"].contains(&name.as_str())), "{names:?}");
    // Whatever is sent beside: it is no password of Jane's.
    let typed = [("password", PASSWORD), ("new_password", "chosen by somebody else")];
    let done = admin.submit(&page, &path, &typed).await;
    assert!(done.text().contains("The link is on its way."));
    let link = server.letter_to(JANE, 1).await.link("/reset/finish");
    assert!(!done.answer.text().contains(&link), "the administrator does not see the link");
    assert_eq!(super::jane(&server).await.password, jane.password, "the password is what it was");

    let mut there = server.browser();
    let page = there.open(&link).await;
    there.submit(&page, "/reset/finish", &[("new_password", "five silly walnuts dance on mars")]).await;
    assert_ne!(super::jane(&server).await.password, jane.password, "the person has chosen");
    let query = AuditQuery { event: Some(AuditEvent::PasswordResetAsked), limit: 9, ..AuditQuery::default() };
    let asked = &server.store().audit(&query).await.unwrap()[0].entry;
    assert_eq!((asked.actor, asked.user_id), (Actor::Person(john(&server).await.id), Some(jane.id)));
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let (server, mut admin, jane) = house().await;
    let john = john(&server).await;
    let own = format!("/admin/people/{}", john.id);
    for act in ["withdraw-admin", "suspend", "delete"] {
        let href = format!("{own}/{act}");
        let offered = admin.open(&own).await.ways_on();
        assert!(!offered.contains(&href), "{act} is not offered");
        let page = admin.open(&href).await;
        assert_eq!(page.path(), own);
        assert!(page.text().contains("The last administrator stays one."), "{}", page.text());
        let token = admin.open("/admin/scopes").await.form("/admin/scopes").fields;
        admin.post(&href, &token.set("password", PASSWORD)).await;
    }
    let still = super::john(&server).await;
    assert!(still.admin && still.is_active());
    // A suspended one does not count.
    server.store().set_admin(jane.id, true).await.unwrap();
    perform(&mut admin, &format!("/admin/people/{}/suspend", jane.id)).await;
    assert_eq!(admin.open(&format!("{own}/withdraw-admin")).await.path(), own);
    // With another one, one may go.
    perform(&mut admin, &format!("/admin/people/{}/resume", jane.id)).await;
    let page = perform(&mut admin, &format!("{own}/withdraw-admin")).await;
    assert_eq!(page.path(), "/");
    assert!(admin.open("/admin").await.is_login(), "whoever goes is signed out");
    assert!(!super::john(&server).await.admin);
}

#[tokio::test]
async fn of_two_administrators_who_go_at_once_one_stays_and_hears_why() {
    for act in ["withdraw-admin", "suspend", "delete"] {
        let (server, mut there, jane) = house().await;
        server.store().set_admin(jane.id, true).await.unwrap();
        let mut here = jane_at(&server).await;
        let paths = [john(&server).await.id, jane.id].map(|id| format!("/admin/people/{id}/{act}"));
        let pages = [there.open(&paths[0]).await, here.open(&paths[1]).await];
        let typed = [("password", PASSWORD)];
        let pages = tokio::join!(there.submit(&pages[0], &paths[0], &typed), here.submit(&pages[1], &paths[1], &typed));
        assert_eq!(server.store().count_admins().await.unwrap(), 1, "{act}");
        let told = [pages.0.text(), pages.1.text()].map(|text| text.contains("The last administrator stays one."));
        assert_eq!(told.iter().filter(|told| **told).count(), 1, "{act}");
        // Whoever stays is still signed in.
        assert_eq!(
            [there.open("/admin").await.is_login(), here.open("/admin").await.is_login()],
            told.map(|told| !told)
        );
    }
}

#[tokio::test]
async fn signing_somebody_out_ends_their_sessions_and_nothing_else() {
    let (server, mut admin, jane) = house().await;
    let app = server.web_app(web_app()).await;
    let mut there = jane_at(&server).await;
    let tokens = app.obtain_tokens(&mut there).await;
    perform(&mut admin, &format!("/admin/people/{}/sign-out", jane.id)).await;
    assert!(there.open("/account").await.is_login());
    assert!(app.is_alive(&tokens.access).await);
    jane_at(&server).await;
    // One's own session ends too, and does not come back by itself.
    perform(&mut admin, &format!("/admin/people/{}/sign-out", john(&server).await.id)).await;
    assert!(admin.open("/admin").await.is_login());
}

#[tokio::test]
async fn a_deleted_person_is_gone_and_their_apps_stay() {
    let (server, mut admin, jane) = house().await;
    let client = oauth::model::Client { owner: Some(jane.id), ..web_app() };
    let app = server.web_app(client).await;
    let mut there = jane_at(&server).await;
    let tokens: Tokens = app.obtain_tokens(&mut there).await;
    let person = admin.open(&format!("/admin/people/{}", jane.id)).await;
    assert!(person.text().contains("Movie Box") && person.text().contains("in one browser"));

    let page = perform(&mut admin, &format!("/admin/people/{}/delete", jane.id)).await;
    assert_eq!((page.path(), page.status()), ("/admin/people", StatusCode::OK));
    assert!(page.text().contains("The account is deleted."));
    assert!(server.store().user(jane.id).await.unwrap().is_none());
    assert!(!app.is_alive(&tokens.access).await);
    assert_eq!(server.store().client(&"web-app".parse().unwrap()).await.unwrap().unwrap().owner, None);
    let page = admin.open("/admin/audit?event=account_deleted").await;
    assert!(page.text().contains(&format!("about № {}", jane.id)), "{}", page.text());
}

#[tokio::test]
async fn an_administrator_is_made_and_unmade() {
    let (server, mut admin, jane) = house().await;
    perform(&mut admin, &format!("/admin/people/{}/make-admin", jane.id)).await;
    assert!(super::jane(&server).await.admin);
    assert!(jane_at(&server).await.open("/admin").await.answer.is_ok());
    perform(&mut admin, &format!("/admin/people/{}/withdraw-admin", jane.id)).await;
    assert!(!super::jane(&server).await.admin);
    let events = log(&server).await;
    assert!(events.contains(&AuditEvent::AdminGranted) && events.contains(&AuditEvent::AdminWithdrawn));
    // A second tab comes late: nothing to do, and no dead end (row 107).
    let page = admin.open(&format!("/admin/people/{}/withdraw-admin", jane.id)).await;
    assert_eq!(page.path(), format!("/admin/people/{}", jane.id));
}
