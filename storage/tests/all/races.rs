//! What different verbs do to each other at once. Races of one verb with itself are sentences of the contract suite.

use std::sync::Arc;

use oauth::model::{AccessToken, Grant, RefreshToken};
use oauth::store::contract::support::{House, at, hash};
use oauth::store::{Database, Family, Issue, PurgeKind, RedeemRefresh, RedeemedRefresh, Spent};
use time::Duration;
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
    house.store().create_grant(&grant).await.unwrap();
    house.store().store_access_token(&house.access_token("taken", &grant)).await.unwrap();
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
    house.store().create_grant(&grant).await.unwrap();
    let access = AccessToken { expires_at: at(10), ..house.access_token(&format!("{name} access"), &grant) };
    house.store().store_access_token(&access).await.unwrap();
    let refresh = RefreshToken { expires_at: at(refresh_until), ..house.refresh_token(&format!("{name} 1"), &grant) };
    house.store().store_refresh_token(&refresh).await.unwrap();
}

/// What a refresh does, in one transaction.
async fn refresh(db: &dyn Database, grant: &Grant, access: &AccessToken, successor: &RefreshToken) {
    let transaction = db.begin().await.unwrap();
    let token = hash(&format!("{} 1", grant.id.as_str()));
    let redeem =
        RedeemRefresh { token: &token, successor: &successor.token, now: at(NOW), grace: Duration::seconds(60) };
    assert_eq!(transaction.redeem_refresh_token(&redeem).await.unwrap(), RedeemedRefresh::Won);
    transaction.store_refresh_token(successor).await.unwrap();
    transaction.store_access_token(access).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn what_is_issued_while_others_clear_away_stays(home: Home) {
    let house = Arc::new(House::on(Arc::new(migrated(&home.url()).await)).await);
    for n in 0..MANY {
        family(&house, &format!("dead {n}"), 10).await;
        family(&house, &format!("living {n}"), 9000).await;
    }
    let mut tasks = JoinSet::new();
    for n in 0..MANY {
        let (living, newcomer) = (house.grant(&format!("living {n}")), house.grant(&format!("new {n}")));
        let at_hand = house.clone();
        tasks.spawn(async move {
            let access = at_hand.access_token(&format!("living {n} access 2"), &living);
            let successor = at_hand.refresh_token(&format!("living {n} 2"), &living);
            refresh(&*at_hand.db, &living, &access, &successor).await;
        });
        let at_hand = house.clone();
        tasks.spawn(async move {
            let transaction = at_hand.db.begin().await.unwrap();
            transaction.create_grant(&newcomer).await.unwrap();
            let access = at_hand.access_token(&format!("new {n} access 2"), &newcomer);
            transaction.store_access_token(&access).await.unwrap();
            transaction.commit().await.unwrap();
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
