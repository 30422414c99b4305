//! What nobody can use any more goes, and nothing else does.

use std::sync::Arc;

use time::{Duration, OffsetDateTime};

use super::given::{begin, go_on};
use super::support::{CROWDS, House, NOON, at, hash};
use crate::model::{AccessToken, Algorithm, ClientProblem, Grant, RefreshToken, StoredKey};
use crate::store::{Database, FORGIVEN, LINGER, PROBLEM_LIFETIME, PolledDevice, PurgeKind, RedeemedCode, Store};
use crate::throttle::{Attempt, Policy, ThrottleKey};

const ALL: [PurgeKind; 10] = [
    PurgeKind::AccessTokens,
    PurgeKind::RefreshTokens,
    PurgeKind::AuthorizationCodes,
    PurgeKind::AuthorizationRequests,
    PurgeKind::DeviceCodes,
    PurgeKind::Families,
    PurgeKind::SigningKeys,
    PurgeKind::Throttles,
    PurgeKind::Tickets,
    PurgeKind::ClientProblems,
];

/// Clears one kind; what was promised before is what goes.
async fn purge(store: &dyn Store, kind: PurgeKind, now: OffsetDateTime) -> u64 {
    let promised = store.expired(kind, now).await.unwrap();
    assert_eq!(store.purge(kind, now, 100).await.unwrap(), promised, "{kind:?}");
    assert_eq!(store.expired(kind, now).await.unwrap(), 0, "{kind:?}");
    promised
}

impl House {
    /// A family with two access tokens and two refresh tokens, the first of them used, begun by a code.
    async fn a_family(&self, name: &str) -> Grant {
        let grant = self.grant(&format!("family of {name}"));
        let code = self.code(name);
        let store = self.store();
        store.store_code(&code).await.unwrap();
        store.redeem_code(&code.code, &self.app, at(1)).await.unwrap();
        let before = format!("{name}, used");
        let used = RefreshToken { used_at: Some(at(2)), ..self.refresh_token(&before, &grant) };
        begin(store, &grant, &self.access_token(&before, &grant), Some(&used)).await;
        let last = RefreshToken { expires_at: at(20_000), ..self.refresh_token(name, &grant) };
        go_on(store, &grant, &self.access_token(name, &grant), Some(&last)).await;
        grant
    }
}

pub async fn an_empty_database_has_nothing_to_clear(db: Arc<dyn Database>) {
    for kind in ALL {
        assert_eq!(purge(db.store(), kind, at(1_000_000)).await, 0, "{kind:?}");
    }
}

pub async fn what_is_in_use_stays(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.a_family("one").await;
    house.store().keep_request(&house.request("request")).await.unwrap();
    house.store().keep_device(&house.device("device")).await.unwrap();
    house.store().attempt(&ThrottleKey::account("zoe@example.com"), &Policy::ACCOUNT, NOON).await.unwrap();
    house.store().keep_ticket(&house.ticket("ticket")).await.unwrap();
    house.store().note_problem(&house.problem("problem")).await.unwrap();
    for kind in ALL {
        assert_eq!(purge(house.store(), kind, at(59)).await, 0, "{kind:?}");
    }
}

pub async fn an_access_token_goes_when_it_expires(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let grant = house.a_family("one").await;
    let longer = AccessToken { expires_at: at(7201), ..house.access_token("longer", &grant) };
    go_on(house.store(), &grant, &longer, None).await;
    assert_eq!(purge(house.store(), PurgeKind::AccessTokens, at(7199)).await, 0);
    assert_eq!(purge(house.store(), PurgeKind::AccessTokens, at(7200)).await, 2);
    assert_eq!(house.store().access_token(&longer.id).await.unwrap(), Some(longer));
}

/// Row 71 (RFC 9700 §4.14.2): while its successors live, a used token shown again tells of a theft.
pub async fn a_used_refresh_token_stays_as_long_as_its_family_lives(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.a_family("one").await;
    // The used one has expired, its successor has not.
    assert_eq!(purge(house.store(), PurgeKind::RefreshTokens, at(19_999)).await, 0);
    assert_eq!(purge(house.store(), PurgeKind::RefreshTokens, at(20_000)).await, 2);
}

