//! What different verbs do to each other at once. Races of one verb with itself are sentences of the contract suite.

use std::sync::Arc;

use oauth::model::{AccessToken, RefreshToken};
use oauth::store::contract::given::begin;
use oauth::store::contract::support::{House, at, hash};
use oauth::store::{Family, Issue, PurgeKind, Spent};
use tokio::task::JoinSet;

use crate::on_each_database;
use crate::support::{Home, migrated};

on_each_database! {
    whoever_fails_takes_nobody_along,
    what_is_issued_while_others_clear_away_stays,
}

/// On SQLite they are committed together.
async fn whoever_fails_takes_nobody_along(home: Home) {
    let house = Arc::new(House::on(Arc::new(migrated(&home.url()).await)).await);
    let grant = house.grant("family");
    begin(house.store(), &grant, &house.access_token("taken", &grant), None).await;
    let mut tasks = JoinSet::new();
    for n in 0..MANY {
        let at_hand = Arc::clone(&house);
        tasks.spawn(async move {
            // The name of every third is taken, which the database refuses.
            let name = if n % 3 == 0 { "taken".to_owned() } else { format!("access {n}") };
            let grant = at_hand.grant("family");
            let access = at_hand.access_token(&name, &grant);
            let refresh = at_hand.refresh_token(&format!("refresh {n}"), &grant);
            let family = Family::GoesOn { seen_from: None };
            let issue = Issue { spent: Spent::Nothing, family, access_token: &access, refresh_token: Some(&refresh) };
            let issued = at_hand.store().issue(&issue).await;
            assert_eq!(issued.is_err(), n % 3 == 0, "{issued:?}");
        });
    }
    tasks.join_all().await;
    for n in 0..MANY {
        let access = house.access_token(&format!("access {n}"), &house.grant("any")).id;
        let is_there = house.store().access_token(&access).await.unwrap().is_some();
        assert_eq!(is_there, n % 3 != 0, "access {n}");
        let refresh = house.store().refresh_token(&hash(&format!("refresh {n}"))).await.unwrap();
        assert_eq!(refresh.is_some(), n % 3 != 0, "refresh {n}");
    }
}

const MANY: usize = 60;
const NOW: i64 = 100;
/// In their order: tokens go before their families.
const KINDS: [PurgeKind; 4] =
    [PurgeKind::AccessTokens, PurgeKind::RefreshTokens, PurgeKind::AuthorizationCodes, PurgeKind::Families];

/// A family that is due to be refreshed, or dead by now.
async fn family(house: &House, name: &str, refresh_until: i64) {
    let grant = house.grant(name);
    let access = AccessToken { expires_at: at(10), ..house.access_token(&format!("{name} access"), &grant) };
    let refresh = RefreshToken { expires_at: at(refresh_until), ..house.refresh_token(&format!("{name} 1"), &grant) };
    begin(house.store(), &grant, &access, Some(&refresh)).await;
}

/// Exchanges the first refresh token of this family for the second.
async fn refresh(house: &House, name: &str) {
    let (grant, token) = (house.grant(name), hash(&format!("{name} 1")));
    let access = house.access_token(&format!("{name} access 2"), &grant);
    let (spent, family) = (Spent::RefreshToken(&token), Family::GoesOn { seen_from: None });
    let successor = house.refresh_token(&format!("{name} 2"), &grant);
    let issue = Issue { spent, family, access_token: &access, refresh_token: Some(&successor) };
    assert!(house.store().issue(&issue).await.unwrap(), "{name}");
}

async fn what_is_issued_while_others_clear_away_stays(home: Home) {
    let house = Arc::new(House::on(Arc::new(migrated(&home.url()).await)).await);
    for n in 0..MANY {
        family(&house, &format!("dead {n}"), 10).await;
        family(&house, &format!("living {n}"), 9000).await;
    }
    let mut tasks = JoinSet::new();
    for n in 0..MANY {
        let at_hand = house.clone();
        tasks.spawn(async move { refresh(&at_hand, &format!("living {n}")).await });
        let at_hand = house.clone();
        tasks.spawn(async move {
            let newcomer = at_hand.grant(&format!("new {n}"));
            let access = at_hand.access_token(&format!("new {n} access 2"), &newcomer);
            begin(at_hand.store(), &newcomer, &access, None).await;
        });
        let at_hand = house.clone();
        tasks.spawn(async move {
            for kind in KINDS {
                at_hand.store().purge(kind, at(NOW), 7).await.unwrap();
            }
        });
    }
    tasks.join_all().await;
    for n in 0..MANY {
        for name in [format!("living {n} access 2"), format!("new {n} access 2")] {
            let id = house.access_token(&name, &house.grant("any")).id;
            assert!(house.store().access_token(&id).await.unwrap().is_some(), "{name}");
        }
        assert!(house.store().refresh_token(&hash(&format!("living {n} 2"))).await.unwrap().is_some());
    }
    for kind in KINDS {
        while house.store().purge(kind, at(NOW), 1000).await.unwrap() > 0 {}
        assert_eq!(house.store().expired(kind, at(NOW)).await.unwrap(), 0);
    }
    assert_eq!(house.store().grants_of(house.user, at(NOW)).await.unwrap().len(), 2 * MANY, "and none that is dead");
}
