//! Counters, facts and signing keys: what every instance must agree on.

use std::sync::Arc;

use time::Duration;

use super::support::{CROWDS, NOON, at, count};
use crate::model::{Algorithm, StoredKey};
use crate::store::{Database, Store, StoreError};
use crate::throttle::{Attempt, Policy, SignInTry, ThrottleKey};

const POLICY: Policy = Policy {
    free: 3,
    first_wait: Duration::seconds(10),
    longest_wait: Duration::seconds(30),
    forget_after: Duration::seconds(100),
};

fn blocked_until(second: i64) -> Attempt {
    Attempt::Blocked { until: at(second) }
}

async fn attempt(store: &dyn Store, second: i64) -> Attempt {
    store.attempt(&ThrottleKey::account("zoe@example.com"), &POLICY, at(second)).await.unwrap()
}

async fn use_up_the_free_tries(store: &dyn Store) {
    for _ in 0..POLICY.free {
        assert_eq!(attempt(store, 0).await, Attempt::Allowed);
    }
}

pub async fn a_blocked_attempt_does_not_count(db: Arc<dyn Database>) {
    use_up_the_free_tries(db.store()).await;
    for second in [0, 5, 9] {
        assert_eq!(attempt(db.store(), second).await, blocked_until(10));
    }
    let somebody_else = ThrottleKey::account("other@example.com");
    assert_eq!(db.store().attempt(&somebody_else, &POLICY, at(0)).await.unwrap(), Attempt::Allowed);
}

pub async fn who_is_held_up_by_one_of_two_keys_is_not_counted_under_the_other(db: Arc<dyn Database>) {
    let (account, address) = (ThrottleKey::account("zoe@example.com"), ThrottleKey::sign_in_address("192.0.2.1"));
    let keys = [(&account, &POLICY), (&address, &POLICY)];
    let both = async |second| db.store().attempt_both(keys, at(second)).await.unwrap();
    use_up_the_free_tries(db.store()).await;
    // The address has one try left before it waits: nothing of these tries is counted there, nor when they were.
    for _ in 1..POLICY.free {
        assert_eq!(db.store().attempt(&address, &POLICY, at(0)).await.unwrap(), Attempt::Allowed);
    }
    for second in [0, 5, 9] {
        assert_eq!(both(second).await, blocked_until(10));
    }
    assert_eq!(db.store().attempt(&address, &POLICY, at(1)).await.unwrap(), Attempt::Allowed);
    // Then both wait, the address a second longer.
    assert_eq!(both(9).await, blocked_until(11));
    assert_eq!(both(10).await, blocked_until(11));
    assert_eq!(both(11).await, Attempt::Allowed);
    assert_eq!(both(12).await, blocked_until(31));
}

pub async fn parallel_attempts_under_two_keys_are_counted_exactly(db: Arc<dyn Database>) {
    for crowd in CROWDS {
        let free = crowd.len() as u32 / 4 + 1;
        let (account, policy) = (ThrottleKey::account(&crowd.name()), Policy { free, ..POLICY });
        let address = ThrottleKey::sign_in_address(&crowd.name());
        let shared = address.clone();
        let answers = crowd
            .race(&db, move |store| {
                let (account, address) = (account.clone(), shared.clone());
                let generous = Policy { free: u32::MAX, ..policy };
                let keys = async move {
                    store.attempt_both([(&account, &policy), (&address, &generous)], NOON).await.unwrap()
                };
                Box::pin(keys)
            })
            .await;
        assert_eq!(count(&answers, |answer| *answer == Attempt::Allowed), free as usize, "{crowd:?}");
        // Under the other key exactly those were counted that went ahead.
        let exact = Policy { free: free + 1, ..POLICY };
        assert_eq!(db.store().attempt(&address, &exact, NOON).await.unwrap(), Attempt::Allowed, "{crowd:?}");
        assert_eq!(db.store().attempt(&address, &exact, NOON).await.unwrap(), blocked_until(10), "{crowd:?}");
    }
}

