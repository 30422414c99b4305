//! The tables come, go and come again.

use migrations::Migrator;
use sea_orm_migration::MigratorTrait as _;
use storage::{ConnectOptions, connect, migrate, migration_status};
use tempfile::tempdir;

use crate::support::{mysql_url, postgres_url, sqlite_url};

async fn up_down_up(url: &str) {
    let database = connect(url, ConnectOptions::default()).await.unwrap();
    let applied = async || {
        let steps = migration_status(&database).await.unwrap();
        (steps.iter().filter(|step| step.applied).count(), steps.len())
    };
    let (none, all) = applied().await;
    assert_eq!((none, all), (0, Migrator::migrations().len()));
    for _ in 0..2 {
        migrate(&database).await.unwrap();
        assert_eq!(applied().await, (all, all));
    }
    Migrator::down(&sea_orm::Database::connect(url).await.unwrap(), None).await.unwrap();
    assert_eq!(applied().await, (0, all));
    migrate(&database).await.unwrap();
    assert_eq!(applied().await, (all, all));
}

#[tokio::test]
async fn sqlite_goes_up_down_and_up() {
    up_down_up(&sqlite_url(&tempdir().unwrap())).await;
}

#[tokio::test]
#[ignore = "needs SESAME_TEST_POSTGRES"]
async fn postgres_goes_up_down_and_up() {
    up_down_up(&postgres_url().await).await;
}

#[tokio::test]
#[ignore = "needs SESAME_TEST_MYSQL"]
async fn mysql_goes_up_down_and_up() {
    up_down_up(&mysql_url().await).await;
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_told_as_such() {
    let directory = tempdir().unwrap();
    let url = sqlite_url(&directory);
    let database = crate::support::migrated(&url).await;
    crate::support::execute(&url, "INSERT INTO seaql_migrations VALUES ('m20991231_000001_of_tomorrow', 0)").await;
    for error in [migrate(&database).await.unwrap_err(), migration_status(&database).await.unwrap_err()] {
        assert!(error.to_string().contains("a newer version of Sésame"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instances_that_start_together_migrate_once() {
    let directory = tempdir().unwrap();
    let url = sqlite_url(&directory);
    let instance = async || {
        let database = connect(&url, ConnectOptions::default()).await.unwrap();
        migrate(&database).await.unwrap();
    };
    tokio::join!(instance(), instance(), instance());
}

#[tokio::test]
async fn a_new_database_knows_its_scopes() {
    use oauth::store::Database as _;
    let directory = tempdir().unwrap();
    let database = crate::support::migrated(&sqlite_url(&directory)).await;
    let scopes = database.store().scopes().await.unwrap();
    let words: Vec<_> = scopes.iter().map(|s| (s.name.as_str(), s.sensitive, s.default)).collect();
    let expected = [("read", false, true), ("stats", false, false), ("user", true, false), ("write", true, false)];
    assert_eq!(words, expected);
    assert_eq!(scopes[0].description_fr, "Voir votre nom et votre adresse e-mail");
}
