//! People.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::support::{CROWDS, House, NOON, person};
use crate::model::{Language, NewUser, User, UserState};
use crate::password::PasswordHash;
use crate::store::{Database, StoreError};
use crate::types::{Email, Secret, UserId};

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
    (admin.admin, admin.password, admin.language) = (true, Some(password.clone()), Some(Language::Fr));
    let (zoe, admin) =
        (store.create_user(person("zoe@example.com")).await.unwrap(), store.create_user(admin).await.unwrap());
    assert_ne!(zoe.id, admin.id);
    assert_eq!((zoe.full_name().as_str(), zoe.created_at, zoe.password.as_ref()), ("Zoë D’Arc", NOON, None));
    assert_eq!((zoe.language, zoe.state), (None, UserState::Active));
    assert_eq!((admin.admin, admin.password.as_ref()), (true, Some(&password)));
    assert_eq!((admin.language, admin.state), (Some(Language::Fr), UserState::Active));
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

/// A sign-in that hashes an old password anew must not bring it back after another was chosen.
pub async fn a_password_is_hashed_anew_only_while_it_is_the_one_that_was_seen(db: Arc<dyn Database>) {
    let store = db.store();
    let [old, anew, other] = ["old", "old", "other"].map(|text| PasswordHash::of(&Secret::from(text.to_owned())));
    let zoe = store.create_user(NewUser { password: Some(old.clone()), ..person("zoe@example.com") }).await.unwrap();
    let nobody = store.create_user(person("nobody@example.com")).await.unwrap();
    assert!(!store.rehash_password(UserId(999), &old, &anew).await.unwrap());
    assert!(!store.rehash_password(nobody.id, &old, &anew).await.unwrap());
    assert_eq!(store.user(nobody.id).await.unwrap().unwrap().password, None);

    store.set_password(zoe.id, &other).await.unwrap();
    assert!(!store.rehash_password(zoe.id, &old, &anew).await.unwrap());
    assert_eq!(store.user(zoe.id).await.unwrap().unwrap().password.as_ref(), Some(&other));

    store.set_password(zoe.id, &old).await.unwrap();
    assert!(store.rehash_password(zoe.id, &old, &anew).await.unwrap());
    assert!(!store.rehash_password(zoe.id, &old, &other).await.unwrap(), "that one is seen no more");
    assert_eq!(store.user(zoe.id).await.unwrap().unwrap().password, Some(anew));
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

pub async fn an_address_is_changed_unless_it_is_taken(db: Arc<dyn Database>) {
    let store = db.store();
    let zoe = store.create_user(person("zoe@example.com")).await.unwrap();
    let other = store.create_user(person("other@example.com")).await.unwrap();
    let taken = store.set_email(zoe.id, &other.email).await;
    assert!(matches!(taken, Err(StoreError::Duplicate(_))), "{taken:?}");
    // Their own is theirs.
    store.set_email(zoe.id, &zoe.email).await.unwrap();
    assert_eq!(store.user(zoe.id).await.unwrap().as_ref(), Some(&zoe));

    let new: Email = "zoe@new.example.com".parse().unwrap();
    store.set_email(zoe.id, &new).await.unwrap();
    let moved = User { email: new.clone(), ..zoe.clone() };
    assert_eq!(store.user_by_email(&zoe.email).await.unwrap(), None);
    assert_eq!(store.user_by_email(&new).await.unwrap().as_ref(), Some(&moved));
    assert_eq!(store.user(other.id).await.unwrap(), Some(other));
    // They are found by the new one, and the old one is free.
    assert_eq!(store.find_users("new.example", None, 9).await.unwrap(), [moved]);
    store.create_user(person("zoe@example.com")).await.unwrap();
    store.set_email(UserId(999), &"nobody@example.com".parse().unwrap()).await.unwrap();
}

pub async fn a_taken_address_does_not_spoil_its_transaction(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let other = house.store().create_user(person("other@example.com")).await.unwrap();
    let transaction = house.db.begin().await.unwrap();
    let taken = transaction.set_email(house.user, &other.email).await;
    assert!(matches!(taken, Err(StoreError::Duplicate(_))), "{taken:?}");
    let free = "free@example.com".parse().unwrap();
    transaction.set_email(house.user, &free).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(house.store().user_by_email(&free).await.unwrap().unwrap().id, house.user);
}

/// Both names of one person, from two tabs: neither change is lost.
pub async fn changes_of_a_person_at_once_are_all_kept(db: Arc<dyn Database>) {
    let zoe = db.store().create_user(person("zoe@example.com")).await.unwrap();
    for crowd in CROWDS {
        // One word of letters, to be found by.
        let name: String = crowd.name().chars().filter(char::is_ascii_alphanumeric).collect();
        let (given, turns) = (name.clone(), Arc::new(AtomicUsize::new(0)));
        crowd
            .race(&db, move |store| {
                let name = given.clone();
                let first = turns.fetch_add(1, Ordering::Relaxed) % 2 == 0;
                Box::pin(async move {
                    let (firstname, lastname) = if first { (Some(&*name), None) } else { (None, Some(&*name)) };
                    store.rename_user(zoe.id, firstname, lastname).await.unwrap();
                })
            })
            .await;
        let user = db.store().user(zoe.id).await.unwrap().unwrap();
        assert_eq!((&user.firstname, &user.lastname), (&name, &name));
        assert_eq!(db.store().find_users(&name, None, 9).await.unwrap(), [user]);
    }
}

pub async fn a_language_is_chosen_and_forgotten(db: Arc<dyn Database>) {
    let store = db.store();
    let zoe = store.create_user(person("zoe@example.com")).await.unwrap();
    let other = store.create_user(person("other@example.com")).await.unwrap();
    for language in [Some(Language::En), Some(Language::Fr), None] {
        store.set_language(zoe.id, language).await.unwrap();
        assert_eq!(store.user(zoe.id).await.unwrap(), Some(User { language, ..zoe.clone() }));
    }
    store.set_language(zoe.id, Some(Language::Fr)).await.unwrap();
    assert_eq!(store.user(other.id).await.unwrap(), Some(other));
}

pub async fn a_person_is_suspended_and_let_in_again(db: Arc<dyn Database>) {
    let store = db.store();
    let zoe = store.create_user(person("zoe@example.com")).await.unwrap();
    let other = store.create_user(person("other@example.com")).await.unwrap();
    assert!(!store.set_user_state(UserId(999), UserState::Suspended).await.unwrap());
    for state in [UserState::Suspended, UserState::Suspended, UserState::Active] {
        assert!(store.set_user_state(zoe.id, state).await.unwrap());
        assert_eq!(store.user(zoe.id).await.unwrap(), Some(User { state, ..zoe.clone() }));
        assert_eq!(store.user(other.id).await.unwrap().as_ref(), Some(&other));
    }
}

pub async fn people_are_found_by_any_part_of_address_and_names(db: Arc<dyn Database>) {
    let store = db.store();
    let called = async |email: &str, firstname: &str, lastname: &str| {
        let (firstname, lastname) = (firstname.to_owned(), lastname.to_owned());
        store.create_user(NewUser { firstname, lastname, ..person(email) }).await.unwrap().id
    };
    let zoe = called("zoe@example.com", "Zoë", "D’Arc").await;
    let emile = called("emile@example.org", "ÉMILE", "100% \\ sûr").await;
    let anna = called("under_score@example.com", "Anna", "Zola").await;
    let found = async |text: &str| {
        let found = store.find_users(text, None, 9).await.unwrap();
        found.into_iter().map(|user| user.id).collect::<Vec<_>>()
    };
    for text in ["", "  "] {
        assert_eq!(found(text).await, [zoe, emile, anna]);
    }
    for text in ["ZOË", "zoë d’arc", "D’ARC zoe@", "Zoe@Example.COM"] {
        assert_eq!(found(text).await, [zoe], "{text}");
    }
    assert_eq!(found("émile").await, [emile]);
    assert_eq!(found("zo").await, [zoe, anna]);
    // What means something to a database means itself here.
    for (text, id) in [("%", emile), ("0% \\", emile), ("_", anna), ("r_s", anna)] {
        assert_eq!(found(text).await, [id], "{text}");
    }
    for text in ["nobody", "z%e", "zo_", "\"", "!", "zoë émile"] {
        assert_eq!(found(text).await, [], "{text}");
    }
    // Renamed, they are found by their new name alone.
    store.rename_user(anna, None, Some("Dupont")).await.unwrap();
    assert_eq!((found("zola").await, found("anna dupont").await), (vec![], vec![anna]));
}

pub async fn people_are_found_page_by_page(db: Arc<dyn Database>) {
    let store = db.store();
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(store.create_user(person(&format!("zoe{number}@example.com"))).await.unwrap().id);
    }
    store.create_user(NewUser { firstname: "Anna".to_owned(), ..person("a@example.com") }).await.unwrap();
    let page = async |after| {
        let found = store.find_users("zoë", after, 2).await.unwrap();
        found.into_iter().map(|user| user.id).collect::<Vec<_>>()
    };
    assert_eq!(page(None).await, ids[..2]);
    assert_eq!(page(Some(ids[1])).await, ids[2..4]);
    assert_eq!(page(Some(ids[3])).await, ids[4..]);
    assert_eq!(page(Some(ids[4])).await, []);
}
