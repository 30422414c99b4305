//! How a database URL becomes connections. **The only place that knows what is particular to a dialect.**

use std::fs::OpenOptions;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use deadpool::managed::{Hook, HookError};
use sea_orm::sqlx::mysql::{MySqlConnectOptions, MySqlConnection};
use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, ConnectOptions as _, Connection, Executor as _};
use sea_orm::{Database, DbErr};
use url::Url;

use crate::checkpoint;
use crate::lend::{Lender, Singles};
use crate::link::Link;
use crate::links::Links;
use crate::store::SqlDatabase;

/// Settings with a default that is right for most.
#[derive(Clone, Copy, Debug)]
pub struct ConnectOptions {
    /// What a committed transaction survives on SQLite.
    pub synchronous: Synchronous,
    /// Connections to a PostgreSQL or MySQL server at most, two at least: one for transactions, one for single statements.
    /// SQLite has one writer and [`SQLITE_READERS`].
    pub max_connections: u32,
    /// Whether a SQLite file that is missing is made.
    pub create: bool,
}

impl Default for ConnectOptions {
    fn default() -> Self {
        // Several instances share what a server allows, which is often a hundred.
        let cores = available_parallelism().map_or(1, NonZero::get).min(10);
        // More of them than cores can serve wait for each other inside the server, where nobody sees it, and the slowest
        // answers are slower (docs/bench.md). A server far away may want more: there is a setting.
        let max_connections = u32::try_from(3 * cores + 1).expect("a small number");
        Self { synchronous: Synchronous::Full, max_connections, create: true }
    }
}

/// What a committed transaction survives on SQLite (`PRAGMA synchronous`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Synchronous {
    /// A crash of the machine.
    Full,
    /// A crash of the process; the last transactions may be lost with the machine's power. Faster.
    Normal,
}

/// Connections that only read a SQLite file.
pub const SQLITE_READERS: u32 = 4;
/// Memory for the pages that the writer of a SQLite file reads before it changes them: the upper levels of trees of millions
/// of tokens. It has the file to itself; what a reader keeps is thrown away at every commit of the writer's.
const WRITER_CACHE_KIB: u32 = 8 * 1024;
/// How long a writer waits for another process to let go of a SQLite file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long to wait for a free connection, and for a server to answer.
pub(crate) const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// Statements that a connection to PostgreSQL keeps prepared.
const STATEMENTS: usize = 250;
/// A connection that rested this long is asked whether it still lives; asking every time would double the journeys.
pub(crate) const STALE: Duration = Duration::from_secs(10);

/// Why there is no database. Each text is one line that says what to do; none holds the URL's password.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("the database URL is like sqlite:data/sesame.db, postgres://user@host/name or mysql://user@host/name")]
    Url,
    #[error("a SQLite database in memory is lost with its connection: name a file, like sqlite:data/sesame.db")]
    InMemory,
    #[error("cannot write the database file {}: {cause}. Does its directory exist, and may this user write there?", path.display())]
    File { path: PathBuf, cause: io::Error },
    #[error("there is no database file {}; `sesame migrate` makes it", .0.display())]
    Missing(PathBuf),
    #[error("cannot open {} as a SQLite database: {cause}", path.display())]
    Sqlite { path: PathBuf, cause: String },
    #[error(
        "cannot reach the database at {place}: {cause}. Is the server running, and are user, password and database name right?"
    )]
    Server { place: String, cause: String },
}

/// Opens the database behind `sqlite:path`, `sqlite://path?mode=rwc`, `postgres://…` or `mysql://…` (MariaDB too).
/// A SQLite file is created, for its owner's eyes only, unless the URL says `mode=rw`.
pub async fn connect(url: &str, options: ConnectOptions) -> Result<SqlDatabase, ConnectError> {
    let links = if url.starts_with("sqlite:") {
        open_sqlite(url, options).await?
    } else {
        let link = reach_server(url, options).await?;
        Links::to_server(link)
    };
    Ok(SqlDatabase::new(links))
}

/// The file of a SQLite database.
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    let options: SqliteConnectOptions = url.strip_prefix("sqlite:").and_then(|_| url.parse().ok())?;
    Some(options.get_filename().to_owned())
}

async fn open_sqlite(url: &str, options: ConnectOptions) -> Result<Links, ConnectError> {
    let parsed: SqliteConnectOptions = url.parse().map_err(|_| ConnectError::Url)?;
    if url.contains(":memory:") || url.contains("mode=memory") {
        return Err(ConnectError::InMemory);
    }
    let path = parsed.get_filename().to_owned();
    if !options.create && !path.exists() {
        return Err(ConnectError::Missing(path));
    }
    if !url.contains("mode=r") || url.contains("mode=rwc") {
        create_private(&path).map_err(|cause| ConnectError::File { path: path.clone(), cause })?;
    }
    let synchronous = match options.synchronous {
        Synchronous::Full => SqliteSynchronous::Full,
        Synchronous::Normal => SqliteSynchronous::Normal,
    };
    let base = move |options: SqliteConnectOptions| {
        options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true)
    };
    let not_sqlite = |error: DbErr| ConnectError::Sqlite { path: path.clone(), cause: one_line(&error.to_string()) };

    let mut writer = quiet(url, 1);
    writer.map_sqlx_sqlite_opts(move |options| {
        base(options)
            .pragma("wal_autocheckpoint", checkpoint::HELP_FROM)
            .pragma("cache_size", format!("-{WRITER_CACHE_KIB}"))
    });
    let mut own = writer.clone();
    let writer = Link::new(Database::connect(writer).await.map_err(not_sqlite)?);
    // A write that goes to a reader by mistake must fail in the first test, not fight the writer in production.
    let reading = base(parsed).pragma("query_only", "ON").disable_statement_logging();
    let readers = Lender::<SqliteConnection>::of(reading, SQLITE_READERS, None);
    let reader = Link::lending(writer.pool().clone(), Arc::new(readers));
    let checkpointer = Database::connect(own.connect_lazy(true).to_owned()).await.map_err(not_sqlite)?;
    Ok(Links::to_file(writer, reader, Link::new(checkpointer)))
}

