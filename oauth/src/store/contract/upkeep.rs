//! What an operator changes and deletes, and what goes along with it.

use std::sync::Arc;

use time::Duration;

use super::support::{CROWDS, House, NOON, at, count, hash, person, scope};
use crate::model::{
    ApiKey, Client, ClientAuthentication, ClientKind, ClientSecret, ClientState, Grant, ScopeEntry, TokenFormat,
};
use crate::store::{Database, DeviceDecision, RedeemedCode};
use crate::types::{ApiKeyId, ClientId, GrantType, Subject, UserId};

pub async fn what_is_not_there_cannot_be_changed_or_deleted(db: Arc<dyn Database>) {
    let store = db.store();
    let nothing: ClientId = "nothing".parse().unwrap();
    assert!(!store.delete_user(UserId(7)).await.unwrap());
    assert!(!store.delete_client(&nothing).await.unwrap());
    assert_eq!(store.client(&nothing).await.unwrap(), None);
    assert!(!store.delete_scope(&"plants:water".parse().unwrap()).await.unwrap());
    assert!(!store.update_scope(&plants("plants:water")).await.unwrap());
    assert_eq!(store.revoke_grants_of(UserId(7), &nothing, NOON).await.unwrap(), 0);
    assert_eq!(store.revoke_grants_of_client(&nothing, NOON).await.unwrap(), 0);
    assert_eq!(store.revoke_grants_of_user(UserId(7), NOON).await.unwrap(), 0);
}

pub async fn people_come_by_number_and_applications_by_id(db: Arc<dyn Database>) {
    let store = db.store();
    assert_eq!((store.users().await.unwrap(), store.clients().await.unwrap()), (vec![], vec![]));
    let mut people = Vec::new();
    for email in ["zoe@example.com", "anna@example.com"] {
        people.push(store.create_user(person(email)).await.unwrap());
    }
    let client = |id: &str| Client::new(id.parse().unwrap(), "An app", ClientKind::Web, NOON);
    // Byte by byte, in every language.
    let apps = ["B-app", "a-app", "a.app", "b-app"].map(client);
    for app in [&apps[2], &apps[0], &apps[3], &apps[1]] {
        store.create_client(app).await.unwrap();
    }
    assert_eq!(store.users().await.unwrap(), people);
    assert_eq!(store.clients().await.unwrap(), apps);
}

pub async fn a_changed_client_is_the_one_that_was_written(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let before = house.store().client(&house.app).await.unwrap().unwrap();
    let secret = ClientSecret { hash: hash("secret"), expires_at: Some(at(9)) };
    let after = Client {
        name: "Ça marche ✓".to_owned(),
        kind: ClientKind::Service,
        authentication: ClientAuthentication::Confidential { secrets: vec![secret] },
        grant_types: GrantType::ALL.into(),
        scope: scope("read write"),
        default_scope: scope("read"),
        redirect_uris: vec!["https://app.example.com/cb".parse().unwrap()],
        failure_redirect_uri: Some("https://app.example.com/no".parse().unwrap()),
        require_pkce: false,
        token_format: TokenFormat::Opaque,
        access_token_lifetime: Duration::hours(3),
        refresh_token_lifetime: Some(Duration::days(3)),
        site_url: Some("https://app.example.com".to_owned()),
        description: Some("New".to_owned()),
        logo_url: Some("https://app.example.com/logo.svg".to_owned()),
        trusted: true,
        verified: true,
        state: ClientState::Suspended,
        owner: Some(house.user),
        ..before.clone()
    };
    // Back again: what is taken away is gone.
    for (seen, client) in [(&before, &after), (&after, &after), (&after, &before)] {
        assert!(house.store().replace_client(seen, client).await.unwrap());
        assert_eq!(house.store().client(&house.app).await.unwrap().as_ref(), Some(client));
    }
    // When it was made is not a matter of opinion; and nobody else has changed.
    let younger = Client { created_at: at(5), ..before.clone() };
    assert!(house.store().replace_client(&before, &younger).await.unwrap());
    assert_eq!(house.store().client(&house.app).await.unwrap(), Some(before));
    assert_eq!(house.store().client(&house.other_app).await.unwrap().unwrap().name, "An app");
}

/// Whether a family's tokens are there: both of them, or neither.
async fn is_there(house: &House, grant: &Grant) -> bool {
    let name = grant.id.as_str();
    let access = house.store().access_token(&house.access_token(name, grant).id).await.unwrap();
    let refresh = house.store().refresh_token(&hash(name)).await.unwrap();
    assert_eq!(access.is_some(), refresh.is_some(), "{name}");
    access.is_some()
}

async fn consent(house: &House, client_id: &ClientId) {
    house.store().remember_consent(&house.consent(client_id)).await.unwrap();
}

pub async fn a_deleted_person_takes_along_what_was_theirs(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (store, app) = (house.store(), &house.app);
    let theirs = house.living("theirs", app, Subject::User(house.user)).await;
    let the_apps = house.living("the app's", app, Subject::Client(app.clone())).await;
    let other = store.create_user(person("other@example.com")).await.unwrap();
    let others = house.living("the other's", app, Subject::User(other.id)).await;
    consent(&house, app).await;
    let (code, device) = (house.code("code"), house.device("device"));
    store.store_code(&code).await.unwrap();
    store.keep_device(&device).await.unwrap();
    store.decide_device(&device.user_code, DeviceDecision::Approve(house.user), at(1)).await.unwrap();

    assert!(store.delete_user(house.user).await.unwrap());
    assert!(!store.delete_user(house.user).await.unwrap());

    assert_eq!(store.user(house.user).await.unwrap(), None);
    assert_eq!(store.consent(house.user, app).await.unwrap(), None);
    assert_eq!(store.redeem_code(&code.code, app, at(2)).await.unwrap(), RedeemedCode::Unknown);
    let polled = store.poll_device(&device.device_code, app, at(9)).await.unwrap();
    assert_eq!(polled, crate::store::PolledDevice::Unknown);
    assert!(!is_there(&house, &theirs).await);
    assert!(is_there(&house, &others).await && is_there(&house, &the_apps).await);
}

