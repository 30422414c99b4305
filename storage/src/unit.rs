//! Statements that happen together or not at all, in one journey to the database where its dialect can: on PostgreSQL
//! they are one statement, on SQLite one text, on MySQL a transaction.

use sea_orm::sea_query::{
    CommonTableExpression, Expr, InsertStatement, MysqlQueryBuilder, OnConflict, PostgresQueryBuilder, Query,
    QueryBuilder, SelectStatement, SimpleExpr, SqliteQueryBuilder, SubQueryStatement, UpdateStatement, Values,
    WithClause,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DbBackend, DbErr, EntityName as _, EntityTrait, Iterable as _,
    PrimaryKeyToColumn as _, Statement,
};

/// What is written together. The first decides: unless it changes a row, nothing happens.
pub(crate) struct Unit {
    first: Write,
    rest: Vec<Write>,
}

/// One thing to write. Each of [`Unit::and`]'s changes exactly one row: on SQLite the chain hangs on that.
pub(crate) enum Write {
    Insert(Box<Row>),
    Update(Box<UpdateStatement>),
}

/// A new row, unless something is in its way.
pub(crate) struct Row {
    insert: InsertStatement,
    values: SelectStatement,
}

impl Row {
    pub fn of<A: ActiveModelTrait>(row: &A) -> Self {
        let (mut insert, mut values) = (Query::insert(), Query::select());
        let mut columns = Vec::new();
        for column in <A::Entity as EntityTrait>::Column::iter() {
            if let ActiveValue::Set(value) | ActiveValue::Unchanged(value) = row.get(column) {
                columns.push(column);
                values.expr(Expr::val(value));
            }
        }
        insert.into_table(A::Entity::default().table_ref()).columns(columns);
        Self { insert, values }
    }

    /// Nothing happens when a row with this primary key is there.
    pub fn unless_there<E: EntityTrait>(mut self) -> Self {
        let key: Vec<_> = E::PrimaryKey::iter().map(|key| key.into_column()).collect();
        self.insert.on_conflict(OnConflict::columns(key.clone()).do_nothing_on(key).to_owned());
        self
    }

    /// Nothing happens unless a row like this is in that table.
    pub fn if_there<E: EntityTrait>(mut self, table: E, like: SimpleExpr) -> Self {
        self.values.from(table.table_ref()).and_where(like);
        self
    }
}

impl From<Row> for Write {
    fn from(row: Row) -> Self {
        Self::Insert(Box::new(row))
    }
}

impl From<UpdateStatement> for Write {
    fn from(update: UpdateStatement) -> Self {
        Self::Update(Box::new(update))
    }
}

/// A statement of the unit, in no dialect yet.
enum Ready {
    Insert(InsertStatement),
    Update(UpdateStatement),
}

impl Ready {
    fn build(&self, dialect: impl QueryBuilder) -> (String, Values) {
        match self {
            Self::Insert(insert) => insert.build(dialect),
            Self::Update(update) => update.build(dialect),
        }
    }
}

impl From<Ready> for SubQueryStatement {
    fn from(ready: Ready) -> Self {
        match ready {
            Ready::Insert(insert) => insert.into(),
            Ready::Update(update) => update.into(),
        }
    }
}

impl Write {
    /// The statement that decides: it tells whether it changed a row.
    fn deciding(self) -> Ready {
        let told = Query::returning().expr(Expr::cust("1"));
        match self.ready(None) {
            Ready::Insert(mut insert) => Ready::Insert(insert.returning(told).to_owned()),
            Ready::Update(mut update) => Ready::Update(update.returning(told).to_owned()),
        }
    }

    fn ready(self, only_if: Option<SimpleExpr>) -> Ready {
        match self {
            Self::Insert(row) => {
                let Row { mut insert, mut values } = *row;
                if let Some(condition) = only_if {
                    values.and_where(condition);
                }
                Ready::Insert(insert.select_from(values).expect("a value for each column").to_owned())
            }
            Self::Update(mut update) => {
                if let Some(condition) = only_if {
                    update.and_where(condition);
                }
                Ready::Update(*update)
            }
        }
    }
}

impl Unit {
    pub fn new(first: impl Into<Write>) -> Self {
        Self { first: first.into(), rest: Vec::new() }
    }

    pub fn and(mut self, write: impl Into<Write>) -> Self {
        self.rest.push(write.into());
        self
    }

    /// Writes it in a transaction that is under way. `false`, and nothing has happened, when the first changed nothing.
    pub async fn write(self, transaction: &impl ConnectionTrait) -> Result<bool, DbErr> {
        match transaction.get_database_backend() {
            DbBackend::Sqlite => decided(transaction, self.as_text()).await,
            DbBackend::Postgres => self.write_as_one(transaction).await,
            _ => self.write_in_turn(transaction).await,
        }
    }

    /// Writes it as one statement, as PostgreSQL can. It needs no transaction around it.
    pub async fn write_as_one(self, connection: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let decided_so = || Expr::exists(Query::select().expr(Expr::cust("1")).from("w0").to_owned());
        let rest = self.rest.into_iter().map(|write| write.ready(Some(decided_so())));
        let mut with = WithClause::new();
        for (number, ready) in std::iter::once(self.first.deciding()).chain(rest).enumerate() {
            with.cte(CommonTableExpression::new().table_name(format!("w{number}")).query(ready).to_owned());
        }
        let told = Query::select().expr(Expr::cust("1")).from("w0").to_owned().with(with);
        let (sql, values) = told.build(PostgresQueryBuilder);
        decided(connection, Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await
    }

    /// One text of several statements, as SQLite takes it. Each asks whether the one before it has changed a row.
    pub fn as_text(self) -> Statement {
        let rest = self.rest.into_iter().map(|write| write.ready(Some(Expr::cust("changes() = 1"))));
        let (mut texts, mut values) = (Vec::new(), Vec::new());
        for ready in std::iter::once(self.first.deciding()).chain(rest) {
            let (sql, more) = ready.build(SqliteQueryBuilder);
            texts.push(sql);
            values.extend(more);
        }
        Statement::from_sql_and_values(DbBackend::Sqlite, texts.join("; "), values)
    }

    async fn write_in_turn(self, transaction: &impl ConnectionTrait) -> Result<bool, DbErr> {
        for (number, write) in std::iter::once(self.first).chain(self.rest).enumerate() {
            let (sql, values) = write.ready(None).build(MysqlQueryBuilder);
            let done = transaction.execute_raw(Statement::from_sql_and_values(DbBackend::MySql, sql, values)).await?;
            if number == 0 && done.rows_affected() == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Whether the statement that decides has told of a row.
async fn decided(connection: &impl ConnectionTrait, statement: Statement) -> Result<bool, DbErr> {
    Ok(!connection.query_all_raw(statement).await?.is_empty())
}
