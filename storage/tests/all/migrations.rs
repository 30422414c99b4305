//! The tables come, go and come again.

use migrations::Migrator;
use oauth::model::{AskedFrom, ClientAuthentication, ClientSecret};
use oauth::types::{Scope, SecretHash, UserId};
use sea_orm_migration::MigratorTrait as _;
use storage::{connect, migrate, migration_status};
use tempfile::tempdir;
use time::OffsetDateTime;

use crate::support::{a_few, empty_mysql, empty_postgres, sqlite_url};

async fn up_down_up(url: &str) {
    let database = connect(url, a_few()).await.unwrap();
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

/// What a person and an application had before the newer steps is theirs after them, and can be found.
async fn an_old_database_is_brought_up_to_date(url: &str) {
    use oauth::store::Database as _;
    let newer = Migrator::migrations().iter().filter(|step| *step.name() > *"m20261122").count();
    let database = crate::support::migrated(url).await;
    Migrator::down(&sea_orm::Database::connect(url).await.unwrap(), Some(newer.try_into().unwrap())).await.unwrap();
    for row in [
        "INSERT INTO users VALUES (7, 'zoe@example.com', 'Zoë', 'D’Arc', NULL, TRUE, 1000)",
        "INSERT INTO clients VALUES ('app', 'Étoile', 'web', 'confidential', 'new old', '', 'read', 'read', '', NULL, TRUE,
            'jwt', 1000, NULL, NULL, NULL, NULL, FALSE, FALSE, 'active', 1000)",
        "INSERT INTO consents VALUES (7, 'app', 'read', 1000, 2000)",
        "INSERT INTO grants VALUES ('family', 'app', 7, 'read', 'authorization_code', 1000, 9000, NULL)",
        "INSERT INTO access_tokens VALUES ('token', 'family', 'app', 7, 'read', 1500, 9000, NULL)",
        "INSERT INTO authorization_codes VALUES
            ('code', 'family', 'app', 7, 'https://app.example/cb', TRUE, 'read', NULL, 1000, 9000, NULL)",
    ] {
        crate::support::execute(url, row).await;
    }
    for _ in 0..2 {
        migrate(&database).await.unwrap();
        let store = database.store();
        let user = &store.find_users("ZOË d'arc example.com", None, 9).await.unwrap()[0];
        assert_eq!((user.id, user.is_active(), user.language), (UserId(7), true, None));
        let client = &store.find_clients("étoile", None, 9).await.unwrap()[0];
        let secret = |text: &str| ClientSecret { hash: SecretHash::from_stored(text.to_owned()), expires_at: None };
        let secrets = vec![secret("new"), secret("old")];
        assert_eq!(client.authentication, ClientAuthentication::Confidential { secrets });
        assert_eq!((client.owner, client.is_active()), (None, true));
        let consent = store.consent(user.id, &client.id).await.unwrap().unwrap();
        assert_eq!((consent.scope.to_string().as_str(), consent.declined), ("read", Scope::default()));
        let family = &store.grants_of(user.id, OffsetDateTime::UNIX_EPOCH).await.unwrap()[0];
        assert_eq!((family.last_used_at, family.last_used_from.as_deref()), (family.created_at, None));
        assert_eq!(family.asked_from, AskedFrom::default());
        assert!(store.scopes().await.unwrap().iter().all(|scope| !scope.optional));
        // Down and up once more, now with rows in it.
        Migrator::down(&sea_orm::Database::connect(url).await.unwrap(), Some(newer.try_into().unwrap())).await.unwrap();
    }
}

#[tokio::test]
async fn sqlite_keeps_what_was_there() {
    an_old_database_is_brought_up_to_date(&sqlite_url(&tempdir().unwrap())).await;
}

#[tokio::test]
#[ignore = "needs SESAME_TEST_POSTGRES"]
async fn postgres_keeps_what_was_there() {
    an_old_database_is_brought_up_to_date(&empty_postgres().await.url()).await;
}

#[tokio::test]
#[ignore = "needs SESAME_TEST_MYSQL"]
async fn mysql_keeps_what_was_there() {
    an_old_database_is_brought_up_to_date(&empty_mysql().await.url()).await;
}

#[tokio::test]
async fn sqlite_goes_up_down_and_up() {
    up_down_up(&sqlite_url(&tempdir().unwrap())).await;
}

#[tokio::test]
#[ignore = "needs SESAME_TEST_POSTGRES"]
async fn postgres_goes_up_down_and_up() {
    up_down_up(&empty_postgres().await.url()).await;
}

#[tokio::test]
#[ignore = "needs SESAME_TEST_MYSQL"]
async fn mysql_goes_up_down_and_up() {
    up_down_up(&empty_mysql().await.url()).await;
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
        let database = connect(&url, a_few()).await.unwrap();
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