pub async fn a_revoked_family_keeps_no_refresh_tokens(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let grant = house.a_family("one").await;
    house.a_family("other").await;
    house.store().revoke_grant(&grant.id, at(5)).await.unwrap();
    assert_eq!(purge(house.store(), PurgeKind::RefreshTokens, at(6)).await, 2);
    assert_eq!(house.store().refresh_token(&hash("one")).await.unwrap(), None);
    assert!(house.store().refresh_token(&hash("other")).await.unwrap().is_some());
}

pub async fn no_refresh_reaches_beyond_its_family(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let grant = Grant { expires_at: at(100), ..house.grant("short") };
    let access = AccessToken { expires_at: at(50), ..house.access_token("one", &grant) };
    begin(house.store(), &grant, &access, Some(&house.refresh_token("one", &grant))).await;
    assert_eq!(purge(house.store(), PurgeKind::RefreshTokens, at(99)).await, 0);
    assert_eq!(purge(house.store(), PurgeKind::RefreshTokens, at(100)).await, 1);
}

/// Row 7 (RFC 6749 §4.1.2): until then a replay must find the family it revokes.
pub async fn a_code_stays_until_its_replay_could_revoke_nothing(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let grant = house.a_family("used").await;
    let never_used = house.code("never used");
    house.store().store_code(&never_used).await.unwrap();
    assert_eq!(purge(house.store(), PurgeKind::AuthorizationCodes, at(59)).await, 0);
    assert_eq!(purge(house.store(), PurgeKind::AuthorizationCodes, at(60)).await, 1);
    let redeemed = house.store().redeem_code(&hash("used"), &house.app, at(61)).await.unwrap();
    assert_eq!(redeemed, RedeemedCode::Replayed(grant.id.clone()));
    house.store().revoke_grant(&grant.id, at(61)).await.unwrap();
    assert_eq!(purge(house.store(), PurgeKind::AuthorizationCodes, at(62)).await, 1);
    let redeemed = house.store().redeem_code(&hash("used"), &house.app, at(63)).await.unwrap();
    assert_eq!(redeemed, RedeemedCode::Unknown);
}

/// Row 107: the page for a late answer needs the request.
pub async fn a_request_stays_a_while_after_it_expired(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.store().keep_request(&house.request("request")).await.unwrap();
    let gone = house.request("request").expires_at + LINGER;
    assert_eq!(purge(house.store(), PurgeKind::AuthorizationRequests, gone - Duration::seconds(1)).await, 0);
    assert_eq!(purge(house.store(), PurgeKind::AuthorizationRequests, gone).await, 1);
}

/// Row 33 (RFC 8628 §3.5): `expired_token` is for whoever polls too late.
pub async fn a_device_code_stays_a_while_after_it_expired(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let device = house.device("device");
    house.store().keep_device(&device).await.unwrap();
    let gone = device.expires_at + LINGER;
    let late = gone - Duration::seconds(1);
    assert_eq!(purge(house.store(), PurgeKind::DeviceCodes, late).await, 0);
    let polled = house.store().poll_device(&device.device_code, &house.app, late).await.unwrap();
    assert_eq!(polled, PolledDevice::Expired);
    assert_eq!(purge(house.store(), PurgeKind::DeviceCodes, gone).await, 1);
}

pub async fn a_family_goes_when_its_last_token_has_gone(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.a_family("one").await;
    let end = at(20_000);
    assert_eq!(purge(house.store(), PurgeKind::Families, end).await, 0);
    assert_eq!(purge(house.store(), PurgeKind::AccessTokens, end).await, 2);
    assert_eq!(purge(house.store(), PurgeKind::Families, end).await, 0);
    assert_eq!(purge(house.store(), PurgeKind::RefreshTokens, end).await, 2);
    assert_eq!(purge(house.store(), PurgeKind::Families, end).await, 1);
}

/// Row 92: what it signed must verify as long as it is good.
pub async fn a_retired_key_goes_when_its_last_token_has_expired(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let key = |kid: &str, retired_at| StoredKey {
        kid: kid.to_owned(),
        algorithm: Algorithm::Es256,
        sealed_private_key: "sealed".to_owned(),
        created_at: NOON,
        retired_at,
    };
    for key in [key("signs", None), key("retired", Some(at(10)))] {
        house.store().add_signing_key(&key).await.unwrap();
    }
    let over = at(10) + LINGER;
    assert_eq!(purge(house.store(), PurgeKind::SigningKeys, over - Duration::seconds(1)).await, 0);
    let grant = house.grant("family");
    // An instance that has not heard of the retirement yet may have signed with it a little later.
    let late = AccessToken { created_at: over, expires_at: over + Duration::HOUR, ..house.access_token("1", &grant) };
    let later = AccessToken { created_at: at(9999), expires_at: at(99_999), ..house.access_token("2", &grant) };
    begin(house.store(), &grant, &late, None).await;
    go_on(house.store(), &grant, &later, None).await;
    let last = late.expires_at;
    assert_eq!(purge(house.store(), PurgeKind::SigningKeys, last - Duration::seconds(1)).await, 0);
    assert_eq!(purge(house.store(), PurgeKind::SigningKeys, last).await, 1);
    let left: Vec<_> = house.store().signing_keys().await.unwrap().into_iter().map(|key| key.kid).collect();
    assert_eq!(left, ["signs"]);
}

