//! Applications: whose they are, how they are found and changed, and their pictures.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use time::Duration;

use super::support::{CROWDS, House, NOON, at, count, hash, person, scope};
use crate::model::{Client, ClientAuthentication, ClientKind, ClientSecret, ClientState, Logo, TokenFormat};
use crate::store::{Database, StoreError};
use crate::types::{ClientId, GrantType, Secret, UserId};

fn client(id: &str, name: &str) -> Client {
    Client::new(id.parse().unwrap(), name, ClientKind::Web, NOON)
}

fn logo(name: &str) -> Logo {
    // More than 64 KiB, where MySQL's smaller kinds of column end.
    Logo { hash: format!("hash of {name}"), png: [0, 0xff, b'\'', b'\\'].repeat(20_000) }
}

fn ids(clients: Vec<Client>) -> Vec<String> {
    clients.into_iter().map(|client| client.id.as_str().to_owned()).collect()
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

/// Whoever registers several at once gets no more than one after the other.
pub async fn a_person_has_so_many_applications_and_no_more(db: Arc<dyn Database>) {
    let nobodys = client("nobodys", "Nobody's");
    assert!(db.store().create_client_within(&nobodys, 0).await.unwrap());
    for (round, crowd) in CROWDS.into_iter().enumerate() {
        let owner = db.store().create_user(person(&format!("zoe{round}@example.com"))).await.unwrap().id;
        let first = Client { owner: Some(owner), ..client(&format!("first-{round}"), "The first") };
        assert!(db.store().create_client_within(&first, 2).await.unwrap());
        let turns = Arc::new(AtomicUsize::new(0));
        let answers = crowd
            .race(&db, move |store| {
                let id = format!("app-{round}-{}", turns.fetch_add(1, Ordering::Relaxed));
                let next = Client { owner: Some(owner), ..client(&id, "One more") };
                Box::pin(async move { store.create_client_within(&next, 2).await.unwrap() })
            })
            .await;
        assert_eq!(count(&answers, |created| *created), 1, "{crowd:?}");
        assert_eq!(db.store().clients_of(owner).await.unwrap().len(), 2, "{crowd:?}");
        let again = db.store().create_client_within(&first, 3).await;
        assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    }
}

pub async fn a_client_comes_back_as_it_was_stored(db: Arc<dyn Database>) {
    let store = db.store();
    let zoe = store.create_user(person("zoe@example.com")).await.unwrap();
    let plain = Client::new("plain".parse().unwrap(), "Plain", ClientKind::Device, NOON);
    let full = Client {
        authentication: ClientAuthentication::Confidential {
            secrets: vec![
                ClientSecret::of(&Secret::from("new".to_owned())),
                ClientSecret { expires_at: Some(at(60)), ..ClientSecret::of(&Secret::from("old".to_owned())) },
            ],
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
        state: ClientState::Paused,
        owner: Some(zoe.id),
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

pub async fn an_application_is_its_owners_and_nobody_elses(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let other = store.create_user(person("other@example.com")).await.unwrap().id;
    let owned = |id: &str, owner| Client { owner: Some(owner), ..client(id, "An app") };
    let (small, big, others) = (owned("b", house.user), owned("B", house.user), owned("c", other));
    for client in [&small, &big, &others] {
        store.create_client(client).await.unwrap();
    }
    assert_eq!(store.clients_of(house.user).await.unwrap(), [big, small]);
    assert_eq!(store.clients_of(other).await.unwrap(), [others]);
    assert_eq!(store.clients_of(UserId(999)).await.unwrap(), []);
}

/// People may be using it.
pub async fn an_application_outlives_its_owner(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let owned = Client { owner: Some(house.user), ..client("owned", "An app") };
    house.store().create_client(&owned).await.unwrap();
    assert!(house.store().delete_user(house.user).await.unwrap());
    assert_eq!(house.store().client(&owned.id).await.unwrap(), Some(Client { owner: None, ..owned }));
}

pub async fn applications_are_found_by_any_part_of_name_and_id(db: Arc<dyn Database>) {
    let store = db.store();
    for (id, name) in [("garden", "Étoile du Jardin"), ("Shop_1", "100% bio"), ("etna", "Volcano")] {
        store.create_client(&client(id, name)).await.unwrap();
    }
    let found = async |text: &str| ids(store.find_clients(text, None, 9).await.unwrap());
    assert_eq!(found("").await, ["Shop_1", "etna", "garden"]);
    for text in ["étoile", "ÉTOILE", "jardin étoile", "GARDEN"] {
        assert_eq!(found(text).await, ["garden"], "{text}");
    }
    // What means something to a database means itself here.
    for text in ["%", "_", "p_1", "shop_1", "0% BIO"] {
        assert_eq!(found(text).await, ["Shop_1"], "{text}");
    }
    for text in ["nothing", "g%n", "gar_en", "\\", "'", "!", "garden volcano"] {
        assert!(found(text).await.is_empty(), "{text}");
    }
    let before = store.client(&"garden".parse().unwrap()).await.unwrap().unwrap();
    let renamed = Client { name: "Lune".to_owned(), ..before.clone() };
    assert!(store.replace_client(&before, &renamed).await.unwrap());
    assert!(found("jardin").await.is_empty());
    assert_eq!(found("lune").await, ["garden"]);
}

/// Two people may change one application at once: neither undoes the other's word unseen.
pub async fn an_application_is_replaced_only_as_it_was_read(db: Arc<dyn Database>) {
    let store = db.store();
    let read = client("app", "An app");
    assert!(!store.replace_client(&read, &read).await.unwrap(), "there is none");
    store.create_client(&read).await.unwrap();
    let secret = |name: &str| ClientSecret { hash: hash(name), expires_at: None };
    let secrets = |name| ClientAuthentication::Confidential { secrets: vec![secret(name)] };
    let renamed = Client { name: "Another".to_owned(), ..read.clone() };
    let mut stored = read.clone();
    let full = Client {
        failure_redirect_uri: Some("https://app.example.com/no".parse().unwrap()),
        refresh_token_lifetime: Some(Duration::DAY),
        site_url: Some("https://app.example.com".to_owned()),
        ..read.clone()
    };
    for meanwhile in [
        full.clone(),
        Client { name: "AN APP".to_owned(), ..read.clone() },
        Client { scope: scope("read"), ..read.clone() },
        Client { site_url: None, ..full },
        Client { state: ClientState::Suspended, ..read.clone() },
        Client { verified: true, ..read.clone() },
        Client { trusted: true, ..read.clone() },
        Client { authentication: secrets("new"), ..read.clone() },
    ] {
        assert!(store.replace_client(&stored, &meanwhile).await.unwrap());
        assert!(!store.replace_client(&read, &renamed).await.unwrap());
        assert_eq!(store.client(&read.id).await.unwrap(), Some(meanwhile.clone()));
        assert!(store.replace_client(&meanwhile, &renamed).await.unwrap());
        stored = store.client(&read.id).await.unwrap().unwrap();
        assert_eq!(stored, renamed);
    }
}

/// Whoever changes it from what they read: the others learn that it has changed.
pub async fn one_of_many_replacements_of_an_application_wins(db: Arc<dyn Database>) {
    let app = client("app", "An app");
    db.store().create_client(&app).await.unwrap();
    for crowd in CROWDS {
        let (read, turns) = (db.store().client(&app.id).await.unwrap().unwrap(), Arc::new(AtomicUsize::new(0)));
        let answers = crowd
            .race(&db, move |store| {
                let name = format!("{crowd:?} {}", turns.fetch_add(1, Ordering::Relaxed));
                let (before, after) = (read.clone(), Client { name, ..read.clone() });
                Box::pin(async move { store.replace_client(&before, &after).await.unwrap().then_some(after.name) })
            })
            .await;
        let written: Vec<_> = answers.into_iter().flatten().collect();
        assert_eq!(written, [db.store().client(&app.id).await.unwrap().unwrap().name], "{crowd:?}");
    }
}

pub async fn applications_are_found_page_by_page(db: Arc<dyn Database>) {
    let store = db.store();
    // Byte by byte, in every language.
    let all = ["B-app", "a-app", "a.app", "b-app"];
    for id in all.iter().rev() {
        store.create_client(&client(id, "Plants")).await.unwrap();
    }
    store.create_client(&client("a-other", "Other")).await.unwrap();
    let page = async |after: Option<&str>| {
        let after: Option<ClientId> = after.map(|id| id.parse().unwrap());
        ids(store.find_clients("plants", after.as_ref(), 2).await.unwrap())
    };
    assert_eq!(page(None).await, all[..2]);
    assert_eq!(page(Some("a-app")).await, all[2..]);
    assert_eq!(page(Some("a-other")).await, all[2..]);
    assert!(page(Some("b-app")).await.is_empty());
}

pub async fn a_picture_is_replaced_and_taken_away(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let (first, second) = (logo("first"), logo("second"));
    assert_eq!(store.logo(&first.hash).await.unwrap(), None);
    store.set_logo(&house.app, None).await.unwrap();
    store.set_logo(&house.app, Some(&first)).await.unwrap();
    assert_eq!(store.logo(&first.hash).await.unwrap().as_ref(), Some(&first));
    store.set_logo(&house.app, Some(&second)).await.unwrap();
    assert_eq!(store.logo(&first.hash).await.unwrap(), None);
    assert_eq!(store.logo(&second.hash).await.unwrap().as_ref(), Some(&second));
    store.set_logo(&house.app, None).await.unwrap();
    assert_eq!(store.logo(&second.hash).await.unwrap(), None);
}

pub async fn two_applications_may_have_the_same_picture(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let same = logo("same");
    for app in [&house.app, &house.other_app] {
        store.set_logo(app, Some(&same)).await.unwrap();
    }
    store.set_logo(&house.app, None).await.unwrap();
    assert_eq!(store.logo(&same.hash).await.unwrap().as_ref(), Some(&same));
    // It goes with the last one that has it.
    store.delete_client(&house.other_app).await.unwrap();
    assert_eq!(store.logo(&same.hash).await.unwrap(), None);
}
