//! What it costs that nothing is lost, and whether clearing away keeps anybody waiting. Not held to figures in every
//! run: machines differ. `docs/durability.md` has those of one, and says how they are made.

use std::sync::Arc;
use std::time::{Duration, Instant};

use oauth::model::{AccessToken, Actor, AskedFrom, AuditEntry, AuditEvent, Grant, RefreshToken};
use oauth::store::contract::support::{House, NOON, hash};
use oauth::store::{Database as _, Family, Issue, PurgeKind, Spent};
use oauth::types::{GrantId, TokenId};
use storage::{ConnectOptions, SqlDatabase, Synchronous, connect, migrate};
use tempfile::{TempDir, tempdir};
use tokio::task::JoinSet;

use crate::support::sqlite_url;

/// A new SQLite file with a person and an application in it.
async fn file(synchronous: Synchronous) -> (TempDir, SqlDatabase, Arc<House>) {
    let directory = tempdir().unwrap();
    let options = ConnectOptions { synchronous, ..ConnectOptions::default() };
    let database = connect(&sqlite_url(&directory), options).await.unwrap();
    migrate(&database).await.unwrap();
    let house = Arc::new(House::on(Arc::new(database.clone())).await);
    (directory, database, house)
}

/// What a token request writes.
async fn request(house: &House, name: &str) {
    let grant = Grant { id: GrantId::from_stored(name.to_owned()), ..house.grant(name) };
    let issued = AuditEntry {
        at: NOON,
        event: AuditEvent::TokensIssued,
        actor: Actor::App,
        user_id: Some(house.user),
        client_id: Some(house.app.clone()),
        from: AskedFrom::default(),
        detail: None,
    };
    let refresh = RefreshToken { token: hash(name), ..house.refresh_token(name, &grant) };
    let access = AccessToken { id: TokenId::from_stored(name.to_owned()), ..house.access_token(name, &grant) };
    let family = Family::Begins { grant: &grant, line: &issued };
    let issue = Issue { spent: Spent::Nothing, family, access_token: &access, refresh_token: Some(&refresh) };
    assert!(house.store().issue(&issue).await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes 20 s and prints figures"]
async fn commits_of_a_token_request_per_second() {
    const TIME: Duration = Duration::from_secs(5);
    for (synchronous, writers) in
        [(Synchronous::Full, 1), (Synchronous::Full, 32), (Synchronous::Normal, 1), (Synchronous::Normal, 32)]
    {
        let (_directory, _, house) = file(synchronous).await;
        let start = Instant::now();
        let mut tasks = JoinSet::new();
        for writer in 0..writers {
            let house = Arc::clone(&house);
            tasks.spawn(async move {
                let mut waits = Vec::new();
                while start.elapsed() < TIME {
                    let asked = Instant::now();
                    request(&house, &format!("{writer} {}", waits.len())).await;
                    waits.push(asked.elapsed());
                }
                waits
            });
        }
        let waits = tasks.join_all().await.concat();
        let rate = waits.len() as f64 / start.elapsed().as_secs_f64();
        println!("{synchronous:?}, {writers} writers: {rate:.0} a second, {}", spread(waits));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes some minutes and prints figures"]
async fn clearing_a_million_access_tokens_keeps_nobody_waiting() {
    const FAMILIES: u32 = 200_000;
    let (directory, database, house) = file(Synchronous::Full).await;
    let start = Instant::now();
    let now = NOON.unix_timestamp() * 1000;
    // Keys without an order, as tokens have them, and five to a family.
    for sql in [
        format!(
            "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {FAMILIES} - 1) \
             INSERT INTO grants (id, client_id, user_id, scope, origin, created_at, expires_at, last_used_at) \
             SELECT 'family' || n, 'app', {}, 'read', 'password', 0, {now} + 90000000 + n, 0 FROM n",
            house.user.0
        ),
        format!(
            "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 999999) \
             INSERT INTO access_tokens (id, grant_id, client_id, user_id, scope, created_at, expires_at) \
             SELECT lower(hex(randomblob(16))), 'family' || (n % {FAMILIES}), 'app', {}, 'read', 0, {now} - n FROM n",
            house.user.0
        ),
    ] {
        crate::support::execute(&sqlite_url(&directory), &sql).await;
    }
    println!("filled after {:.0?}", start.elapsed());

    let purged = tokio::spawn(async move {
        let (start, mut cleared) = (Instant::now(), 0);
        loop {
            match database.store().purge(PurgeKind::AccessTokens, NOON, 20_000).await.unwrap() {
                0 => return (cleared, start.elapsed()),
                step => cleared += step,
            }
        }
    });
    let mut waits = Vec::new();
    while !purged.is_finished() {
        let asked = Instant::now();
        request(&house, &format!("meanwhile {}", waits.len())).await;
        waits.push(asked.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (cleared, time) = purged.await.unwrap();
    assert_eq!(cleared, 1_000_000);
    println!("cleared {cleared} in {time:.0?}; {} requests meanwhile, {}", waits.len(), spread(waits));
}

fn spread(mut waits: Vec<Duration>) -> String {
    waits.sort_unstable();
    let of = |part: f64| waits[((waits.len() - 1) as f64 * part) as usize];
    format!("p50 {:.1?}, p99 {:.1?}, longest {:.1?}", of(0.5), of(0.99), of(1.0))
}
