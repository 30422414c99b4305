//! Administrators: one stays, whatever several of them do to each other at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::support::{CROWDS, House, count, hash, person};
use crate::model::{NewUser, User, UserState};
use crate::store::{Database, Store, StoreError};
use crate::types::{Subject, UserId};

/// What takes an administrator away.
#[derive(Clone, Copy, Debug)]
enum Act {
    Demote,
    Suspend,
    Delete,
}

impl Act {
    const ALL: [Self; 3] = [Self::Demote, Self::Suspend, Self::Delete];

    async fn on(self, store: &dyn Store, id: UserId) -> Result<bool, StoreError> {
        match self {
            Self::Demote => store.set_admin(id, false).await,
            Self::Suspend => store.set_user_state(id, UserState::Suspended).await,
            Self::Delete => store.delete_user(id).await,
        }
    }
}

async fn administrator(store: &dyn Store, email: &str) -> User {
    store.create_user(NewUser { admin: true, ..person(email) }).await.unwrap()
}

pub async fn active_administrators_are_counted(db: Arc<dyn Database>) {
    let store = db.store();
    let zoe = store.create_user(person("zoe@example.com")).await.unwrap();
    let other = store.create_user(person("other@example.com")).await.unwrap();
    store.create_user(person("nobody.special@example.com")).await.unwrap();
    assert_eq!(store.count_admins().await.unwrap(), 0);
    assert!(!store.set_admin(UserId(999), true).await.unwrap());
    assert!(!store.set_admin(UserId(999), false).await.unwrap());
    for user in [&zoe, &zoe, &other] {
        assert!(store.set_admin(user.id, true).await.unwrap());
    }
    let admin = User { admin: true, ..zoe.clone() };
    assert_eq!(store.user(zoe.id).await.unwrap().as_ref(), Some(&admin));
    assert_eq!(store.count_admins().await.unwrap(), 2);
    assert!(!store.is_last_admin(&admin).await.unwrap());
    store.set_user_state(other.id, UserState::Suspended).await.unwrap();
    assert_eq!(store.count_admins().await.unwrap(), 1);
    assert!(store.is_last_admin(&admin).await.unwrap() && !store.is_last_admin(&zoe).await.unwrap());
    store.set_user_state(other.id, UserState::Active).await.unwrap();
    assert!(store.set_admin(zoe.id, false).await.unwrap());
    assert_eq!(store.count_admins().await.unwrap(), 1);
    assert_eq!(store.user(zoe.id).await.unwrap(), Some(zoe));
}

pub async fn the_last_administrator_stays_with_all_that_is_theirs(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let last = administrator(store, "last@example.com").await;
    house.living("theirs", &house.app, Subject::User(last.id)).await;
    // Whoever is suspended administers nothing: they are no other one.
    let suspended = administrator(store, "suspended@example.com").await;
    store.set_user_state(suspended.id, UserState::Suspended).await.unwrap();
    for act in Act::ALL {
        let refused = act.on(store, last.id).await;
        assert!(matches!(refused, Err(StoreError::LastAdmin)), "{act:?}: {refused:?}");
        // What else a transaction does is done.
        let transaction = house.db.begin().await.unwrap();
        let refused = act.on(&*transaction, last.id).await;
        assert!(matches!(refused, Err(StoreError::LastAdmin)), "{act:?}: {refused:?}");
        transaction.rename_user(house.user, Some(&format!("{act:?}")), None).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(store.user(house.user).await.unwrap().unwrap().firstname, format!("{act:?}"));
        assert_eq!(store.user(last.id).await.unwrap().as_ref(), Some(&last), "{act:?}");
        assert!(store.refresh_token(&hash("theirs")).await.unwrap().is_some(), "{act:?}");
    }
    // Being what they are already changes nothing; and anybody else may go.
    assert!(store.set_admin(last.id, true).await.unwrap());
    assert!(store.set_user_state(last.id, UserState::Active).await.unwrap());
    for act in Act::ALL {
        assert!(act.on(store, suspended.id).await.unwrap() && act.on(store, house.user).await.unwrap(), "{act:?}");
    }
}

pub async fn of_many_who_go_at_once_one_administrator_stays(db: Arc<dyn Database>) {
    let store = db.store();
    let mut made = 0;
    for crowd in CROWDS {
        // Besides whoever stayed before.
        while store.count_admins().await.unwrap() < crowd.len().min(7) as u64 {
            made += 1;
            administrator(store, &format!("admin{made}@example.com")).await;
        }
        let admins = store.users().await.unwrap().into_iter().filter(|user| user.admin && user.is_active());
        let (ids, turns): (Arc<[UserId]>, _) = (admins.map(|user| user.id).collect(), Arc::new(AtomicUsize::new(0)));
        let answers = crowd
            .race(&db, move |store| {
                let (ids, turn) = (Arc::clone(&ids), turns.fetch_add(1, Ordering::Relaxed));
                Box::pin(async move {
                    // Two demote each other; many do all there is to everybody.
                    let act = Act::ALL[turn / ids.len() % Act::ALL.len()];
                    match act.on(store, ids[turn % ids.len()]).await {
                        Ok(_) => true,
                        Err(StoreError::LastAdmin) => false,
                        Err(error) => panic!("{act:?}: {error}"),
                    }
                })
            })
            .await;
        assert_eq!(store.count_admins().await.unwrap(), 1, "{crowd:?}");
        assert!(count(&answers, |went| !went) > 0, "{crowd:?}: somebody was told");
    }
}
