//! `/admin/apps/{id}/edit`.

use axum::http::StatusCode;
use oauth::model::{AuditEvent, AuditQuery, Client, ClientKind, TokenFormat};

use super::{fresh, house};
use crate::support::{Browser, PASSWORD, Page, TestServer, web_app};

const EDIT: &str = "/admin/apps/web-app/edit";

/// What the form says when nobody touches it, but for these fields.
const AS_IT_IS: [(&str, &str); 11] = [
    ("name", "Movie Box"),
    ("kind", "web"),
    ("grant_type", "authorization_code"),
    ("grant_type", "refresh_token"),
    ("scope", "read"),
    ("scope", "write"),
    ("default_scope", "read"),
    ("redirect_uris", "https://app.example/callback"),
    ("require_pkce", "yes"),
    ("token_format", "jwt"),
    ("access_token_lifetime", "2h"),
];

async fn client(server: &TestServer) -> Client {
    server.store().client(&"web-app".parse().unwrap()).await.unwrap().unwrap()
}

async fn send(admin: &mut Browser, changed: &[(&str, &str)], password: &str) -> Page {
    let page = admin.open(EDIT).await;
    let kept = AS_IT_IS.into_iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    let all: Vec<_> = kept.chain(changed.iter().copied()).chain([("password", password)]).collect();
    let fields = fresh(&page, EDIT, &all);
    admin.post(EDIT, &fields).await
}

async fn scopes(server: &TestServer) {
    for name in ["read", "write", "stats"] {
        let entry = oauth::model::ScopeEntry {
            name: name.parse().unwrap(),
            description_en: "Do it".to_owned(),
            description_fr: "Le faire".to_owned(),
            sensitive: false,
            default: false,
            optional: false,
        };
        let _ = server.store().create_scope(&entry).await;
    }
}

#[tokio::test]
async fn the_form_shows_the_record_and_changes_nothing_by_itself() {
    let (server, mut admin, _) = house().await;
    scopes(&server).await;
    server.register(&web_app()).await;
    let before = client(&server).await;
    let page = admin.open(EDIT).await;
    assert_eq!(page.form(EDIT).fields.get("name"), Some("Movie Box"));
    assert_eq!(page.attributes("input[name=scope][checked]", "value"), ["read", "write"]);
    assert_eq!(page.attributes("input[name=default_scope][checked]", "value"), ["read"]);
    let page = send(&mut admin, &[], PASSWORD).await;
    assert_eq!(page.path(), "/admin/apps/web-app", "{}", page.text());
    assert!(page.text().contains("Saved."));
    assert_eq!(client(&server).await, before);
}

#[tokio::test]
async fn everything_about_an_application_can_be_changed() {
    let (server, mut admin, _) = house().await;
    scopes(&server).await;
    server.register(&web_app()).await;
    let page = send(
        &mut admin,
        &[
            ("name", "Movie Box 2"),
            ("kind", "device"),
            ("grant_type", "authorization_code"),
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("scope", "read"),
            ("scope", "stats"),
            ("default_scope", "stats"),
            ("redirect_uris", " https://new.example/cb \r\n\r\nhttps://app.example/callback\r\n"),
            ("failure_redirect_uri", "https://new.example/failed"),
            ("require_pkce", ""),
            ("token_format", "opaque"),
            ("access_token_lifetime", "15m"),
            ("refresh_token_lifetime", "30d"),
            ("site_url", "https://new.example"),
            ("description", "Films."),
        ],
        PASSWORD,
    )
    .await;
    assert_eq!(page.path(), "/admin/apps/web-app", "{}", page.text());
    let after = client(&server).await;
    assert_eq!(
        (after.name.as_str(), after.kind, after.token_format),
        ("Movie Box 2", ClientKind::Device, TokenFormat::Opaque)
    );
    assert_eq!(
        (after.scope.to_string(), after.default_scope.to_string()),
        ("read stats".to_owned(), "stats".to_owned())
    );
    let redirects: Vec<_> = after.redirect_uris.iter().map(ToString::to_string).collect();
    assert_eq!(redirects, ["https://app.example/callback", "https://new.example/cb"]);
    assert_eq!(after.failure_redirect_uri.unwrap().to_string(), "https://new.example/failed");
    assert_eq!(
        (after.access_token_lifetime.whole_minutes(), after.refresh_token_lifetime.unwrap().whole_days()),
        (15, 30)
    );
    assert!(!after.require_pkce && after.grant_types.len() == 2);
    assert_eq!(
        (after.site_url.as_deref(), after.description.as_deref()),
        (Some("https://new.example"), Some("Films."))
    );
    assert_eq!(after.authentication, web_app().authentication, "its secret is what it was");
    let query = AuditQuery { event: Some(AuditEvent::ClientChanged), limit: 9, ..AuditQuery::default() };
    let detail = server.store().audit(&query).await.unwrap()[0].entry.detail.clone().unwrap();
    assert!(detail.starts_with("name, kind, grant_types, scope"), "{detail}");
}

