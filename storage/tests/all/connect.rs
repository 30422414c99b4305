//! Getting at a database, or hearing why not.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use oauth::store::contract::support::{House, at};
use oauth::store::{Database as _, RedeemedCode};
use storage::{ConnectError, ConnectOptions, connect};
use tempfile::tempdir;
use tokio::task::JoinSet;

use crate::support::{empty_postgres, execute, migrated, sqlite_url};

async fn refusal(url: &str) -> ConnectError {
    connect(url, ConnectOptions::default()).await.expect_err(url)
}

/// Row 105: a database holds hashes and sealed keys.
#[tokio::test]
async fn a_new_database_file_is_for_its_owner_alone() {
    let directory = tempdir().unwrap();
    let database = migrated(&sqlite_url(&directory)).await;
    for name in ["sesame.db", "sesame.db-wal", "sesame.db-shm"] {
        let mode = directory.path().join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    database.close().await.unwrap();
    assert!(!directory.path().join("sesame.db-wal").exists());
}

#[tokio::test]
async fn both_forms_of_a_sqlite_url_name_the_same_file() {
    let directory = tempdir().unwrap();
    let path = directory.path().join("sesame.db");
    for url in [format!("sqlite://{}?mode=rwc", path.display()), format!("sqlite:{}", path.display())] {
        migrated(&url).await.ping().await.unwrap();
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_named() {
    let error = refusal("sqlite:/no/such/directory/sesame.db").await;
    assert_eq!(
        error.to_string(),
        "cannot write the database file /no/such/directory/sesame.db: No such file or directory (os error 2). \
         Does its directory exist, and may this user write there?"
    );
}

#[tokio::test]
async fn mode_rw_creates_no_file() {
    let directory = tempdir().unwrap();
    let error = refusal(&format!("{}?mode=rw", sqlite_url(&directory))).await;
    assert!(matches!(error, ConnectError::Sqlite { .. }), "{error}");
    assert!(!directory.path().join("sesame.db").exists());
}

#[tokio::test]
async fn what_is_not_a_database_is_refused() {
    let directory = tempdir().unwrap();
    std::fs::write(directory.path().join("sesame.db"), "Dear diary, ".repeat(500)).unwrap();
    let error = refusal(&sqlite_url(&directory)).await.to_string();
    assert!(error.contains("as a SQLite database: ") && !error.contains('\n'), "{error}");
}

#[tokio::test]
async fn a_database_in_memory_is_refused() {
    for url in ["sqlite::memory:", "sqlite://:memory:", "sqlite:x?mode=memory"] {
        assert!(matches!(refusal(url).await, ConnectError::InMemory), "{url}");
    }
    assert!(!Path::new("x").exists());
}

/// Row 108: neither the password nor the user stands in the error.
#[tokio::test]
async fn a_server_out_of_reach_is_named_without_its_password() {
    for scheme in ["postgres", "mysql"] {
        let error = refusal(&format!("{scheme}://zoe:hunter2@127.0.0.1:1/sesame?a=b")).await;
        let text = format!("{error} {error:?}");
        assert!(
            error.to_string().starts_with(&format!("cannot reach the database at {scheme}://127.0.0.1:1/sesame: "))
        );
        assert!(!text.contains("hunter2") && !text.contains("zoe") && !text.contains('\n'), "{text}");
    }
}

#[tokio::test]
async fn a_url_that_is_none_of_ours_is_explained() {
    for url in ["", "sesame.db", "mongodb://zoe:hunter2@host/db", "postgres:", "sqlite:x?mode=odd"] {
        let error = refusal(url).await;
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
        assert!(!error.to_string().contains('\n'));
    }
}

/// Two instances on one machine: each has its own writer, and the file's lock is between them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_instances_on_one_file_redeem_a_code_once() {
    let directory = tempdir().unwrap();
    let first = Arc::new(migrated(&sqlite_url(&directory)).await);
    let second = Arc::new(migrated(&sqlite_url(&directory)).await);
    let house = House::on(first.clone()).await;
    let code = house.code("code");
    house.store().store_code(&code).await.unwrap();

    let mut tasks = JoinSet::new();
    for instance in [first, second].into_iter().cycle().take(60) {
        let (code, app) = (code.code.clone(), house.app.clone());
        tasks.spawn(async move {
            let transaction = instance.begin().await.unwrap();
            let redeemed = transaction.redeem_code(&code, &app, at(1)).await.unwrap();
            transaction.commit().await.unwrap();
            matches!(redeemed, RedeemedCode::Won(_))
        });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|won| *won).count(), 1);
}

/// A server that is started anew says goodbye to every connection; each is noticed once, and never lent again.
#[tokio::test]
#[ignore = "needs SESAME_TEST_POSTGRES"]
async fn postgres_connections_that_the_server_has_ended_are_not_lent_twice() {
    const CONNECTIONS: usize = 8;
    let home = empty_postgres().await;
    let database = migrated(&home.url()).await;
    let mut crowd = JoinSet::new();
    for _ in 0..4 * CONNECTIONS {
        let database = database.clone();
        crowd.spawn(async move { database.ping().await.is_ok() });
    }
    assert!(crowd.join_all().await.into_iter().all(|answered| answered));
    let ours = "pid <> pg_backend_pid() AND datname = current_database()";
    execute(&home.url(), &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")).await;
    for _ in 0..CONNECTIONS {
        let _ = database.ping().await;
    }
    for number in 0..2 * CONNECTIONS {
        assert!(database.ping().await.is_ok(), "{number}");
    }
}
