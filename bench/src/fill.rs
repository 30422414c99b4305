//! Rows for the load to find. They are written as SQL and in bulk: by way of the protocol they would take an hour.
//!
//! `--large` adds what a server of some years has: [`OLD`] says how much.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::Result;
use crate::database::{self, Care, Database, read};
use crate::requests::{CHALLENGE, EMAIL, PEOPLE, PREPARED, stored};

/// Tokens of one kind with `--large`, access and refresh tokens alike: a sixth of them lives. Six of each belong to one
/// approval.
const OLD: u32 = 3_000_000;
const LIVE: u32 = OLD / 6;
const OF_ONE_APPROVAL: u32 = 6;
/// Rows in one statement.
const BATCH: u32 = 1_000;
const DAY: i64 = 24 * 60 * 60 * 1000;
const MONTH: i64 = 30 * DAY;

#[derive(clap::Args)]
pub struct Fill {
    #[arg(long)]
    database_url: String,
    /// 1 million living and 5 million expired tokens as well
    #[arg(long)]
    large: bool,
}

/// A table, its columns, and its n-th row.
type Rows<'a> = (&'static str, &'static str, &'a (dyn Fn(u32) -> String + Sync));

impl Fill {
    pub async fn run(self) -> Result<()> {
        let database = database::open(&self.database_url, Care::None).await?;
        let (john, hash): (i64, String) =
            read!(&database, "SELECT id, password_hash FROM users WHERE email = $1", EMAIL)?;
        database.run("BEGIN".to_owned()).await?;
        people(&database, &hash).await?;
        prepared(&database, john).await?;
        if self.large {
            old(&database, john).await?;
        }
        database.run("COMMIT".to_owned()).await?;
        // As a server that has run for a while: the log's files are there to be used again, and need not be made while
        // somebody waits.
        let tidy: &[&str] =
            if database.is_sqlite() { &["PRAGMA wal_checkpoint(TRUNCATE)"] } else { &["VACUUM ANALYZE", "CHECKPOINT"] };
        for tidy in tidy {
            database.run((*tidy).to_owned()).await?;
        }
        database.close().await;
        Ok(())
    }
}

async fn insert(database: &Database, count: u32, (table, columns, row): Rows<'_>) -> Result<()> {
    for first in (0..count).step_by(BATCH as usize) {
        let rows: Vec<_> = (first..count.min(first + BATCH)).map(row).collect();
        database.run(format!("INSERT INTO {table} ({columns}) VALUES {}", rows.join(","))).await?;
    }
    Ok(())
}

async fn people(database: &Database, hash: &str) -> Result<()> {
    let now = now();
    let columns = "email, firstname, lastname, password_hash, admin, state, created_at";
    let row = |n| format!("('person{n}@bench.example', 'Person', '{n}', '{hash}', FALSE, 'active', {now})");
    insert(database, PEOPLE, ("users", columns, &row)).await
}

const GRANT: &str = "id, client_id, user_id, scope, origin, created_at, expires_at, last_used_at";

/// One of each kind for each number, good for a day.
async fn prepared(database: &Database, john: i64) -> Result<()> {
    let (now, end) = (now(), now() + DAY);
    let grant = |n| format!("('bench-{n:08}', 'demo-web', {john}, 'read', 'authorization_code', {now}, {end}, {now})");
    let refresh = |n| format!("('{}', 'bench-{n:08}', {now}, {end})", stored("refresh", n));
    let code = |n| {
        let code = stored("code", n);
        format!(
            "('{code}', 'bench-code-{n:08}', 'demo-web', {john}, 'http://127.0.0.1/demo/callback', FALSE, 'read', \
             '{CHALLENGE}', {now}, {end})"
        )
    };
    let device = |n| {
        let code = stored("device", n);
        format!("('{code}', 'bench-{n:08}', 'demo-device', 'read', 5000, {now}, 'pending', {now}, {end})")
    };
    let codes = "code, grant_id, client_id, user_id, redirect_uri, redirect_uri_given, scope, code_challenge, \
                 created_at, expires_at";
    let devices =
        "device_code, user_code, client_id, scope, poll_interval, next_poll_at, state, created_at, expires_at";
    insert(database, PREPARED, ("grants", GRANT, &grant)).await?;
    insert(database, PREPARED, ("refresh_tokens", "token, grant_id, created_at, expires_at", &refresh)).await?;
    insert(database, PREPARED, ("authorization_codes", codes, &code)).await?;
    insert(database, PREPARED, ("device_authorizations", devices, &device)).await
}

async fn old(database: &Database, john: i64) -> Result<()> {
    let now = now();
    let lives = |n: u32| n.is_multiple_of(OLD / LIVE);
    // The expired are spread over the last month, the living over the next.
    let ends = |n: u32| {
        let far = i64::from(n % 30_011) * DAY / 1_000 + 1;
        if lives(n) { now + far } else { now - far }
    };
    let family = |n: u32| n / OF_ONE_APPROVAL;
    let grant = |n: u32| {
        let (id, end) = (spread(n, OLD / OF_ONE_APPROVAL), now + 335 * DAY);
        format!("('{id}', 'demo-web', {john}, 'read', 'authorization_code', {now} - {MONTH}, {end}, {now})")
    };
    let family_id = |n| spread(family(n), OLD / OF_ONE_APPROVAL);
    let access = |n| {
        let (id, family, end) = (spread(n, OLD), family_id(n), ends(n));
        format!("('{id}', '{family}', 'demo-web', {john}, 'read', {end} - 7200000, {end})")
    };
    let refresh = |n| {
        let (id, family, end) = (spread(n, OLD), family_id(n), ends(n));
        let used = if lives(n) { "NULL".to_owned() } else { (end - 1000).to_string() };
        format!("('{id}', '{family}', {end} - {MONTH}, {end}, {used})")
    };
    insert(database, OLD / OF_ONE_APPROVAL, ("grants", GRANT, &grant)).await?;
    let columns = "id, grant_id, client_id, user_id, scope, created_at, expires_at";
    insert(database, OLD, ("access_tokens", columns, &access)).await?;
    insert(database, OLD, ("refresh_tokens", "token, grant_id, created_at, expires_at, used_at", &refresh)).await
}

/// The n-th of so many ids, in the order an index has them and spread over all that chance would give: to insert them is
/// quick, and what comes later falls between them.
fn spread(n: u32, of: u32) -> String {
    const LETTERS: &[u8; 64] = b"-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    let place = u64::from(n) * 64_u64.pow(5) / u64::from(of);
    let letter = |power| char::from(LETTERS[usize::try_from(place / 64_u64.pow(power) % 64).unwrap_or(0)]);
    let prefix: String = (0..5).rev().map(letter).collect();
    format!("{prefix}{n:08}abcdefghi")
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| i64::try_from(passed.as_millis()).unwrap_or(0))
}