/// Rows 32, 104: nobody is locked out for good.
pub async fn waits_grow_and_quiet_forgets_them(db: Arc<dyn Database>) {
    use_up_the_free_tries(db.store()).await;
    assert_eq!(attempt(db.store(), 10).await, Attempt::Allowed);
    assert_eq!(attempt(db.store(), 11).await, blocked_until(30));
    assert_eq!(attempt(db.store(), 30).await, Attempt::Allowed);
    assert_eq!(attempt(db.store(), 31).await, blocked_until(60));
    for second in [130, 131, 132] {
        assert_eq!(attempt(db.store(), second).await, Attempt::Allowed);
    }
    assert_eq!(attempt(db.store(), 133).await, blocked_until(142));
}

pub async fn parallel_attempts_are_counted_exactly(db: Arc<dyn Database>) {
    for crowd in CROWDS {
        let free = crowd.len() as u32 / 4 + 1;
        let (key, policy) = (ThrottleKey::account(&crowd.name()), Policy { free, ..POLICY });
        let answers = crowd
            .race(&db, move |store| {
                let key = key.clone();
                Box::pin(async move { store.attempt(&key, &policy, NOON).await.unwrap() })
            })
            .await;
        assert_eq!(count(&answers, |answer| *answer == Attempt::Allowed), free as usize, "{crowd:?}");
        let blocked = count(&answers, |answer| *answer == blocked_until(10));
        assert_eq!(blocked, crowd.len() - free as usize, "{crowd:?}");
    }
}

pub async fn forgiving_takes_back_one_try_and_never_more(db: Arc<dyn Database>) {
    let key = ThrottleKey::account("zoe@example.com");
    for _ in 0..3 {
        db.store().forgive(&key).await.unwrap();
    }
    use_up_the_free_tries(db.store()).await;
    db.store().forgive(&key).await.unwrap();
    assert_eq!(attempt(db.store(), 0).await, Attempt::Allowed);
    assert_eq!(attempt(db.store(), 0).await, blocked_until(10));
    for _ in 0..5 {
        db.store().forgive(&key).await.unwrap();
    }
    use_up_the_free_tries(db.store()).await;
    assert_eq!(attempt(db.store(), 0).await, blocked_until(10));
}

pub async fn forgetting_starts_anew(db: Arc<dyn Database>) {
    let key = ThrottleKey::account("zoe@example.com");
    db.store().forget(&key).await.unwrap();
    use_up_the_free_tries(db.store()).await;
    db.store().forget(&key).await.unwrap();
    use_up_the_free_tries(db.store()).await;
    assert_eq!(attempt(db.store(), 0).await, blocked_until(10));
}

pub async fn a_right_try_forgets_one_key_and_takes_one_back_from_the_other(db: Arc<dyn Database>) {
    let right = SignInTry::of("zoe@example.com", "192.0.2.1");
    db.store().settle(&right).await.unwrap();
    let try_both = async |second| {
        let tries = [&right.account, &right.address].map(|key| db.store().attempt(key, &POLICY, at(second)));
        let [account, address] = tries;
        (account.await.unwrap(), address.await.unwrap())
    };
    for _ in 0..3 {
        assert_eq!(try_both(0).await, (Attempt::Allowed, Attempt::Allowed));
    }
    db.store().settle(&right).await.unwrap();
    assert_eq!(try_both(0).await, (Attempt::Allowed, Attempt::Allowed));
    assert_eq!(try_both(0).await, (Attempt::Allowed, blocked_until(10)));
}

pub async fn an_unknown_fact_is_none(db: Arc<dyn Database>) {
    assert_eq!(db.store().fact("made by").await.unwrap(), None);
}

pub async fn a_fact_is_established_once(db: Arc<dyn Database>) {
    assert_eq!(db.store().establish_fact("made by", "one").await.unwrap(), "one");
    assert_eq!(db.store().establish_fact("made by", "another").await.unwrap(), "one");
    assert_eq!(db.store().fact("made by").await.unwrap().as_deref(), Some("one"));
    assert_eq!(db.store().establish_fact("made on", "another").await.unwrap(), "another");
}

pub async fn many_who_establish_a_fact_agree_on_it(db: Arc<dyn Database>) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    for crowd in CROWDS {
        let (name, next) = (crowd.name(), Arc::new(AtomicUsize::new(0)));
        let answers = crowd
            .race(&db, move |store| {
                let (name, value) = (name.clone(), next.fetch_add(1, Ordering::Relaxed).to_string());
                Box::pin(async move { store.establish_fact(&name, &value).await.unwrap() })
            })
            .await;
        let fact = db.store().fact(&crowd.name()).await.unwrap().unwrap();
        assert_eq!(count(&answers, |answer| *answer == fact), crowd.len(), "{crowd:?}");
    }
}

