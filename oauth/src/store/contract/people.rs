//! People, applications, what one has allowed the other, and what scopes mean.

use std::sync::Arc;

use time::Duration;

use super::support::{House, NOON, at, person, scope};
use crate::model::{Client, ClientAuthentication, ClientKind, ClientState, Consent, ScopeEntry, TokenFormat};
use crate::password::PasswordHash;
use crate::store::{Database, StoreError};
use crate::types::{ClientId, GrantType, Secret, UserId};

pub async fn a_stranger_is_nobody(db: Arc<dyn Database>) {
    let store = db.store();
    assert_eq!(store.user(UserId(7)).await.unwrap(), None);
    assert_eq!(store.user_by_email(&"nobody@example.com".parse().unwrap()).await.unwrap(), None);
    assert_eq!(store.client(&"nothing".parse().unwrap()).await.unwrap(), None);
    assert_eq!((store.count_users().await.unwrap(), store.count_clients().await.unwrap()), (0, 0));
}

pub async fn an_address_is_taken_once(db: Arc<dyn Database>) {
    let store = db.store();
    store.create_user(person("zoe@example.com")).await.unwrap();
    // The type has folded the case already.
    let again = store.create_user(person("Zoe@Example.com")).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    assert_eq!(store.count_users().await.unwrap(), 1);
}

pub async fn a_person_comes_back_as_they_were_stored(db: Arc<dyn Database>) {
    let store = db.store();
    let password = PasswordHash::of(&Secret::from("correct horse battery staple".to_owned()));
    let mut admin = person("admin@example.com");
    (admin.admin, admin.password) = (true, Some(password.clone()));
    let (zoe, admin) =
        (store.create_user(person("zoe@example.com")).await.unwrap(), store.create_user(admin).await.unwrap());
    assert_ne!(zoe.id, admin.id);
    assert_eq!((zoe.full_name().as_str(), zoe.created_at, zoe.password.as_ref()), ("Zoë D’Arc", NOON, None));
    assert_eq!((admin.admin, admin.password.as_ref()), (true, Some(&password)));
    for user in [zoe, admin] {
        assert_eq!(store.user(user.id).await.unwrap().as_ref(), Some(&user));
        assert_eq!(store.user_by_email(&user.email).await.unwrap(), Some(user));
    }
}

pub async fn a_new_password_replaces_the_old_one(db: Arc<dyn Database>) {
    let store = db.store();
    let (zoe, other) = (person("zoe@example.com"), person("other@example.com"));
    let (zoe, other) = (store.create_user(zoe).await.unwrap(), store.create_user(other).await.unwrap());
    let password = PasswordHash::of(&Secret::from("something new".to_owned()));
    store.set_password(zoe.id, &password).await.unwrap();
    assert_eq!(store.user(zoe.id).await.unwrap().unwrap().password, Some(password));
    assert_eq!(store.user(other.id).await.unwrap().unwrap().password, None);
}

pub async fn a_person_is_renamed_in_part_or_whole(db: Arc<dyn Database>) {
    let store = db.store();
    let zoe = store.create_user(person("zoe@example.com")).await.unwrap();
    let other = store.create_user(person("other@example.com")).await.unwrap();
    for (firstname, lastname, expected) in [
        (None, None, "Zoë D’Arc"),
        (Some("Zoé"), None, "Zoé D’Arc"),
        (None, Some("Dupont"), "Zoé Dupont"),
        (Some("Jeanne"), Some(""), "Jeanne"),
    ] {
        let renamed = store.rename_user(zoe.id, firstname, lastname).await.unwrap().unwrap();
        assert_eq!(renamed.full_name(), expected);
        assert_eq!(store.user(zoe.id).await.unwrap(), Some(renamed));
    }
    assert_eq!(store.user(other.id).await.unwrap(), Some(other));
    assert_eq!(store.rename_user(UserId(999), Some("Nobody"), None).await.unwrap(), None);
}

pub async fn a_client_id_is_taken_once(db: Arc<dyn Database>) {
    let store = db.store();
    let first = Client::new("app".parse().unwrap(), "The first", ClientKind::Web, NOON);
    let second = Client { name: "The second".to_owned(), ..first.clone() };
    store.create_client(&first).await.unwrap();
    let again = store.create_client(&second).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    assert_eq!(store.client(&first.id).await.unwrap(), Some(first));
    assert_eq!(store.count_clients().await.unwrap(), 1);
}

pub async fn a_client_comes_back_as_it_was_stored(db: Arc<dyn Database>) {
    let store = db.store();
    let plain = Client::new("plain".parse().unwrap(), "Plain", ClientKind::Device, NOON);
    let full = Client {
        authentication: ClientAuthentication::Confidential {
            secrets: ["old", "new"].map(|secret| Secret::from(secret.to_owned()).hash()).to_vec(),
        },
        grant_types: GrantType::ALL.into(),
        scope: scope("read stats user write"),
        default_scope: scope("read"),
        redirect_uris: ["https://app.example.com/cb?x=%20", "com.example.app:/cb", "http://127.0.0.1/cb"]
            .map(|uri| uri.parse().unwrap())
            .to_vec(),
        failure_redirect_uri: Some("https://app.example.com/no".parse().unwrap()),
        require_pkce: false,
        token_format: TokenFormat::Opaque,
        access_token_lifetime: Duration::days(1),
        refresh_token_lifetime: Some(Duration::days(200)),
        site_url: Some("https://app.example.com".to_owned()),
        description: Some("Ça marche ✓".to_owned()),
        logo_url: Some("https://app.example.com/logo.svg".to_owned()),
        trusted: true,
        verified: true,
        state: ClientState::Suspended,
        ..Client::new("full".parse().unwrap(), "Full", ClientKind::Service, NOON)
    };
    // Between two secrets there may be none: that is not a public client.
    let locked = Client {
        authentication: ClientAuthentication::Confidential { secrets: Vec::new() },
        ..Client::new("locked".parse().unwrap(), "Locked", ClientKind::Native, NOON)
    };
    for client in [plain, full, locked] {
        store.create_client(&client).await.unwrap();
        assert_eq!(store.client(&client.id).await.unwrap(), Some(client));
    }
}

pub async fn a_client_id_is_compared_byte_for_byte(db: Arc<dyn Database>) {
    let store = db.store();
    let id: ClientId = "Demo".parse().unwrap();
    store.create_client(&Client::new(id, "Demo", ClientKind::Web, NOON)).await.unwrap();
    assert_eq!(store.client(&"demo".parse().unwrap()).await.unwrap(), None);
}

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
        granted_at: NOON,
        expires_at: at(60),
    };
    let second = Consent { scope: scope("read write"), granted_at: at(1), expires_at: at(61), ..first.clone() };
    for consent in [first, second] {
        house.store().remember_consent(&consent).await.unwrap();
        assert_eq!(house.store().consent(house.user, &house.app).await.unwrap(), Some(consent));
    }
    assert_eq!(house.store().consent(house.user, &house.other_app).await.unwrap(), None);
}

pub async fn a_scope_is_described_once(db: Arc<dyn Database>) {
    let store = db.store();
    let entry = |name: &str, sensitive, default| ScopeEntry {
        name: name.parse().unwrap(),
        description_en: "Water your plants".to_owned(),
        description_fr: "Arroser vos plantes".to_owned(),
        sensitive,
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
