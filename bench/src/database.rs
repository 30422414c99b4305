//! SQLite and PostgreSQL, opened as Sésame opens them.

use std::str::FromStr as _;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, PgPool, SqlitePool};

use crate::Result;

/// As `storage::connect` has them: one connection that writes and four that read, or ten of either kind.
#[derive(Clone)]
pub enum Database {
    Sqlite { writer: SqlitePool, reader: SqlitePool },
    Postgres(PgPool),
}

/// How safe and how strict a database is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// As in production.
    Full,
    /// For filling: no waiting for the disk, and no looking whether parents exist.
    None,
}

pub async fn open(url: &str, care: Care) -> Result<Database> {
    if !url.starts_with("sqlite:") {
        let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
        let careless = care == Care::None;
        let pool = PgPoolOptions::new().max_connections(if careless { 1 } else { 10 }).test_before_acquire(false);
        let pool = pool.connect_with(options).await?;
        if careless {
            sqlx::query("SET session_replication_role = replica").execute(&pool).await?;
        }
        return Ok(Database::Postgres(pool));
    }
    let options = SqliteConnectOptions::from_str(url)?.create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
    let options = options.disable_statement_logging();
    let options = match care {
        Care::Full => options.synchronous(SqliteSynchronous::Full).foreign_keys(true),
        Care::None => {
            let options = options.synchronous(SqliteSynchronous::Off).foreign_keys(false);
            options.pragma("cache_size", "-1000000").pragma("temp_store", "MEMORY")
        }
    };
    let pool = |size| SqlitePoolOptions::new().max_connections(size).test_before_acquire(false);
    let writer = pool(1).connect_with(options.clone()).await?;
    let reader = pool(4).connect_with(options.pragma("query_only", "ON")).await?;
    Ok(Database::Sqlite { writer, reader })
}

/// Runs one statement with these texts in it.
macro_rules! write {
    ($database:expr, $sql:expr $(, $value:expr)*) => {
        match $database {
            $crate::database::Database::Sqlite { writer, .. } =>
                sqlx::query($sql)$(.bind($value))*.execute(writer).await.map(|done| done.rows_affected()),
            $crate::database::Database::Postgres(pool) =>
                sqlx::query($sql)$(.bind($value))*.execute(pool).await.map(|done| done.rows_affected()),
        }
    };
}
/// Reads one row, as a tuple.
macro_rules! read {
    ($database:expr, $sql:expr $(, $value:expr)*) => {
        match $database {
            $crate::database::Database::Sqlite { reader, .. } =>
                sqlx::query_as($sql)$(.bind($value))*.fetch_one(reader).await,
            $crate::database::Database::Postgres(pool) =>
                sqlx::query_as($sql)$(.bind($value))*.fetch_one(pool).await,
        }
    };
}
pub(crate) use {read, write};

impl Database {
    /// Runs what this program has put together itself, outside the pool's cache of statements.
    pub async fn run(&self, sql: String) -> Result<()> {
        match self {
            Self::Sqlite { writer, .. } => sqlx::raw_sql(AssertSqlSafe(sql)).execute(writer).await.map(drop)?,
            Self::Postgres(pool) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await.map(drop)?,
        }
        Ok(())
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite { .. })
    }

    pub async fn close(self) {
        match self {
            Self::Sqlite { writer, reader } => {
                reader.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Makes an empty database on a PostgreSQL server.
pub async fn create(server: &str, name: &str) -> Result<()> {
    let pool = PgPoolOptions::new().max_connections(1).connect(server).await?;
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&pool).await?;
    Ok(())
}
