//! What identifies an application to the API.

use std::sync::Arc;

use super::support::{CROWDS, House, NOON, at, count, hash};
use crate::model::ApiKey;
use crate::store::{Database, StoreError};
use crate::types::{ApiKeyId, ClientId};

fn id(name: &str) -> ApiKeyId {
    ApiKeyId::from_stored(format!("id of {name}"))
}

fn key(name: &str, client_id: &ClientId) -> ApiKey {
    ApiKey {
        id: id(name),
        key: hash(name),
        client_id: client_id.clone(),
        name: format!("Clé {name} ✓"),
        created_at: NOON,
        revoked_at: None,
    }
}

pub async fn an_unknown_api_key_opens_nothing(db: Arc<dyn Database>) {
    let store = db.store();
    assert_eq!(store.api_key(&hash("key")).await.unwrap(), None);
    assert_eq!(store.api_keys().await.unwrap(), []);
    assert!(!store.revoke_api_key(&id("key"), NOON).await.unwrap());
}

pub async fn an_api_key_is_taken_once(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let first = key("key", &house.app);
    house.store().create_api_key(&first).await.unwrap();
    let same_key = ApiKey { id: id("another"), ..key("key", &house.other_app) };
    let same_id = ApiKey { id: id("key"), ..key("another", &house.other_app) };
    for taken in [same_key, same_id] {
        let again = house.store().create_api_key(&taken).await;
        assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    }
    assert_eq!(house.store().api_keys().await.unwrap(), [first]);
}

pub async fn api_keys_come_newest_first(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let older = key("older", &house.app);
    let newer = ApiKey { created_at: at(1), name: String::new(), ..key("newer", &house.other_app) };
    for key in [&older, &newer] {
        house.store().create_api_key(key).await.unwrap();
        assert_eq!(house.store().api_key(&key.key).await.unwrap().as_ref(), Some(key));
    }
    assert_eq!(house.store().api_keys().await.unwrap(), [newer, older]);
}

pub async fn a_revoked_api_key_stays_and_says_so(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for name in ["revoked", "other"] {
        house.store().create_api_key(&key(name, &house.app)).await.unwrap();
    }
    assert!(house.store().revoke_api_key(&id("revoked"), at(5)).await.unwrap());
    assert!(!house.store().revoke_api_key(&id("revoked"), at(6)).await.unwrap());
    let revoked = ApiKey { revoked_at: Some(at(5)), ..key("revoked", &house.app) };
    assert_eq!(house.store().api_key(&revoked.key).await.unwrap(), Some(revoked));
    assert_eq!(house.store().api_key(&hash("other")).await.unwrap(), Some(key("other", &house.app)));
}

pub async fn one_of_many_revocations_of_an_api_key_counts(db: Arc<dyn Database>) {
    let house = House::on(db.clone()).await;
    for crowd in CROWDS {
        let name = crowd.name();
        let key = ApiKey { id: ApiKeyId::from_stored(name.clone()), ..key(&name, &house.app) };
        house.store().create_api_key(&key).await.unwrap();
        let answers = crowd
            .race(&db, move |store| {
                let id = key.id.clone();
                Box::pin(async move { store.revoke_api_key(&id, at(1)).await.unwrap() })
            })
            .await;
        assert_eq!(count(&answers, |counted| *counted), 1, "{crowd:?}");
    }
}
