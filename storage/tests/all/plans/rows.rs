//! Tables as they are after a while: most of it in use, some of it to be cleared away.

use oauth::store::contract::support::NOON;
use oauth::types::{ClientId, UserId};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend};

const ROWS: i64 = 4000;
/// Of what MariaDB would read as a whole for the sake of two hundred, were it less.
const MANY: i64 = 20_000;
const PEOPLE: i64 = 1000;
const APPS: i64 = 200;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// One of the people.
pub const SOMEBODY: UserId = UserId(1007);

/// One of the applications.
pub fn some_app() -> ClientId {
    "app7".parse().unwrap()
}

/// Every fiftieth row is of this kind.
fn is(row: i64, kind: i64) -> bool {
    row % 50 == kind
}

pub async fn fill(url: &str) {
    let database = sea_orm::Database::connect(url).await.unwrap();
    let now = i64::try_from(NOON.unix_timestamp_nanos() / 1_000_000).unwrap();
    let (past, future) = (now - 40 * DAY, now + DAY);
    let user = |row: i64| 1000 + row % PEOPLE;
    let app = |row: i64| format!("app{}", row % APPS);
    // Over since long for one in fifty.
    let end = |row: i64| if is(row, 2) { past + row } else { future + row };

    insert(&database, "users", "id, email, firstname, lastname, admin, state, created_at", PEOPLE, |row| {
        format!("{}, 'person{row}@example.com', 'Zoë', 'D’Arc', FALSE, 'active', {now}", user(row))
    })
    .await;
    let columns = "id, name, kind, authentication, secret_hashes, grant_types, scope, default_scope, redirect_uris, \
        require_pkce, token_format, access_token_lifetime, trusted, verified, state, owner_id, created_at";
    insert(&database, "clients", columns, APPS, |row| {
        let fixed = "'An app', 'web', 'public', '', '', 'read', 'read', '', TRUE, 'jwt', 1, FALSE, FALSE, 'active'";
        format!("'app{row}', {fixed}, {}, {now}", user(row))
    })
    .await;
    insert(&database, "api_keys", "id, key_hash, client_id, name, created_at", APPS, |row| {
        format!("'k{row}', 'hash{row}', '{}', 'A key', {now}", app(row))
    })
    .await;
    insert(&database, "logos", "client_id, hash, png", APPS, |row| format!("'app{row}', 'hash{row}', 'png'")).await;
    let columns = "id, client_id, user_id, scope, origin, created_at, expires_at, revoked_at, last_used_at";
    insert(&database, "grants", columns, MANY, |row| {
        let revoked = if is(row, 1) { past.to_string() } else { "NULL".to_owned() };
        format!("'f{row}', '{}', {}, 'read', 'password', {past}, {}, {revoked}, {past}", app(row), user(row), end(row))
    })
    .await;
    let columns = "id, grant_id, client_id, user_id, scope, created_at, expires_at";
    insert(&database, "access_tokens", columns, MANY, |row| {
        let end = if is(row, 3) { past + row } else { end(row) };
        format!("'a{row}', 'f{row}', '{}', {}, 'read', {now}, {end}", app(row), user(row))
    })
    .await;
    insert(&database, "refresh_tokens", "token, grant_id, created_at, expires_at", MANY, |row| {
        let end = if is(row, 3) { past + row } else { end(row) };
        format!("'r{row}', 'f{row}', {past}, {end}")
    })
    .await;
    insert(&database, "refresh_tokens", "token, grant_id, created_at, expires_at, used_at", 2 * ROWS, |row| {
        format!("'used{row}', 'f{}', {past}, {}, {past}", row % ROWS, past + row)
    })
    .await;
    let columns = "code, grant_id, client_id, user_id, redirect_uri, redirect_uri_given, scope, created_at, expires_at";
    insert(&database, "authorization_codes", columns, ROWS, |row| {
        let family = if is(row, 4) { "none" } else { "f" };
        format!("'code{row}', '{family}{row}', '{}', {}, 'x', TRUE, 'read', {past}, {}", app(row), user(row), end(row))
    })
    .await;
    let columns = "id, client_id, redirect_uri, redirect_uri_given, failure_uri, scope, created_at, expires_at";
    insert(&database, "authorization_requests", columns, ROWS, |row| {
        format!("'request{row}', '{}', 'x', TRUE, 'x', 'read', {past}, {}", app(row), end(row))
    })
    .await;
    let columns =
        "device_code, user_code, client_id, scope, poll_interval, next_poll_at, state, created_at, expires_at";
    insert(&database, "device_authorizations", columns, ROWS, |row| {
        format!(
            "'device{row}', 'user code {row}', '{}', 'read', 5000, {past}, 'pending', {past}, {}",
            app(row),
            end(row)
        )
    })
    .await;
    insert(&database, "consents", "user_id, client_id, scope, granted_at, expires_at", ROWS, |row| {
        format!("{}, 'app{}', 'read', {past}, {}", user(row), (row / PEOPLE + row) % APPS, end(row))
    })
    .await;
    insert(&database, "sessions", "id, user_id, data, created_at, expires_at", ROWS, |row| {
        format!("'session{row}', {}, '{{}}', {past}, {}", user(row), end(row))
    })
    .await;
    insert(&database, "throttles", "id, tries, last_at", ROWS, |row| format!("'throttle{row}', 1, {}", end(row))).await;
    insert(&database, "tickets", "token, purpose, email, user_id, created_at, expires_at", ROWS, |row| {
        format!("'ticket{row}', 'sign_up', 'person{row}@example.com', {}, {past}, {}", user(row), end(row))
    })
    .await;
    insert(
        &database,
        "client_problems",
        "id, client_id, endpoint, error, rule, first_at, last_at, times",
        ROWS,
        |row| format!("'problem{row}', '{}', 'token', 'invalid_grant', 'A rule', {past}, {}, 1", app(row), end(row)),
    )
    .await;
    insert(&database, "audit_log", "at, event, actor, actor_id, user_id, client_id", 2 * ROWS, |row| {
        let event = if is(row, 5) { "sign_in" } else { "tokens_issued" };
        let at = if is(row, 2) { past } else { future };
        format!("{at}, '{event}', 'person', {}, {}, '{}'", user(row), user(row + 1), app(row))
    })
    .await;
    insert(&database, "signing_keys", "kid, algorithm, sealed_private_key, created_at, retired_at", 2, |row| {
        format!("'key{row}', 'ES256', 'sealed', {past}, {past}")
    })
    .await;
}

/// Counts what there is, for the planner.
pub async fn analyze(url: &str) {
    let database = sea_orm::Database::connect(url).await.unwrap();
    if database.get_database_backend() == DbBackend::MySql {
        for table in ["grants", "access_tokens", "refresh_tokens", "authorization_codes", "audit_log", "sessions"] {
            database.query_all_raw(statement(&database, format!("ANALYZE TABLE {table}"))).await.unwrap();
        }
    } else {
        database.execute_unprepared("ANALYZE").await.unwrap();
    }
}

fn statement(database: &DatabaseConnection, sql: String) -> sea_orm::Statement {
    sea_orm::Statement::from_string(database.get_database_backend(), sql)
}

async fn insert(database: &DatabaseConnection, table: &str, columns: &str, rows: i64, values: impl Fn(i64) -> String) {
    let rows: Vec<_> = (0..rows).map(|row| format!("({})", values(row))).collect();
    for some in rows.chunks(500) {
        let insert = format!("INSERT INTO {table} ({columns}) VALUES {}", some.join(", "));
        database.execute_unprepared(&insert).await.unwrap();
    }
}
