//! What different verbs do to each other at once. Races of one verb with itself are sentences of the contract suite.

use std::sync::Arc;
use std::time::Duration;

use oauth::model::{AccessToken, Grant, RefreshToken};
use oauth::store::contract::given::{begin, line};
use oauth::store::contract::support::{House, at, hash};
use oauth::store::{Family, Issue, PurgeKind, Spent, StoreError};
use oauth::types::Subject;
use sea_orm::{ConnectionTrait as _, TransactionTrait as _};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::on_each_database;
use crate::support::{Home, migrated};

on_each_database! {
    whoever_fails_takes_nobody_along,
    whoever_asks_at_once_is_answered_alone,
    what_is_issued_while_others_clear_away_stays,
}

/// On SQLite whoever writes holds everything.
mod held {
    use super::a_row_that_somebody_holds_holds_up_nobody_else;

    crate::on_each_server! { a_row_that_somebody_holds_holds_up_nobody_else, }
}

/// On SQLite they are committed together, on PostgreSQL most of them are one statement.
async fn whoever_fails_takes_nobody_along(home: Home) {
    let house = with_families(&home).await;
    let grant = house.grant("family");
    begin(house.store(), &grant, &house.access_token("taken", &grant), None).await;
    let mut tasks = JoinSet::new();
    for n in 0..MANY {
        let at_hand = Arc::clone(&house);
        tasks.spawn(async move {
            // The name of every third is taken, which the database refuses.
            let name = if n % 3 == 0 { "taken".to_owned() } else { format!("access {n}") };
            let issued = match n % 4 {
                0 | 1 => by_itself(&at_hand, n, &name).await,
                2 => refreshed(&at_hand, n, &name).await,
                _ => goes_on(&at_hand, n, &name).await,
            };
            assert_eq!(issued.is_err(), n % 3 == 0, "{n}: {issued:?}");
            assert!(issued.unwrap_or(true), "{n}");
        });
    }
    tasks.join_all().await;
    for n in 0..MANY {
        let access = house.access_token(&format!("access {n}"), &house.grant("any")).id;
        let is_there = house.store().access_token(&access).await.unwrap().is_some();
        assert_eq!(is_there, n % 3 != 0, "access {n}");
        let refresh = house.store().refresh_token(&hash(&format!("refresh {n}"))).await.unwrap();
        assert_eq!(refresh.is_some(), n % 3 != 0 && n % 4 > 1, "refresh {n}");
        let (first, _) = house.store().refresh_token(&hash(&format!("living {n} 1"))).await.unwrap().unwrap();
        assert_eq!(first.used_at.is_some(), n % 3 != 0 && n % 4 == 2, "the first of {n}");
    }
}

/// An application is given a token for itself.
async fn by_itself(house: &House, n: usize, access: &str) -> Result<bool, StoreError> {
    let grant = Grant { subject: Subject::Client(house.app.clone()), ..house.grant(&format!("itself {n}")) };
    let family = Family::Begins { grant: &grant, line: &line(&grant) };
    let access_token = &house.access_token(access, &grant);
    house.store().issue(&Issue { spent: Spent::Nothing, family, access_token, refresh_token: None }).await
}

async fn refreshed(house: &House, n: usize, access: &str) -> Result<bool, StoreError> {
    let (grant, first) = (house.grant(&format!("living {n}")), hash(&format!("living {n} 1")));
    with_a_refresh_token(house, n, access, &grant, Spent::RefreshToken(&first)).await
}

/// All of these change the same row first.
async fn goes_on(house: &House, n: usize, access: &str) -> Result<bool, StoreError> {
    with_a_refresh_token(house, n, access, &house.grant("family"), Spent::Nothing).await
}

async fn with_a_refresh_token(
    house: &House,
    n: usize,
    access: &str,
    grant: &Grant,
    spent: Spent<'_>,
) -> Result<bool, StoreError> {
    let access_token = &house.access_token(access, grant);
    let refresh = house.refresh_token(&format!("refresh {n}"), grant);
    let family = Family::GoesOn { seen_from: None };
    house.store().issue(&Issue { spent, family, access_token, refresh_token: Some(&refresh) }).await
}

/// On PostgreSQL one statement finds what several ask for.
async fn whoever_asks_at_once_is_answered_alone(home: Home) {
    let house = with_families(&home).await;
    let mut tasks = JoinSet::new();
    for n in 0..MANY {
        let at_hand = Arc::clone(&house);
        tasks.spawn(async move {
            let store = at_hand.store();
            let token = hash(&format!("living {n} {}", if n % 5 == 0 { "of nobody" } else { "1" }));
            let found = store.refresh_token(&token).await.unwrap();
            let found = found.map(|(token, family)| (token.token, family.id));
            let expected = at_hand.grant(&format!("living {n}")).id;
            assert_eq!(found, (n % 5 != 0).then_some((token, expected)), "{n}");
        });
        let at_hand = Arc::clone(&house);
        tasks.spawn(async move {
            // A text that PostgreSQL does not take.
            let name = if n % 7 == 0 { "\0".to_owned() } else { format!("living {n} access") };
            let asked = at_hand.access_token(&name, &at_hand.grant("any")).id;
            let found = at_hand.store().access_token(&asked).await;
            match n % 7 {
                0 => assert!(!matches!(found, Ok(Some(_))), "{n}: {found:?}"),
                _ => assert_eq!(found.unwrap().unwrap().id, asked, "{n}"),
            }
        });
    }
    tasks.join_all().await;
}

async fn a_row_that_somebody_holds_holds_up_nobody_else(home: Home) {
    let house = with_families(&home).await;
    let somebody = sea_orm::Database::connect(home.url()).await.unwrap();
    let held = somebody.begin().await.unwrap();
    let first = hash("living 0 1");
    held.execute_unprepared(&format!("UPDATE refresh_tokens SET expires_at = 9001 WHERE token = '{}'", first.as_str()))
        .await
        .unwrap();
    let refreshing = |n: usize| {
        let at_hand = Arc::clone(&house);
        tokio::spawn(async move { refreshed(&at_hand, n, &format!("access {n}")).await.unwrap() })
    };
    let waits = refreshing(0);
    let others: Vec<_> = (1..MANY).map(refreshing).collect();
    for other in others {
        assert!(timeout(Duration::from_secs(8), other).await.expect("while the row is held").unwrap());
    }
    assert!(!waits.is_finished());
    held.commit().await.unwrap();
    assert!(waits.await.unwrap(), "its turn comes");
}

const MANY: usize = 60;
const NOW: i64 = 100;
/// In their order: tokens go before their families.
const KINDS: [PurgeKind; 4] =
    [PurgeKind::AccessTokens, PurgeKind::RefreshTokens, PurgeKind::AuthorizationCodes, PurgeKind::Families];

/// With as many families that go on living.
async fn with_families(home: &Home) -> Arc<House> {
    let house = Arc::new(House::on(Arc::new(migrated(&home.url()).await)).await);
    for n in 0..MANY {
        family(&house, &format!("living {n}"), 9000).await;
    }
    house
}

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
    let house = with_families(&home).await;
    for n in 0..MANY {
        family(&house, &format!("dead {n}"), 10).await;
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
