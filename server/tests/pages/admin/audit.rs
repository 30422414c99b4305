//! `/admin/audit`.

use std::collections::BTreeSet;

use oauth::model::{Actor, AskedFrom, AuditEntry, AuditEvent};
use time::macros::datetime;

use super::{JANE, house, jane_at};
use crate::support::{EMAIL, TestServer, web_app};

#[test]
fn every_event_has_a_sentence_and_every_sentence_an_event() {
    let events: BTreeSet<_> = AuditEvent::ALL.into_iter().map(AuditEvent::as_str).collect();
    assert_eq!(app::audit_events().collect::<BTreeSet<_>>(), events);
}

#[tokio::test]
async fn the_log_says_who_did_what_when_and_from_where() {
    let (server, mut admin, jane) = house().await;
    let app = server.web_app(web_app()).await;
    let mut there = jane_at(&server).await;
    there.wire = server.wire.from("203.0.113.9");
    app.obtain_tokens(&mut there).await;
    let page = admin.open("/admin/audit").await;
    let lines = page.texts(".audit > li");
    let allowed = lines.iter().find(|line| line.starts_with("Allowed Movie Box")).expect("a line");
    assert!(allowed.contains("1 March 2026, 12:00") && allowed.contains("by John Doe"), "{allowed}");
    assert!(allowed.contains("from 203.0.113.9") && allowed.contains("Firefox, Linux"), "{allowed}");
    let links = page.attributes(".audit a", "href");
    assert!(links.contains(&"/admin/apps/web-app".to_owned()) && links.contains(&format!("/admin/people/{}", jane.id)));
    let french = admin.open("/admin/audit?ui_locales=fr").await;
    assert!(french.text().contains("Autorisation donnée : Movie Box"), "{}", french.text());
}

/// So many lines of this kind.
async fn record(server: &TestServer, event: AuditEvent, many: usize) {
    for _ in 0..many {
        let entry = AuditEntry {
            at: datetime!(2026-03-01 11:00 UTC),
            event,
            actor: Actor::CommandLine,
            user_id: None,
            client_id: None,
            from: AskedFrom::default(),
            detail: None,
        };
        server.store().record(&entry).await.unwrap();
    }
}

#[tokio::test]
async fn the_log_is_filtered_by_event_person_and_application() {
    let (server, mut admin, _) = house().await;
    let app = server.web_app(web_app()).await;
    app.obtain_tokens(&mut jane_at(&server).await).await;
    let lines = async |admin: &mut crate::support::Browser, query: &str| {
        admin.open(&format!("/admin/audit?{query}")).await.texts(".audit > li > p")
    };
    assert_eq!(lines(&mut admin, "event=sign_in").await, ["Signed in", "Signed in"]);
    assert_eq!(lines(&mut admin, &format!("event=sign_in&email={EMAIL}")).await, ["Signed in"]);
    let both = lines(&mut admin, &format!("email={}&client_id=web-app", JANE.to_uppercase())).await;
    assert!(!both.is_empty() && both.iter().all(|line| line.contains("Movie Box")), "{both:?}");
    // Who is not there finds nothing, rather than everything.
    let page = admin.open("/admin/audit?email=nobody@example.com&client_id=no+such+app").await;
    assert_eq!(page.texts(".audit > li").len(), 0);
    assert_eq!(page.attributes("input[aria-invalid=true]", "id"), ["email", "client_id"]);
    assert_eq!(page.attributes("input[name=email]", "value"), ["nobody@example.com"]);
}

#[tokio::test]
async fn a_long_log_comes_in_parts_and_keeps_its_filter() {
    let (server, mut admin, _) = house().await;
    record(&server, AuditEvent::ScopeChanged, 60).await;
    let first = admin.open("/admin/audit?event=scope_changed").await;
    let next = first.attributes("nav.pager a[rel=next]", "href");
    assert_eq!((first.texts(".audit > li").len(), next.len()), (50, 1));
    // What happens meanwhile moves nothing.
    record(&server, AuditEvent::ScopeChanged, 3).await;
    let second = admin.open(&next[0]).await;
    assert_eq!(second.texts(".audit > li").len(), 10);
    assert_eq!(second.texts("option[selected]"), ["Scope changed"]);
    assert_eq!(second.attributes("nav.pager a[rel=next]", "href").len(), 0);
}

#[tokio::test]
async fn whatever_stands_in_the_log_stays_text() {
    let (server, mut admin, _) = house().await;
    let entry = AuditEntry {
        at: datetime!(2026-03-01 11:00 UTC),
        event: AuditEvent::ClientChanged,
        actor: Actor::App,
        user_id: Some(oauth::types::UserId(4711)),
        client_id: Some("gone".parse().unwrap()),
        from: AskedFrom { address: None, user_agent: Some("<script>alert(1)</script>/1.0".to_owned()) },
        detail: Some("<b>bold</b>".to_owned()),
    };
    server.store().record(&entry).await.unwrap();
    let page = admin.open("/admin/audit").await;
    assert!(!page.answer.text().contains("<b>") && !page.answer.text().contains("<script>alert"));
    let line = page.texts(".audit > li").remove(0);
    assert!(
        line.starts_with("gone changed") && line.contains("about № 4711") && line.contains("<b>bold</b>"),
        "{line}"
    );
}