/// Row 75's spirit: to an application a number is who somebody is.
pub async fn a_number_is_given_once(db: Arc<dyn Database>) {
    let store = db.store();
    let gone = store.create_user(person("gone@example.com")).await.unwrap();
    store.delete_user(gone.id).await.unwrap();
    let again = store.create_user(person("gone@example.com")).await.unwrap();
    assert_ne!(gone.id, again.id);
}

pub async fn a_deleted_application_takes_along_what_it_was_given(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (store, app) = (house.store(), &house.app);
    let given = house.living("given", app, Subject::User(house.user)).await;
    let own = house.living("own", app, Subject::Client(app.clone())).await;
    let others = house.living("the other's", &house.other_app, Subject::User(house.user)).await;
    consent(&house, app).await;
    consent(&house, &house.other_app).await;
    let (request, code, device) = (house.request("request"), house.code("code"), house.device("device"));
    store.keep_request(&request).await.unwrap();
    store.store_code(&code).await.unwrap();
    store.keep_device(&device).await.unwrap();
    let key = ApiKey {
        id: ApiKeyId::from_stored("key".to_owned()),
        key: hash("key"),
        client_id: app.clone(),
        name: String::new(),
        created_at: NOON,
        revoked_at: None,
    };
    store.create_api_key(&key).await.unwrap();

    assert!(store.delete_client(app).await.unwrap());
    assert!(!store.delete_client(app).await.unwrap());

    assert_eq!(store.client(app).await.unwrap(), None);
    assert_eq!(store.consent(house.user, app).await.unwrap(), None);
    assert!(store.consent(house.user, &house.other_app).await.unwrap().is_some());
    assert_eq!(house.kept(&request.id).await, None);
    assert_eq!(store.redeem_code(&code.code, app, at(1)).await.unwrap(), RedeemedCode::Unknown);
    assert_eq!(store.pending_device(&device.user_code, at(1)).await.unwrap(), None);
    assert_eq!(store.api_key(&hash("key")).await.unwrap(), None);
    assert!(!is_there(&house, &given).await && !is_there(&house, &own).await);
    assert!(is_there(&house, &others).await);
}

pub async fn one_of_many_deletions_counts(db: Arc<dyn Database>) {
    for crowd in CROWDS {
        let app: ClientId = "app".parse().unwrap();
        db.store().create_client(&Client::new(app.clone(), "An app", ClientKind::Web, NOON)).await.unwrap();
        let answers = crowd
            .race(&db, move |store| {
                let app = app.clone();
                Box::pin(async move { store.delete_client(&app).await.unwrap() })
            })
            .await;
        assert_eq!(count(&answers, |counts| *counts), 1, "{crowd:?}");
    }
}

fn plants(name: &str) -> ScopeEntry {
    ScopeEntry {
        name: name.parse().unwrap(),
        description_en: "Water your plants".to_owned(),
        description_fr: "Arroser vos plantes".to_owned(),
        sensitive: false,
        optional: false,
        default: false,
    }
}

pub async fn a_changed_scope_is_the_one_that_was_written(db: Arc<dyn Database>) {
    let (water, see) = (plants("plants:water"), plants("plants:see"));
    for scope in [&water, &see] {
        db.store().create_scope(scope).await.unwrap();
    }
    let changed = ScopeEntry {
        description_en: "Drown your plants".to_owned(),
        description_fr: "Noyer vos plantes".to_owned(),
        sensitive: true,
        optional: true,
        default: true,
        ..water.clone()
    };
    // Back again: what is taken away is gone.
    for scope in [&changed, &changed, &water] {
        assert!(db.store().update_scope(scope).await.unwrap());
        let scopes = db.store().scopes().await.unwrap();
        assert!(scopes.contains(scope) && scopes.contains(&see), "{scopes:?}");
    }
}

pub async fn a_deleted_scope_can_be_described_anew(db: Arc<dyn Database>) {
    let (water, see) = (plants("plants:water"), plants("plants:see"));
    for scope in [&water, &see] {
        db.store().create_scope(scope).await.unwrap();
    }
    assert!(db.store().delete_scope(&water.name).await.unwrap());
    let left = db.store().scopes().await.unwrap();
    assert!(!left.contains(&water) && left.contains(&see));
    db.store().create_scope(&water).await.unwrap();
}

pub async fn all_families_of_an_application_or_a_person_die_together(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (store, app, person) = (house.store(), &house.app, Subject::User(house.user));
    let one = house.living("one", app, person.clone()).await;
    let own = house.living("own", app, Subject::Client(app.clone())).await;
    let other = house.living("other", &house.other_app, person).await;
    let revoked_at = async |grant: &Grant| {
        let token = house.access_token(grant.id.as_str(), grant);
        store.access_token(&token.id).await.unwrap().unwrap().revoked_at
    };

    assert_eq!(store.revoke_grants_of_client(app, at(1)).await.unwrap(), 2);
    assert_eq!(store.revoke_grants_of_client(app, at(2)).await.unwrap(), 0);
    assert_eq!((revoked_at(&one).await, revoked_at(&own).await), (Some(at(1)), Some(at(1))));
    assert_eq!(revoked_at(&other).await, None);

    assert_eq!(store.revoke_grants_of_user(house.user, at(3)).await.unwrap(), 1);
    assert_eq!((revoked_at(&one).await, revoked_at(&other).await), (Some(at(1)), Some(at(3))));
}
