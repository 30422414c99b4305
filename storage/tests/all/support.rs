//! New, empty databases.

use std::env;

use async_trait::async_trait;
use oauth::store::{Database, Store, StoreError, Transaction};
use sea_orm::ConnectionTrait as _;
use storage::throwaway::ThrowAway;
use storage::{ConnectOptions, SqlDatabase, connect, migrate};
use tempfile::TempDir;

/// A database and what it lives in.
pub struct Temporary {
    database: SqlDatabase,
    // Fields are dropped in order: the database lets go first.
    _home: Home,
}

/// Where a database lives. It goes with this value.
pub enum Home {
    Directory(TempDir),
    Server(ThrowAway),
}

impl Home {
    /// A folder for a SQLite file.
    pub fn directory() -> Self {
        Self::Directory(tempfile::tempdir().unwrap())
    }

    pub fn url(&self) -> String {
        match self {
            Self::Directory(directory) => sqlite_url(directory),
            Self::Server(place) => place.url(),
        }
    }
}

/// Makes every sentence, an `async fn` that takes a [`Home`], a test on each kind of database.
#[macro_export]
macro_rules! on_each_database {
    ($($sentence:ident,)+) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $sentence() {
                super::$sentence($crate::support::Home::directory()).await;
            })+
        }
        $crate::on_each_server! { $($sentence,)+ }
    };
}

/// The same on servers alone.
#[macro_export]
macro_rules! on_each_server {
    ($($sentence:ident,)+) => {
        mod postgres {
            $(#[tokio::test]
            #[ignore = "needs SESAME_TEST_POSTGRES"]
            async fn $sentence() {
                super::$sentence($crate::support::Home::Server($crate::support::empty_postgres().await)).await;
            })+
        }
        mod mysql {
            $(#[tokio::test]
            #[ignore = "needs SESAME_TEST_MYSQL"]
            async fn $sentence() {
                super::$sentence($crate::support::Home::Server($crate::support::empty_mysql().await)).await;
            })+
        }
    };
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
    Temporary { database, _home: Home::Directory(directory) }
}

/// A database on the PostgreSQL server of `SESAME_TEST_POSTGRES`.
pub async fn postgres() -> Temporary {
    on_server(ThrowAway::on(&postgres_server()).await).await
}

/// A database on the MySQL or MariaDB server of `SESAME_TEST_MYSQL`.
pub async fn mysql() -> Temporary {
    on_server(ThrowAway::on(&mysql_server()).await).await
}

async fn on_server(place: ThrowAway) -> Temporary {
    let database = connect(&place.url(), a_few()).await.unwrap();
    Temporary { database, _home: Home::Server(place) }
}

pub fn sqlite_url(directory: &TempDir) -> String {
    format!("sqlite:{}", directory.path().join("sesame.db").display())
}

/// A database on that server, without tables.
pub async fn empty_postgres() -> ThrowAway {
    ThrowAway::empty_on(&postgres_server()).await
}

/// A database on that server, without tables.
pub async fn empty_mysql() -> ThrowAway {
    ThrowAway::empty_on(&mysql_server()).await
}

fn postgres_server() -> String {
    env::var("SESAME_TEST_POSTGRES").expect("SESAME_TEST_POSTGRES is the URL of a server")
}

fn mysql_server() -> String {
    env::var("SESAME_TEST_MYSQL").expect("SESAME_TEST_MYSQL is the URL of a server")
}

/// As many connections on a large machine as on a small one: the tests share a server.
pub fn a_few() -> ConnectOptions {
    ConnectOptions { max_connections: 7, ..ConnectOptions::default() }
}

pub async fn migrated(url: &str) -> SqlDatabase {
    let database = connect(url, a_few()).await.unwrap();
    migrate(&database).await.unwrap();
    database
}

/// Runs a statement past the store, as an administrator would.
pub async fn execute(server: &str, sql: &str) {
    sea_orm::Database::connect(server).await.unwrap().execute_unprepared(sql).await.unwrap();
}
