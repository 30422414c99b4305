//! SQLite's one writer, shared: what waits for it at the same time is committed together. A commit waits for the disk,
//! and the disk takes as long for thirty as for one.
//!
//! Nobody is answered before the commit, and each [`Unit`](crate::unit::Unit) stands behind a savepoint: one that fails
//! takes nobody along.

use oauth::store::StoreError;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbErr, RuntimeErr, Statement};
use tokio::sync::{mpsc, oneshot};

use crate::checkpoint;
use crate::convert::backend;
use crate::link::Link;

/// How many are committed together at most: a bound for how long the first of them waits for the last.
const TOGETHER: usize = 128;

/// Where units wait for the writer. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Queue {
    jobs: mpsc::Sender<Job>,
    checkpointer: Link,
}

#[derive(Debug)]
struct Job {
    unit: Statement,
    done: oneshot::Sender<Result<bool, StoreError>>,
}

impl Queue {
    /// Lets a task of its own write what waits, and another keep the log short, until the last clone is gone.
    pub fn before(writer: Link, checkpointer: Link) -> Self {
        let (jobs, waiting) = mpsc::channel(TOGETHER);
        let in_use = jobs.downgrade();
        tokio::spawn(write_all(writer, waiting));
        tokio::spawn(checkpoint::beside(checkpointer.clone(), move || in_use.strong_count() > 0));
        Self { jobs, checkpointer }
    }

    /// Another queue, before this writer of the same file.
    #[cfg(feature = "throwaway")]
    pub fn writing_by(&self, writer: Link) -> Self {
        Self::before(writer, self.checkpointer.clone())
    }

    /// Lets go of its own connection.
    pub async fn close(self) -> Result<(), DbErr> {
        self.checkpointer.close().await
    }

    /// Writes a unit's text; `false` when its first statement changed nothing.
    pub async fn write(&self, unit: Statement) -> Result<bool, StoreError> {
        let (done, outcome) = oneshot::channel();
        let gone = || backend(DbErr::Conn(RuntimeErr::Internal("the database was closed".to_owned())));
        self.jobs.send(Job { unit, done }).await.map_err(|_| gone())?;
        outcome.await.map_err(|_| gone())?
    }
}

async fn write_all(writer: Link, mut waiting: mpsc::Receiver<Job>) {
    let mut jobs = Vec::new();
    while waiting.recv_many(&mut jobs, TOGETHER).await > 0 {
        let (units, answers): (Vec<_>, Vec<_>) = jobs.drain(..).map(|job| (job.unit, job.done)).unzip();
        match write_together(&writer, units).await {
            // Whoever has gone away meanwhile needs no answer.
            Ok(outcomes) => answers.into_iter().zip(outcomes).for_each(|(done, outcome)| {
                let _ = done.send(outcome.map_err(backend));
            }),
            Err(error) => answers.into_iter().for_each(|done| {
                let _ = done.send(Err(backend(error.clone())));
            }),
        }
    }
}

/// All of them in one transaction. An error is everybody's: nothing was written.
async fn write_together(writer: &Link, units: Vec<Statement>) -> Result<Vec<Result<bool, DbErr>>, DbErr> {
    let transaction = writer.begin().await?;
    let mut outcomes = Vec::with_capacity(units.len());
    for unit in units {
        outcomes.push(write_one(&transaction, unit).await?);
    }
    transaction.commit().await?;
    Ok(outcomes)
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
