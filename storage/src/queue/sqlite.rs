use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbErr, Statement};

use super::Desk;
use crate::link::Link;

/// SQLite's one writer, shared: units of any kind, each behind a savepoint.
pub(crate) struct OneWriter(pub Link);

#[async_trait]
impl Desk for OneWriter {
    type Wanted = Statement;
    type Answer = bool;
    const AT_MOST: usize = 128;
    /// There is one writer.
    const PATIENCE: Duration = Duration::MAX;

    async fn serve(&self, units: Vec<Statement>) -> Result<Vec<Result<bool, DbErr>>, DbErr> {
        let transaction = self.0.begin().await?;
        let mut outcomes = Vec::with_capacity(units.len());
        for unit in units {
            outcomes.push(write_one(&transaction, unit).await?);
        }
        transaction.commit().await?;
        Ok(outcomes)
    }
}

/// The outer error says that the transaction is lost: then SQLite has forgotten the savepoint, too.
async fn write_one(transaction: &DatabaseTransaction, unit: Statement) -> Result<Result<bool, DbErr>, DbErr> {
    let unit = Statement { sql: format!("SAVEPOINT unit; {}; RELEASE unit", unit.sql), ..unit };
    match transaction.query_all_raw(unit).await {
        Ok(told) => Ok(Ok(!told.is_empty())),
        Err(error) => {
            transaction.execute_unprepared("ROLLBACK TO unit; RELEASE unit").await?;
            Ok(Err(error))
        }
    }
}
