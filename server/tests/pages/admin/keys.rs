//! `/admin/keys`.

use axum::http::StatusCode;
use oauth::model::AuditEvent;

use super::{house, jane_at, log};
use crate::support::{PASSWORD, web_app};

#[tokio::test]
async fn a_rotated_key_signs_at_once_and_the_old_one_still_verifies() {
    // row 92
    let (server, mut admin, _) = house().await;
    let app = server.web_app(web_app()).await;
    let mut jane = jane_at(&server).await;
    let old = app.obtain_tokens(&mut jane).await;
    let list = admin.open("/admin/keys").await;
    assert_eq!(list.texts("tbody .pill"), ["Signs"]);
    server.wait(1);
    // A moment ago is when the keys were loaded: this instance follows all the same.
    let page = admin.open("/admin/keys/rotate?algorithm=EdDSA").await;
    assert!(page.text().contains("A new EdDSA key signs from now on"));
    let page = admin.submit(&page, "/admin/keys/rotate", &[("password", PASSWORD)]).await;
    assert!(page.text().contains("The keys are rotated: a new one signs."));
    assert_eq!(page.texts("tbody .pill"), ["Signs", "Verifies only"]);
    assert!(page.text().contains("Retired on 1 March 2026; tokens it signed verify until 1 March 2026, 14:00"));
    assert_eq!(page.attributes("select[name=algorithm] option", "value"), ["EdDSA", "ES256", "RS256"]);

    let new = app.obtain_tokens(&mut jane).await;
    let header = |token: &str| crate::support::Jwt::parse(token).header["alg"].as_str().unwrap().to_owned();
    assert_eq!((header(&old.access), header(&new.access)), ("ES256".to_owned(), "EdDSA".to_owned()));
    for token in [&old.access, &new.access] {
        assert!(app.is_alive(token).await);
        assert!(app.through(server.another_instance().await.wire).is_alive(token).await);
    }
    assert!(log(&server).await.contains(&AuditEvent::SigningKeysRotated));
}

#[tokio::test]
async fn only_an_algorithm_that_is_offered_is_taken_and_a_wrong_password_rotates_nothing() {
    let (server, mut admin, _) = house().await;
    for algorithm in ["none", "HS256", "es256", "%00"] {
        let page = admin.open(&format!("/admin/keys/rotate?algorithm={algorithm}")).await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND, "{algorithm}");
    }
    let page = admin.open("/admin/keys/rotate?algorithm=RS256").await;
    let again = admin.submit(&page, "/admin/keys/rotate", &[("password", "wrong")]).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.form("/admin/keys/rotate").fields.get("algorithm"), Some("RS256"));
    let none = admin.submit(&page, "/admin/keys/rotate", &[("password", PASSWORD), ("algorithm", "none")]).await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
    assert_eq!(server.store().signing_keys().await.unwrap().len(), 1);
}