/// Row 92: a retired key is still there for whoever must verify with it.
pub async fn signing_keys_come_newest_first(db: Arc<dyn Database>) {
    let store = db.store();
    assert_eq!(store.signing_keys().await.unwrap(), []);
    let key = |kid: &str, algorithm, created_at| StoredKey { algorithm, created_at, ..signing_key(kid) };
    let retired = StoredKey { retired_at: Some(at(2)), ..key("retired", Algorithm::Rs256, at(0)) };
    let (newer, newest) = (key("newer", Algorithm::Es256, at(1)), key("newest", Algorithm::EdDsa, at(2)));
    for key in [&newer, &retired, &newest] {
        store.add_signing_key(key).await.unwrap();
    }
    let again = store.add_signing_key(&newer).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    assert_eq!(store.signing_keys().await.unwrap(), [newest, newer, retired]);
}

/// Row 92's first half: from now on one key signs.
pub async fn all_keys_but_one_retire(db: Arc<dyn Database>) {
    let store = db.store();
    for (kid, retired_at) in [("old", None), ("older", None), ("retired", Some(at(1))), ("new", None)] {
        store.add_signing_key(&StoredKey { retired_at, ..signing_key(kid) }).await.unwrap();
    }
    for no_signer in ["unknown", "retired"] {
        assert_eq!(store.retire_signing_keys_but(no_signer, at(2)).await.unwrap(), 0, "{no_signer}");
    }
    assert_eq!(store.retire_signing_keys_but("new", at(3)).await.unwrap(), 2);
    assert_eq!(store.retire_signing_keys_but("new", at(4)).await.unwrap(), 0);
    let retired_at = |kid: &str, keys: &[StoredKey]| keys.iter().find(|key| key.kid == kid).unwrap().retired_at;
    let keys = store.signing_keys().await.unwrap();
    assert_eq!(
        ["old", "older", "retired", "new"].map(|kid| retired_at(kid, &keys)),
        [Some(at(3)), Some(at(3)), Some(at(1)), None]
    );
}

pub async fn whoever_rotates_at_once_a_key_is_left_that_signs(db: Arc<dyn Database>) {
    db.store().add_signing_key(&signing_key("first")).await.unwrap();
    let mut rotations = tokio::task::JoinSet::new();
    for number in 0..8 {
        let (db, kid) = (Arc::clone(&db), format!("key {number}"));
        rotations.spawn(async move {
            let transaction = db.begin().await.unwrap();
            transaction.add_signing_key(&signing_key(&kid)).await.unwrap();
            transaction.retire_signing_keys_but(&kid, at(1)).await.unwrap();
            transaction.commit().await.unwrap();
        });
    }
    rotations.join_all().await;
    let keys = db.store().signing_keys().await.unwrap();
    assert!(keys.iter().any(|key| key.retired_at.is_none()), "{keys:?}");
    assert!(keys.iter().any(|key| key.kid == "first" && key.retired_at.is_some()), "{keys:?}");
}

pub async fn a_key_that_signs_cannot_be_taken_away(db: Arc<dyn Database>) {
    let store = db.store();
    let (signs, retired) = (signing_key("signs"), StoredKey { retired_at: Some(at(1)), ..signing_key("retired") });
    for key in [&signs, &retired] {
        store.add_signing_key(key).await.unwrap();
    }
    assert!(!store.remove_signing_key("unknown").await.unwrap());
    assert!(!store.remove_signing_key("signs").await.unwrap());
    assert!(store.remove_signing_key("retired").await.unwrap());
    assert!(!store.remove_signing_key("retired").await.unwrap());
    assert_eq!(store.signing_keys().await.unwrap(), [signs]);
}

fn signing_key(kid: &str) -> StoredKey {
    StoredKey {
        kid: kid.to_owned(),
        algorithm: Algorithm::Es256,
        sealed_private_key: "sealed".repeat(400),
        created_at: NOON,
        retired_at: None,
    }
}
