//! Connections for single statements, lent without a question.
//!
//! The driver's own pool asks each connection that comes back whether it still lives, and there is no setting for that:
//! one more journey for every statement, on SQLite to the thread that has the file, else to the server. Transactions take
//! their connections from there, where one question for several statements is little.

use std::fmt::{self, Debug};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use deadpool::managed::{Hook, Manager, Metrics, Object, Pool, PoolError, QueueMode, RecycleError, RecycleResult};
use sea_orm::sqlx::query::Query;
use sea_orm::sqlx::{self, AssertSqlSafe, ConnectOptions as _, Connection, Executor, IntoArguments};
use sea_orm::{ConnAcquireErr, DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use tokio::time::timeout;

use crate::connect::{ACQUIRE_TIMEOUT, STALE};

/// Older connections are replaced: servers and what stands before them like to forget old ones.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// Single statements, whatever the dialect.
#[async_trait]
pub(crate) trait Singles: Debug + Send + Sync {
    async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr>;
    async fn execute_text(&self, sql: &str) -> Result<ExecResult, DbErr>;
    async fn one(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr>;
    async fn all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr>;
    /// Says goodbye to every connection that nobody has.
    async fn close(&self);
}

/// Lends connections of this kind.
pub(crate) struct Lender<C: Connection> {
    pool: Pool<Connector<C>>,
}

/// How a connection is made, and when it is lent again.
pub(crate) struct Connector<C: Connection>(C::Options);

impl<C: Connection> Manager for Connector<C> {
    type Type = C;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<C, sqlx::Error> {
        self.0.connect().await
    }

    async fn recycle(&self, connection: &mut C, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if metrics.age() > LIFETIME {
            return Err(RecycleError::message("old enough"));
        }
        if metrics.last_used() > STALE {
            connection.ping().await?;
        }
        Ok(())
    }
}

impl<C: Connection> Lender<C> {
    /// Lends so many at a time, each made when it is first needed, and told this first.
    pub fn of(options: C::Options, most: u32, greeting: Option<Hook<Connector<C>>>) -> Self {
        // The one that was given back last has what is asked now prepared, and its pages at hand.
        let pool = Pool::builder(Connector(options)).max_size(most as usize).queue_mode(QueueMode::Lifo);
        let pool = match greeting {
            Some(greeting) => pool.post_create(greeting),
            None => pool,
        };
        Self { pool: pool.build().expect("there are no timeouts that would want a runtime") }
    }

    async fn lend(&self) -> Result<Lent<C>, DbErr> {
        // In all. The pool's own patience would be for each of its steps, and those are as many as its connections.
        let Ok(lent) = timeout(ACQUIRE_TIMEOUT, self.pool.get()).await else {
            return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
        };
        match lent {
            Ok(connection) => Ok(Lent(Some(connection))),
            Err(PoolError::Closed) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)),
            Err(PoolError::Backend(error)) => Err(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))),
            Err(error) => Err(DbErr::Conn(RuntimeErr::Internal(error.to_string()))),
        }
    }
}

impl<C: Connection> Debug for Lender<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lender({:?})", self.pool.status())
    }
}

/// A connection that is lent. Unless it is given back it is thrown away: whoever hangs up in the middle of an answer, or
/// loses the server, leaves it in a state that nobody knows. The next one makes another, while the server may still be
/// busy with what nobody waits for.
struct Lent<C: Connection>(Option<Object<Connector<C>>>);

impl<C: Connection> Lent<C> {
    fn connection(&mut self) -> &mut C {
        self.0.as_mut().expect("it is given back once, at the end")
    }

    /// What the database itself refuses leaves the connection as it was, unless it was the connection that it refused.
    async fn give_back<T>(mut self, outcome: Result<T, sqlx::Error>) -> Result<T, DbErr> {
        let lives = match &outcome {
            Ok(_) => true,
            Err(sqlx::Error::Database(_)) => self.connection().ping().await.is_ok(),
            Err(_) => false,
        };
        if lives {
            self.0 = None;
        }
        outcome.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(Arc::new(error))))
    }
}

impl<C: Connection> Drop for Lent<C> {
    fn drop(&mut self) {
        drop(self.0.take().map(Object::take));
    }
}

/// The driver's own form of a statement.
fn query<DB: sqlx::Database>(statement: Statement) -> Query<'static, DB, SqlxValues>
where
    SqlxValues: IntoArguments<DB>,
{
    let values = statement.values.unwrap_or(Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

#[async_trait]
impl<DB, C> Singles for Lender<C>
where
    DB: sqlx::Database<Connection = C>,
    C: Connection<Database = DB>,
    for<'c> &'c mut C: Executor<'c, Database = DB>,
    SqlxValues: IntoArguments<DB>,
    QueryResult: From<DB::Row>,
    ExecResult: From<DB::QueryResult>,
{
    async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut lent = self.lend().await?;
        let done = query::<DB>(statement).execute(lent.connection()).await;
        lent.give_back(done).await.map(Into::into)
    }

    async fn execute_text(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut lent = self.lend().await?;
        let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(lent.connection()).await;
        lent.give_back(done).await.map(Into::into)
    }

    async fn one(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut lent = self.lend().await?;
        let row = query::<DB>(statement).fetch_optional(lent.connection()).await;
        Ok(lent.give_back(row).await?.map(Into::into))
    }

    async fn all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut lent = self.lend().await?;
        let rows = query::<DB>(statement).fetch_all(lent.connection()).await;
        Ok(lent.give_back(rows).await?.into_iter().map(Into::into).collect())
    }

    async fn close(&self) {
        for connection in self.pool.retain(|_, _| false).removed {
            // Whether it says goodbye properly does not matter.
            let _ = connection.close().await;
        }
        self.pool.close();
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;
    use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

    use super::*;

    fn asking(sql: &str) -> Statement {
        Statement::from_string(DbBackend::Sqlite, sql)
    }

    fn lender(most: u32) -> Lender<SqliteConnection> {
        Lender::of(SqliteConnectOptions::new().in_memory(true), most, None)
    }

    #[tokio::test]
    async fn what_the_database_refuses_leaves_the_connection_to_the_next() {
        let lender = lender(1);
        lender.execute_text("CREATE TABLE once (id INTEGER PRIMARY KEY)").await.unwrap();
        for refused in [lender.all(asking("SELECT * FROM nowhere")).await.err(), lender.execute_text("no").await.err()]
        {
            assert!(matches!(refused, Some(DbErr::Query(_))), "{refused:?}");
        }
        // In memory: another connection would not have the table.
        assert!(lender.one(asking("SELECT id FROM once")).await.unwrap().is_none());
        assert_eq!(lender.pool.status().size, 1);
    }

    #[tokio::test]
    async fn who_hangs_up_in_the_middle_leaves_no_connection_behind() {
        let lender = lender(1);
        let endless = asking("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n");
        timeout(Duration::from_millis(20), lender.all(endless)).await.unwrap_err();
        assert_eq!(lender.pool.status().size, 0);
        assert!(lender.one(asking("SELECT 1")).await.unwrap().is_some(), "the next has a new one");
    }

    #[tokio::test]
    async fn nothing_is_lent_after_the_goodbye() {
        let lender = lender(1);
        lender.execute_text("SELECT 1").await.unwrap();
        lender.close().await;
        let refused = lender.one(asking("SELECT 1")).await.unwrap_err();
        assert!(matches!(refused, DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)), "{refused:?}");
    }
}
