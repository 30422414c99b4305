//! Bringing the tables up to date.

use std::error::Error;

use migrations::{MigrationStatus, Migrator};
use oauth::store::StoreError;
use sea_orm::DbErr;
use sea_orm_migration::MigratorTrait as _;

use crate::convert::backend;
use crate::store::SqlDatabase;

/// One step of the database's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationStep {
    pub name: String,
    pub applied: bool,
}

/// Applies what is missing: all of it or, where the database can take back a `CREATE TABLE` (not MySQL), nothing.
pub async fn migrate(database: &SqlDatabase) -> Result<(), StoreError> {
    let Err(error) = apply(database).await else { return Ok(()) };
    // Two instances that start together do the same work, and one of them fails over what the other has done.
    match migration_status(database).await {
        Ok(steps) if steps.iter().all(|step| step.applied) => Ok(()),
        Err(newer) => Err(newer),
        Ok(_) => Err(backend(error)),
    }
}

async fn apply(database: &SqlDatabase) -> Result<(), DbErr> {
    let transaction = database.begin_writing().await?;
    Migrator::up(&transaction, None).await?;
    transaction.commit().await
}

/// A step this version does not know is told as a missing file; it means that another version was here.
fn told(error: DbErr) -> StoreError {
    match error {
        DbErr::Custom(text) if text.contains("file is missing") => {
            let newer = "a newer version of Sésame has brought it up to date, and only that one can use it";
            StoreError::Backend(Box::<dyn Error + Send + Sync>::from(newer).into())
        }
        error => backend(error),
    }
}

/// Every step, oldest first. Changes nothing, not even on an empty database.
pub async fn migration_status(database: &SqlDatabase) -> Result<Vec<MigrationStep>, StoreError> {
    let steps = Migrator::get_migration_with_status_read_only(database.reader().pool()).await.map_err(told)?;
    Ok(steps
        .iter()
        .map(|step| MigrationStep { name: step.name().to_owned(), applied: step.status() == MigrationStatus::Applied })
        .collect())
}