pub async fn forgiven_tries_go(db: Arc<dyn Database>) {
    let key = ThrottleKey::account("zoe@example.com");
    assert_eq!(db.store().attempt(&key, &Policy::ACCOUNT, NOON).await.unwrap(), Attempt::Allowed);
    assert!(Policy::ACCOUNT.forget_after < FORGIVEN);
    assert_eq!(purge(db.store(), PurgeKind::Throttles, NOON + FORGIVEN - Duration::seconds(1)).await, 0);
    assert_eq!(purge(db.store(), PurgeKind::Throttles, NOON + FORGIVEN).await, 1);
}

/// A family of which only dead tokens are left has ended, although they have not expired.
pub async fn what_was_used_or_revoked_keeps_no_family_alive(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let grant = house.grant("family");
    let store = house.store();
    let used = RefreshToken { used_at: Some(at(1)), ..house.refresh_token("used", &grant) };
    begin(store, &grant, &house.access_token("one", &grant), Some(&used)).await;
    assert_eq!(purge(store, PurgeKind::RefreshTokens, at(2)).await, 0);
    store.revoke_access_token(&house.access_token("one", &grant).id, at(2)).await.unwrap();
    assert_eq!(purge(store, PurgeKind::RefreshTokens, at(2)).await, 1);
}

/// A late click is told that it is late.
pub async fn a_ticket_stays_a_while_after_it_expired(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let ticket = house.ticket("ticket");
    house.store().keep_ticket(&ticket).await.unwrap();
    house.store().redeem_ticket(&ticket.token, at(1)).await.unwrap();
    let gone = ticket.expires_at + LINGER;
    assert_eq!(purge(house.store(), PurgeKind::Tickets, gone - Duration::seconds(1)).await, 0);
    assert_eq!(purge(house.store(), PurgeKind::Tickets, gone).await, 1);
    assert_eq!(house.store().ticket(&ticket.token).await.unwrap(), None);
}

pub async fn a_mistake_goes_when_it_was_not_made_again(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (old, again) = (house.problem("old"), house.problem("again"));
    for problem in [&old, &again, &ClientProblem { last_at: at(5), ..again.clone() }] {
        house.store().note_problem(problem).await.unwrap();
    }
    let gone = NOON + PROBLEM_LIFETIME;
    assert_eq!(purge(house.store(), PurgeKind::ClientProblems, gone - Duration::seconds(1)).await, 0);
    assert_eq!(purge(house.store(), PurgeKind::ClientProblems, gone).await, 1);
    let left = house.store().problems_of(&house.app).await.unwrap();
    assert_eq!(left, [ClientProblem { last_at: at(5), count: 2, ..again }]);
}

pub async fn what_is_cleared_in_steps_is_cleared_in_full(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for name in ["1", "2", "3", "4", "5"] {
        house.store().store_code(&house.code(name)).await.unwrap();
    }
    let mut steps = Vec::new();
    while steps.last() != Some(&0) {
        steps.push(house.store().purge(PurgeKind::AuthorizationCodes, at(60), 2).await.unwrap());
    }
    assert_eq!(steps, [2, 2, 1, 0]);
}

pub async fn many_who_clear_at_once_count_each_row_once(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for crowd in CROWDS {
        for number in 0..50 {
            house.store().store_code(&house.code(&format!("{crowd:?} {number}"))).await.unwrap();
        }
        let cleared = crowd
            .race(&house.db, |store| {
                Box::pin(async move { store.purge(PurgeKind::AuthorizationCodes, at(60), 100).await.unwrap() })
            })
            .await;
        assert_eq!(cleared.iter().sum::<u64>(), 50, "{crowd:?}");
    }
}
