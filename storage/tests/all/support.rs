//! New, empty databases.

use std::env;

use async_trait::async_trait;
use oauth::context::{Entropy as _, SystemEntropy};
use oauth::store::{Database, Store, StoreError, Transaction};
use sea_orm::ConnectionTrait as _;
use storage::{ConnectOptions, SqlDatabase, connect, migrate};
use tempfile::TempDir;

/// A database and the directory that goes with it.
pub struct Temporary {
    database: SqlDatabase,
    // Fields are dropped in order: the database lets go of its file first.
    _directory: Option<TempDir>,
}

#[async_trait]
impl Database for Temporary {
    fn store(&self) -> &dyn Store {
        self.database.store()
    }

    async fn begin(&self) -> Result<Box<dyn Transaction + '_>, StoreError> {
        self.database.begin().await
    }
}

/// A SQLite file.
pub async fn sqlite() -> Temporary {
    let directory = tempfile::tempdir().unwrap();
    let database = migrated(&sqlite_url(&directory)).await;
    Temporary { database, _directory: Some(directory) }
}

/// A schema on the PostgreSQL server of `SESAME_TEST_POSTGRES`.
pub async fn postgres() -> Temporary {
    Temporary { database: migrated(&postgres_url().await).await, _directory: None }
}

/// A database on the MySQL or MariaDB server of `SESAME_TEST_MYSQL`.
pub async fn mysql() -> Temporary {
    Temporary { database: migrated(&mysql_url().await).await, _directory: None }
}

pub fn sqlite_url(directory: &TempDir) -> String {
    format!("sqlite:{}", directory.path().join("sesame.db").display())
}

pub async fn postgres_url() -> String {
    let server = env::var("SESAME_TEST_POSTGRES").expect("SESAME_TEST_POSTGRES is the URL of a server");
    let name = new_name();
    execute(&server, &format!("CREATE SCHEMA {name}")).await;
    format!("{server}?options[search_path]={name}")
}

pub async fn mysql_url() -> String {
    let server = env::var("SESAME_TEST_MYSQL").expect("SESAME_TEST_MYSQL is the URL of a server");
    let name = new_name();
    execute(&server, &format!("CREATE DATABASE {name}")).await;
    let (server, _) = server.rsplit_once('/').expect("the URL names a database");
    format!("{server}/{name}")
}

pub async fn migrated(url: &str) -> SqlDatabase {
    let database = connect(url, ConnectOptions::default()).await.unwrap();
    migrate(&database).await.unwrap();
    database
}

/// Runs a statement past the store, as an administrator would.
pub async fn execute(server: &str, sql: &str) {
    sea_orm::Database::connect(server).await.unwrap().execute_unprepared(sql).await.unwrap();
}

fn new_name() -> String {
    let mut name = [0; 8];
    SystemEntropy.fill(&mut name);
    format!("contract_{:x}", u64::from_ne_bytes(name))
}