/// The file holds hashes and sealed keys: nobody else reads it. SQLite gives its `-wal` and `-shm` the same mode.
fn create_private(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new();
    file.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path).map(drop)
}

async fn reach_server(url: &str, options: ConnectOptions) -> Result<Link, ConnectError> {
    let mut parsed = Url::parse(url).map_err(|_| ConnectError::Url)?;
    let password = parsed.password().unwrap_or_default().to_owned();
    // What sea-orm is told may end up in its spans. The driver's own options carry the password past them.
    parsed.set_password(None).map_err(|()| ConnectError::Url)?;
    let unreachable = |cause: String| {
        let cause = if password.is_empty() { cause } else { cause.replace(&password, "[redacted]") };
        ConnectError::Server { place: place_of(&parsed), cause: one_line(&cause) }
    };
    // What a token request writes is one statement on PostgreSQL, where transactions are few, and a transaction on MySQL.
    let share = if parsed.scheme().starts_with("postgres") { 3 } else { 2 };
    let for_transactions = (options.max_connections / share).max(1);
    let for_singles = options.max_connections.saturating_sub(for_transactions).max(1);
    let mut pool = quiet(parsed.as_str(), for_transactions);
    let singles: Arc<dyn Singles> = match parsed.scheme() {
        "postgres" | "postgresql" => {
            let options: PgConnectOptions = url.parse().map_err(|_| ConnectError::Url)?;
            let options = options.application_name("sesame").disable_statement_logging();
            // What several ask or write together has another text for each number of them.
            let options = options.statement_cache_capacity(STATEMENTS);
            probe::<PgConnection>(&options).await.map_err(unreachable)?;
            let singles = Lender::<PgConnection>::of(options.clone(), for_singles, None);
            pool.map_sqlx_postgres_opts(move |_| options.clone());
            Arc::new(singles)
        }
        "mysql" | "mariadb" => {
            let options: MySqlConnectOptions = url.parse().map_err(|_| ConnectError::Url)?;
            let options = options.disable_statement_logging();
            probe::<MySqlConnection>(&options).await.map_err(unreachable)?;
            let greeting = Hook::async_fn(|connection: &mut MySqlConnection, _| {
                Box::pin(async move { greet(connection).await.map_err(HookError::Backend) })
            });
            let singles = Lender::<MySqlConnection>::of(options.clone(), for_singles, Some(greeting));
            pool.map_sqlx_mysql_opts(move |_| options.clone());
            pool.map_sqlx_mysql_pool_opts(|pool| pool.after_connect(|connection, _| Box::pin(greet(connection))));
            Arc::new(singles)
        }
        _ => return Err(ConnectError::Url),
    };
    let pool = Database::connect(pool).await.map_err(|error| unreachable(error.to_string()))?;
    Ok(Link::lending(pool, singles))
}

/// A guarded UPDATE that changed nothing is followed by a SELECT that tells why: under MySQL's default, REPEATABLE READ,
/// that SELECT may still show what stood there before.
async fn greet(connection: &mut MySqlConnection) -> Result<(), sqlx::Error> {
    connection.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED").await.map(drop)
}

/// Asks once, because a pool asks again and again until its time is up, and then cannot say why.
async fn probe<C: Connection>(options: &C::Options) -> Result<(), String> {
    let asked = tokio::time::timeout(ACQUIRE_TIMEOUT, C::connect_with(options));
    let connection = asked.await.map_err(|_| "no answer".to_owned())?.map_err(|error| error.to_string())?;
    // Whether it says goodbye properly does not matter.
    let _ = connection.close().await;
    Ok(())
}

/// Options for a pool that writes no SQL to the log.
fn quiet(url: &str, max_connections: u32) -> sea_orm::ConnectOptions {
    let mut options = sea_orm::ConnectOptions::new(url);
    options
        .max_connections(max_connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire_if_idle_for(STALE)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}

/// Host, port and database, without who asks and how.
fn place_of(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait as _;

    use super::*;

    #[tokio::test]
    async fn a_reader_cannot_write() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", directory.path().join("sesame.db").display());
        let database = connect(&url, ConnectOptions::default()).await.unwrap();
        crate::migrate(&database).await.unwrap();
        let error = database.reader().execute_unprepared("DELETE FROM users").await.unwrap_err();
        assert!(error.to_string().contains("readonly"), "{error}");
        database.writer().execute_unprepared("DELETE FROM users").await.unwrap();
    }
}
