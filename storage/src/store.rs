//! Who reads and writes where.

use async_trait::async_trait;
use oauth::store::{Database, Store, StoreError, Transaction};
use oauth::types::ClientId;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult, InsertResult,
    Iterable as _, PrimaryKeyToColumn as _, QueryResult, SqlErr, TransactionTrait as _, UpdateMany, Value,
};

use crate::convert::backend;
use crate::link::Link;
use crate::links::{FoundClient, Links};
use crate::prepared::Prepared;
use crate::repo::clients::client_by_id;
use crate::unit::Unit;

/// A database that [`connect`](crate::connect) has reached. Cloning shares its connections.
#[derive(Clone, Debug)]
pub struct SqlDatabase {
    store: SqlStore<Links>,
}

/// The verbs, over whatever [`Connections`] there are: links outside a transaction, one connection inside.
#[derive(Clone, Debug)]
pub struct SqlStore<C>(pub(crate) C);

/// Where a statement goes.
#[async_trait]
pub(crate) trait Connections: Send + Sync {
    type Connection: ConnectionTrait;
    /// Whether a failed statement would spoil others before it.
    const IN_TRANSACTION: bool;

    /// For statements that change nothing and decide nothing.
    fn reader(&self) -> &Self::Connection;
    /// For statements that change something, and for reading what a guard has just left.
    fn writer(&self) -> &Self::Connection;
    /// A transaction of its own, or a savepoint inside one.
    async fn begin_part(&self) -> Result<DatabaseTransaction, DbErr>;
    /// Writes a unit; `false`, and nothing has happened, when its first statement changed nothing.
    async fn write(&self, unit: Unit) -> Result<bool, StoreError>;
    /// The row that a look-up by a key finds, if there is one.
    async fn row(&self, query: &'static Prepared, values: Vec<Value>) -> Result<Option<QueryResult>, DbErr>;
    /// The application of this id. Outside a transaction, all who ask for it at the same moment ask once.
    async fn client(&self, id: &ClientId) -> FoundClient;
}

#[async_trait]
impl Connections for DatabaseTransaction {
    type Connection = Self;
    const IN_TRANSACTION: bool = true;

    fn reader(&self) -> &Self {
        self
    }

    fn writer(&self) -> &Self {
        self
    }

    async fn begin_part(&self) -> Result<DatabaseTransaction, DbErr> {
        self.begin().await
    }

    async fn write(&self, unit: Unit) -> Result<bool, StoreError> {
        unit.write(self).await.map_err(backend)
    }

    async fn row(&self, query: &'static Prepared, values: Vec<Value>) -> Result<Option<QueryResult>, DbErr> {
        self.query_one_raw(query.with(self.get_database_backend(), values)).await
    }

    async fn client(&self, id: &ClientId) -> FoundClient {
        client_by_id(self, id).await
    }
}

impl<C: Connections> SqlStore<C> {
    pub(crate) fn reader(&self) -> &C::Connection {
        self.0.reader()
    }

    pub(crate) fn writer(&self) -> &C::Connection {
        self.0.writer()
    }

    /// What is refused in here is undone, and nothing before it: a savepoint inside a transaction, else a transaction of
    /// its own.
    pub(crate) async fn begin_part(&self) -> Result<DatabaseTransaction, DbErr> {
        self.0.begin_part().await
    }

    /// The row that a look-up finds.
    pub(crate) async fn find<Row, const N: usize>(
        &self,
        query: &'static Prepared,
        values: [Value; N],
    ) -> Result<Option<Row>, StoreError>
    where
        Row: FromQueryResult,
    {
        find(&self.0, query, values).await
    }

    /// All rows that a query finds.
    pub(crate) async fn find_all<Row, const N: usize>(
        &self,
        query: &Prepared,
        values: [Value; N],
    ) -> Result<Vec<Row>, StoreError>
    where
        Row: FromQueryResult,
    {
        let statement = query.with(self.reader().get_database_backend(), values);
        Row::find_by_statement(statement).all(self.reader()).await.map_err(backend)
    }

    /// See [`Connections::write`].
    pub(crate) async fn write(&self, unit: Unit) -> Result<bool, StoreError> {
        self.0.write(unit).await
    }

