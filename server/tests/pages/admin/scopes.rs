//! `/admin/scopes`.

use axum::http::StatusCode;
use oauth::model::{AuditEvent, ScopeEntry};

use super::{fresh, house, log, perform};
use crate::support::{PASSWORD, TestServer, web_app};

async fn entry(server: &TestServer, name: &str) -> Option<ScopeEntry> {
    server.store().scopes().await.unwrap().into_iter().find(|entry| entry.name.as_str() == name)
}

#[tokio::test]
async fn a_scope_is_added_described_and_deleted() {
    let (server, mut admin, _) = house().await;
    let page = admin.open("/admin/scopes").await;
    let typed = [
        ("name", "calendar/read:all"),
        ("english", "See your <i>days</i>"),
        ("french", "Voir vos jours"),
        ("optional", "yes"),
    ];
    let page = admin.post("/admin/scopes", &fresh(&page, "/admin/scopes", &typed)).await;
    assert!(page.text().contains("The scope is added.") && page.text().contains("See your <i>days</i>"));
    let made = entry(&server, "calendar/read:all").await.unwrap();
    assert!(made.optional && !made.sensitive && !made.default);

    let href = page.attributes(".entry a", "href").into_iter().find(|href| href.contains("calendar")).unwrap();
    let page = admin.open(&href).await;
    assert_eq!(page.headline(), "Scope calendar/read:all");
    let typed = [("english", "See your days"), ("french", "Voir vos jours"), ("sensitive", "yes"), ("default", "yes")];
    let page = admin.post(&href, &fresh(&page, &href, &typed)).await;
    assert!(page.text().contains("Saved."));
    let changed = entry(&server, "calendar/read:all").await.unwrap();
    assert_eq!(changed.description_en, "See your days");
    assert!(!changed.optional && changed.sensitive && changed.default);

    let page = perform(&mut admin, &format!("{href}/delete")).await;
    assert_eq!(page.path(), "/admin/scopes");
    assert!(entry(&server, "calendar/read:all").await.is_none());
    let events = log(&server).await;
    assert_eq!(events[..3], [AuditEvent::ScopeDeleted, AuditEvent::ScopeChanged, AuditEvent::ScopeCreated]);
}

#[tokio::test]
async fn what_is_wrong_is_told_by_its_field_and_kept() {
    let (server, mut admin, _) = house().await;
    let before = server.store().scopes().await.unwrap();
    let taken = before[0].name.to_string();
    let long = "x".repeat(201);
    let page = admin.open("/admin/scopes").await;
    for (name, english, french, wrong) in [
        ("", "", "", vec!["name", "english", "french"]),
        ("two words", "Do", "Faire", vec!["name"]),
        ("sc\"ope", "Do", "Faire", vec!["name"]),
        ("é", "Do", "Faire", vec!["name"]),
        (&taken, "Do", "Faire", vec!["name"]),
        ("fine", &long, " ", vec!["english", "french"]),
        ("fine", "<script>alert(1)</script>", "", vec!["french"]),
        ("fine", "Read\u{202e} etirw ton", "Lire\u{200b}", vec!["english", "french"]),
        ("fine", "\u{3164}", "Lire\nEt écrire", vec!["english", "french"]),
    ] {
        let typed = [("name", name), ("english", english), ("french", french), ("sensitive", "yes")];
        let again = admin.post("/admin/scopes", &fresh(&page, "/admin/scopes", &typed)).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
        assert_eq!(again.attributes("input[aria-invalid=true]", "id"), wrong, "{name:?}");
        assert_eq!(again.form("/admin/scopes").fields.get("name"), Some(name));
        assert_eq!(again.form("/admin/scopes").fields.get("english"), Some(english));
        assert_eq!(again.attributes("input[type=checkbox][checked]", "name"), ["sensitive"]);
    }
    let href = format!("/admin/scopes/{taken}");
    let page = admin.open(&href).await;
    for english in ["", "Read\u{202e} etirw ton"] {
        let again = admin.post(&href, &fresh(&page, &href, &[("english", english), ("french", "Faire")])).await;
        assert_eq!(again.attributes("input[aria-invalid=true]", "id"), ["english"]);
    }
    assert_eq!(server.store().scopes().await.unwrap(), before);
}

#[tokio::test]
async fn a_scope_that_an_application_may_ask_for_stays() {
    let (server, mut admin, _) = house().await;
    server.register(&web_app()).await;
    let page = admin.open("/admin/scopes/read/delete").await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("This scope cannot be deleted") && page.text().contains("Movie Box"));
    let token = admin.open("/admin/scopes/read").await;
    let fields = fresh(&token, "/admin/scopes/read", &[("password", PASSWORD)]);
    let page = admin.post("/admin/scopes/read/delete", &fields).await;
    assert!(page.text().contains("This scope cannot be deleted"));
    assert!(entry(&server, "read").await.is_some());
    for unknown in ["nothing", "%00", "a%20b"] {
        for path in [format!("/admin/scopes/{unknown}"), format!("/admin/scopes/{unknown}/delete")] {
            assert_eq!(admin.open(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