#[tokio::test]
async fn what_is_wrong_is_told_by_its_field_and_what_was_typed_is_kept() {
    let (server, mut admin, _) = house().await;
    scopes(&server).await;
    server.register(&web_app()).await;
    let before = client(&server).await;
    let long = "x".repeat(101);
    let hostile = "https://app.example/cb#<script>alert(1)</script>";
    for (field, typed) in [
        ("name", ""),
        ("name", &*long),
        ("name", "Movie\u{202e}Box"),
        ("kind", "toaster"),
        ("kind", "native"),
        ("grant_type", ""),
        ("grant_type", "implicit"),
        ("scope", "made-up"),
        ("default_scope", "stats"),
        ("redirect_uris", ""),
        ("redirect_uris", hostile),
        ("redirect_uris", "javascript:alert(1)"),
        ("failure_redirect_uri", "/failed"),
        ("access_token_lifetime", "for ever"),
        ("access_token_lifetime", ""),
        ("access_token_lifetime", "99999999d"),
        ("refresh_token_lifetime", "-1d"),
        ("site_url", "ftp://app.example"),
    ] {
        let page = send(&mut admin, &[(field, typed)], PASSWORD).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{field} {typed:?}");
        let summary = page.attributes("#summary a", "href");
        assert!(summary.contains(&format!("#{field}")), "{field} {typed:?}: {summary:?} {}", page.text());
        assert!(page.attributes("[aria-invalid=true]", "name").contains(&field.to_owned()), "{field} {typed:?}");
        assert!(!page.answer.text().contains("<script"), "{field} {typed:?}");
        let kept = page.form(EDIT).fields.get(field).map(str::to_owned);
        if ["name", "failure_redirect_uri", "site_url"].contains(&field) {
            assert_eq!(kept.as_deref(), Some(typed));
        }
    }
    assert_eq!(client(&server).await, before);
    for wrong in ["", "wrong"] {
        let page = send(&mut admin, &[("name", "Another")], wrong).await;
        assert_eq!(page.attributes("#summary a", "href"), ["#password"]);
        assert_eq!(page.form(EDIT).fields.get("name"), Some("Another"));
    }
    assert_eq!(client(&server).await, before);
}

#[tokio::test]
async fn of_two_who_save_at_once_one_hears_that_it_has_changed() {
    let (server, mut john, _) = house().await;
    scopes(&server).await;
    let mut elsewhere = server.john().await;
    server.register(&web_app()).await;
    // On a busy machine they may miss each other: then one saves after the other.
    for round in 0..9 {
        let names = [format!("One {round}"), format!("Other {round}")];
        let [one, other] = [[("name", &*names[0])], [("name", &*names[1])]];
        let pages = tokio::join!(send(&mut john, &one, PASSWORD), send(&mut elsewhere, &other, PASSWORD));
        let saved = [&pages.0, &pages.1].map(|page| page.text().contains("Saved."));
        if let Some(lost) = saved.iter().position(|saved| !saved) {
            let told = [pages.0.text(), pages.1.text()];
            assert!(told[lost].contains("The app was changed somewhere else a moment ago"), "{}", told[lost]);
            assert_eq!(client(&server).await.name, names[1 - lost]);
            return;
        }
    }
    panic!("nobody was in anybody's way");
}
