//! What people have allowed, and what scopes mean.

use std::sync::Arc;

use super::support::{House, NOON, at, person, scope};
use crate::model::{AuthorizationRequest, Consent, ScopeEntry};
use crate::store::{Database, StoreError};
use crate::types::{ClientId, Scope};

pub async fn nothing_is_allowed_before_it_was_asked(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    assert_eq!(house.store().consent(house.user, &house.app).await.unwrap(), None);
}

pub async fn a_consent_replaces_the_one_before(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let first = Consent {
        user_id: house.user,
        client_id: house.app.clone(),
        scope: scope("read"),
        declined: scope("stats write"),
        granted_at: NOON,
        expires_at: at(60),
    };
    let second = Consent {
        scope: scope("read write"),
        declined: Scope::default(),
        granted_at: at(1),
        expires_at: at(61),
        ..first.clone()
    };
    for consent in [first, second] {
        house.store().remember_consent(&consent).await.unwrap();
        assert_eq!(house.store().consent(house.user, &house.app).await.unwrap(), Some(consent));
    }
    assert_eq!(house.store().consent(house.user, &house.other_app).await.unwrap(), None);
}

pub async fn a_request_comes_with_what_this_person_allowed_this_application(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let asking =
        |client_id: &ClientId, name| AuthorizationRequest { client_id: client_id.clone(), ..house.request(name) };
    let (theirs, others) = (asking(&house.app, "theirs"), asking(&house.other_app, "others"));
    let consent = house.consent(&house.app);
    house.store().remember_consent(&consent).await.unwrap();
    for request in [&theirs, &others] {
        house.store().keep_request(request).await.unwrap();
    }
    let somebody_else = house.store().create_user(person("other@example.com")).await.unwrap().id;
    for (request, user, expected) in [
        (&theirs, Some(house.user), Some(&consent)),
        (&theirs, Some(somebody_else), None),
        (&theirs, None, None),
        (&others, Some(house.user), None),
    ] {
        let question = house.store().request(&request.id, user).await.unwrap().unwrap();
        assert_eq!((&question.request, question.consent.as_ref()), (request, expected));
    }
}

pub async fn a_request_comes_with_what_its_scopes_mean(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let described = |name: &str| ScopeEntry {
        name: name.parse().unwrap(),
        description_en: format!("About {name}"),
        description_fr: format!("À propos de {name}"),
        sensitive: name == "b",
        optional: name == "a_c",
        default: false,
    };
    // In SQL, `_` stands for any letter, and `%` for any text.
    for name in ["b", "a_c", "abc", "ab", "a%"] {
        store.create_scope(&described(name)).await.unwrap();
    }
    for (asked, expected) in
        [("", &[][..]), ("unknown", &[]), ("a%", &["a%"]), ("b", &["b"]), ("b unknown a_c", &["a_c", "b"])]
    {
        let request = AuthorizationRequest { scope: scope(asked), ..house.request(asked) };
        store.keep_request(&request).await.unwrap();
        let question = store.request(&request.id, Some(house.user)).await.unwrap().unwrap();
        assert_eq!(question.request, request);
        assert_eq!(question.scopes, expected.iter().map(|name| described(name)).collect::<Vec<_>>(), "{asked}");
    }
}

pub async fn a_persons_consents_come_by_application_and_are_forgotten_one_by_one(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let other = store.create_user(person("other@example.com")).await.unwrap().id;
    assert_eq!(store.consents_of(house.user).await.unwrap(), []);
    assert!(!store.forget_consent(house.user, &house.app).await.unwrap());
    let consent = |user_id, client_id: &ClientId| Consent {
        user_id,
        client_id: client_id.clone(),
        scope: scope("read"),
        declined: Scope::default(),
        granted_at: NOON,
        // Expired or not, it is theirs to see.
        expires_at: NOON,
    };
    let (first, second) = (consent(house.user, &house.app), consent(house.user, &house.other_app));
    let others = consent(other, &house.app);
    for consent in [&second, &others, &first] {
        store.remember_consent(consent).await.unwrap();
    }
    assert_eq!(store.consents_of(house.user).await.unwrap(), [first, second.clone()]);
    assert!(store.forget_consent(house.user, &house.app).await.unwrap());
    assert!(!store.forget_consent(house.user, &house.app).await.unwrap());
    assert_eq!(store.consents_of(house.user).await.unwrap(), [second]);
    assert_eq!(store.consents_of(other).await.unwrap(), [others]);
}

pub async fn a_scope_is_described_once(db: Arc<dyn Database>) {
    let store = db.store();
    let entry = |name: &str, sensitive, default| ScopeEntry {
        name: name.parse().unwrap(),
        description_en: "Water your plants".to_owned(),
        description_fr: "Arroser vos plantes".to_owned(),
        sensitive,
        optional: sensitive,
        default,
    };
    let (second, first) = (entry("plants:water", true, false), entry("plants:see", false, true));
    store.create_scope(&second).await.unwrap();
    store.create_scope(&first).await.unwrap();
    let again = store.create_scope(&ScopeEntry { sensitive: false, ..second.clone() }).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    // A new database may know scopes of its own.
    let mut plants = store.scopes().await.unwrap();
    plants.retain(|scope| scope.name.as_str().starts_with("plants:"));
    assert_eq!(plants, [first, second]);
}
