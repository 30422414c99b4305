//! A row that does not parse back is an error that names what, never an answer of the protocol.

use std::sync::Arc;

use oauth::model::{
    Actor, Algorithm, AskedFrom, AuditEntry, AuditEvent, AuditQuery, Client, ClientAuthentication, ClientSecret,
    StoredKey,
};
use oauth::store::contract::given::{begin, line};
use oauth::store::contract::support::{House, NOON, at, hash};
use oauth::store::{Database, Family, Issue, Spent, StoreError};
use oauth::types::TokenId;

use crate::on_each_database;
use crate::support::{Home, execute, migrated};

on_each_database! {
    a_corrupt_person_is_nobody_else,
    a_corrupt_line_of_the_audit_log_is_told,
    a_corrupt_client_may_do_nothing,
    an_approval_without_a_person_is_corrupt,
    a_corrupt_key_does_not_sign,
    rows_go_with_what_they_belong_to,
}

async fn house(home: &Home) -> House {
    let database: Arc<dyn Database> = Arc::new(migrated(&home.url()).await);
    House::on(database).await
}

fn assert_corrupt<T: std::fmt::Debug>(answer: Result<T, StoreError>, what: &str) {
    match answer {
        Err(StoreError::Corrupt(named)) => assert_eq!(named, what),
        other => panic!("{other:?}"),
    }
}

async fn a_corrupt_person_is_nobody_else(home: Home) {
    let house = house(&home).await;
    execute(&home.url(), "UPDATE users SET password_hash = 'open'").await;
    assert_corrupt(house.store().user(house.user).await, "password hash");
    execute(&home.url(), "UPDATE users SET password_hash = NULL, created_at = 9223372036854775807").await;
    assert_corrupt(house.store().user(house.user).await, "user");
    execute(&home.url(), "UPDATE users SET created_at = 0, state = 'well'").await;
    assert_corrupt(house.store().user(house.user).await, "user's state");
    execute(&home.url(), "UPDATE users SET state = 'active', language = 'de'").await;
    assert_corrupt(house.store().user(house.user).await, "language");
}

async fn a_corrupt_line_of_the_audit_log_is_told(home: Home) {
    let house = house(&home).await;
    let entry = AuditEntry {
        at: NOON,
        event: AuditEvent::SignIn,
        actor: Actor::Person(house.user),
        user_id: None,
        client_id: None,
        from: AskedFrom::default(),
        detail: None,
    };
    house.store().record(&entry).await.unwrap();
    for spoil in ["event = 'sign_on'", "event = 'sign_in', actor = 'app'", "actor = 'person', actor_id = NULL"] {
        execute(&home.url(), &format!("UPDATE audit_log SET {spoil}")).await;
        let lines = house.store().audit(&AuditQuery { limit: 1, ..AuditQuery::default() }).await;
        assert_corrupt(lines, "line of the audit log");
    }
}

async fn a_corrupt_client_may_do_nothing(home: Home) {
    let house = house(&home).await;
    for (column, value, what) in [
        ("kind", "toaster", "client's kind"),
        ("authentication", "", "client's authentication"),
        ("grant_types", "implicit", "grant type"),
        ("redirect_uris", "javascript:alert(1)", "redirect URI"),
        ("state", "", "client's state"),
        ("secret_hashes", "hash@tomorrow", "client's secret"),
        ("secret_hashes", "hash@", "client's secret"),
    ] {
        let id = format!("app-{column}-{}", value.len()).parse().unwrap();
        let client = house.store().client(&house.app).await.unwrap().unwrap();
        let secrets = vec![ClientSecret { hash: hash("secret"), expires_at: Some(at(1)) }];
        let client = Client { id, authentication: ClientAuthentication::Confidential { secrets }, ..client };
        house.store().create_client(&client).await.unwrap();
        let spoil = format!("UPDATE clients SET {column} = '{value}' WHERE id = '{}'", client.id);
        execute(&home.url(), &spoil).await;
        assert_corrupt(house.store().client(&client.id).await, what);
    }
}

async fn an_approval_without_a_person_is_corrupt(home: Home) {
    let house = house(&home).await;
    let device = house.device("device");
    house.store().keep_device(&device).await.unwrap();
    execute(&home.url(), "UPDATE device_authorizations SET state = 'approved'").await;
    let polled = house.store().poll_device(&device.device_code, &house.app, at(1)).await;
    assert_corrupt(polled, "state of a device authorization");
}

async fn a_corrupt_key_does_not_sign(home: Home) {
    let house = house(&home).await;
    let key = StoredKey {
        kid: "kid".to_owned(),
        algorithm: Algorithm::Es256,
        sealed_private_key: "sealed".to_owned(),
        created_at: NOON,
        retired_at: None,
    };
    house.store().add_signing_key(&key).await.unwrap();
    execute(&home.url(), "UPDATE signing_keys SET algorithm = 'none'").await;
    assert_corrupt(house.store().signing_keys().await, "signing key");
}

/// The schema itself keeps a token from outliving its family, and everything from outliving its person.
async fn rows_go_with_what_they_belong_to(home: Home) {
    let house = house(&home).await;
    let grant = house.grant("family");
    let token = house.access_token("token", &grant);
    let (line, other) = (line(&grant), house.grant("other family"));
    let family = Family::Begins { grant: &other, line: &line };
    let issue = Issue { spent: Spent::Nothing, family, access_token: &token, refresh_token: None };
    let orphan = house.store().issue(&issue).await;
    assert!(matches!(orphan, Err(StoreError::Backend(_))), "{orphan:?}");
    begin(house.store(), &grant, &token, None).await;
    execute(&home.url(), "DELETE FROM users").await;
    assert_eq!(house.store().access_token(&TokenId::from_stored("token".to_owned())).await.unwrap(), None);
}

/// SQLite keeps a text in a column of numbers. Not to be able to read a row is not the same as to find none.
#[tokio::test]
async fn what_cannot_be_read_beside_something_else_is_not_missing() {
    let home = Home::directory();
    let house = house(&home).await;
    let (grant, request) = (house.grant("family"), house.request("request"));
    let token = house.access_token("token", &grant);
    begin(house.store(), &grant, &token, None).await;
    house.store().keep_request(&request).await.unwrap();
    house.store().remember_consent(&house.consent(&house.app)).await.unwrap();

    let asked_about = async || house.store().client_and_token(&house.app, &token.id).await.map(|found| found.1);
    let bearer = async || house.store().bearer(&token.id).await.map(|found| found.unwrap().1);
    let allowed =
        async || house.store().request(&request.id, Some(house.user)).await.map(|found| found.unwrap().consent);
    assert!(asked_about().await.unwrap().is_some());
    assert!(bearer().await.unwrap().is_some() && allowed().await.unwrap().is_some());
    for spoil in ["users SET created_at", "access_tokens SET expires_at", "consents SET granted_at"] {
        execute(&home.url(), &format!("UPDATE {spoil} = 'yesterday'")).await;
    }
    assert!(matches!(asked_about().await, Err(StoreError::Backend(_))));
    assert!(matches!(allowed().await, Err(StoreError::Backend(_))));
    execute(&home.url(), "UPDATE access_tokens SET expires_at = 9000000000000").await;
    assert!(matches!(bearer().await, Err(StoreError::Backend(_))));
}