    /// Inserts a row that nothing can be in the way of.
    pub(crate) async fn insert<A: ActiveModelTrait>(&self, row: A) -> Result<(), StoreError> {
        A::Entity::insert(row).exec_without_returning(self.writer()).await.map_err(backend)?;
        Ok(())
    }

    /// Inserts a row whose name may be taken. Inside a transaction it stands behind a savepoint: PostgreSQL gives up
    /// the whole transaction over a duplicate otherwise.
    pub(crate) async fn insert_unique<A>(&self, row: A, what: &'static str) -> Result<InsertResult<A>, StoreError>
    where
        A: ActiveModelTrait + Send,
    {
        let insert = A::Entity::insert(row);
        let inserted = if C::IN_TRANSACTION {
            let savepoint = self.begin_part().await.map_err(backend)?;
            let inserted = insert.exec(&savepoint).await;
            match &inserted {
                Ok(_) => savepoint.commit().await,
                Err(_) => savepoint.rollback().await,
            }
            .map_err(backend)?;
            inserted
        } else {
            insert.exec(self.writer()).await
        };
        inserted.map_err(|error| duplicate_or(error, what))
    }

    /// Changes rows that may take a name that is taken; says how many. In a transaction of its own or behind a savepoint,
    /// for the same reason.
    pub(crate) async fn update_unique<E: EntityTrait>(
        &self,
        update: UpdateMany<E>,
        what: &'static str,
    ) -> Result<u64, StoreError> {
        let part = self.begin_part().await.map_err(backend)?;
        let updated = update.exec(&part).await;
        match &updated {
            Ok(_) => part.commit().await,
            Err(_) => part.rollback().await,
        }
        .map_err(backend)?;
        Ok(updated.map_err(|error| duplicate_or(error, what))?.rows_affected)
    }

    /// Inserts a row unless one with this primary key is there.
    pub(crate) async fn insert_if_absent<A: ActiveModelTrait>(&self, row: A) -> Result<(), StoreError> {
        let key = <A::Entity as EntityTrait>::PrimaryKey::iter().map(|key| key.into_column());
        A::Entity::insert(row)
            .on_conflict_do_nothing_on(key)
            .exec_without_returning(self.writer())
            .await
            .map_err(backend)?;
        Ok(())
    }
}

/// The row that a look-up finds.
pub(crate) async fn find<Row, const N: usize>(
    connections: &impl Connections,
    query: &'static Prepared,
    values: [Value; N],
) -> Result<Option<Row>, StoreError>
where
    Row: FromQueryResult,
{
    let row = connections.row(query, values.into()).await.map_err(backend)?;
    row.map(|row| Row::from_query_result(&row, "")).transpose().map_err(backend)
}

fn duplicate_or(error: DbErr, what: &'static str) -> StoreError {
    if is_duplicate(&error) { StoreError::Duplicate(what) } else { backend(error) }
}

pub(crate) fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

impl SqlDatabase {
    pub(crate) fn new(links: Links) -> Self {
        Self { store: SqlStore(links) }
    }

    pub(crate) fn reader(&self) -> &Link {
        self.store.reader()
    }

    pub(crate) fn writer(&self) -> &Link {
        self.store.writer()
    }

    /// The same database by other links.
    #[cfg(feature = "throwaway")]
    pub(crate) fn by(&self, other: impl Fn(&Link) -> Link) -> Self {
        Self::new(self.store.0.by(other))
    }

    pub(crate) fn sql(&self) -> &SqlStore<Links> {
        &self.store
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.reader().execute_unprepared("SELECT 1").await.map(drop).map_err(backend)
    }

    /// Lets go of the database in good order: SQLite tidies its write-ahead log away.
    pub async fn close(self) -> Result<(), StoreError> {
        self.store.0.close().await.map_err(backend)
    }

    /// A transaction that is sure to write.
    pub(crate) async fn begin_writing(&self) -> Result<DatabaseTransaction, DbErr> {
        self.writer().begin().await
    }
}

#[async_trait]
impl Database for SqlDatabase {
    fn store(&self) -> &dyn Store {
        &self.store
    }

    async fn begin(&self) -> Result<Box<dyn Transaction + '_>, StoreError> {
        Ok(Box::new(SqlStore(self.begin_writing().await.map_err(backend)?)))
    }
}

#[async_trait]
impl Transaction for SqlStore<DatabaseTransaction> {
    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.0.commit().await.map_err(backend)
    }
}
