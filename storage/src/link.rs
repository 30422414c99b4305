//! A way to the database: single statements by one connection, transactions by another.

use std::sync::Arc;

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait as _,
};

use crate::lend::Singles;

/// Clones share its connections.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// For transactions, and for single statements where nobody lends.
    pool: DatabaseConnection,
    singles: Option<Arc<dyn Singles>>,
}

impl Link {
    pub fn new(pool: DatabaseConnection) -> Self {
        Self { pool, singles: None }
    }

    pub fn lending(pool: DatabaseConnection, singles: Arc<dyn Singles>) -> Self {
        Self { pool, singles: Some(singles) }
    }

    pub fn pool(&self) -> &DatabaseConnection {
        &self.pool
    }

    #[cfg(feature = "throwaway")]
    pub fn singles(&self) -> Option<Arc<dyn Singles>> {
        self.singles.clone()
    }

    /// A transaction that is sure to write. On SQLite it takes the write lock at once: one that reads first and asks for
    /// the lock later is refused without waiting when another has written in between.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let at_once = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: at_once, ..TransactionOptions::default() };
        self.pool.begin_with_options(options).await
    }

    /// Says goodbye, to its own connections and to the pool's, which another link may share.
    pub async fn close(self) -> Result<(), DbErr> {
        if let Some(singles) = self.singles {
            singles.close().await;
        }
        self.pool.close().await
    }
}

#[async_trait]
impl ConnectionTrait for Link {
    fn get_database_backend(&self) -> DbBackend {
        self.pool.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.singles {
            Some(singles) => singles.execute(statement).await,
            None => self.pool.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.singles {
            Some(singles) => singles.execute_text(sql).await,
            None => self.pool.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.singles {
            Some(singles) => singles.one(statement).await,
            None => self.pool.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.singles {
            Some(singles) => singles.all(statement).await,
            None => self.pool.query_all_raw(statement).await,
        }
    }
}
