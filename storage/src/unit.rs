//! Statements that happen together or not at all, in one journey to the database where its dialect can: on PostgreSQL
//! they are one statement, on SQLite one text, on MySQL a transaction.

use sea_orm::sea_query::{
    CommonTableExpression, DynIden, Expr, InsertStatement, IntoIden as _, LockType, MysqlQueryBuilder, OnConflict,
    PostgresQueryBuilder, Query, QueryBuilder, SelectStatement, SimpleExpr, SqliteQueryBuilder, SubQueryStatement,
    UpdateStatement, Values, WithClause,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DbBackend, DbErr, EntityName as _, EntityTrait, Iterable as _,
    PrimaryKeyToColumn as _, Statement,
};

use crate::store::is_duplicate;

/// What is written together. The first decides: unless it changes a row, nothing happens.
#[derive(Clone)]
pub(crate) struct Unit {
    first: Write,
    rest: Vec<Write>,
}

/// One thing to write. Each of [`Unit::and`]'s but the last changes exactly one row: on SQLite the chain hangs on that.
#[derive(Clone)]
pub(crate) enum Write {
    Insert(Box<Row>),
    Update(Box<UpdateStatement>),
}

/// A new row, unless something is in its way.
#[derive(Clone)]
pub(crate) struct Row {
    insert: InsertStatement,
    values: Vec<Expr>,
    /// Rows of a table, one for each of which it is inserted: a condition, if there is one at most.
    for_each: Option<SelectStatement>,
    key: Vec<DynIden>,
    unless_there: bool,
}

impl Row {
    pub fn of<A: ActiveModelTrait>(row: &A) -> Self {
        let (mut columns, mut values) = (Vec::new(), Vec::new());
        for column in <A::Entity as EntityTrait>::Column::iter() {
            if let ActiveValue::Set(value) | ActiveValue::Unchanged(value) = row.get(column) {
                columns.push(column);
                values.push(Expr::val(value));
            }
        }
        let key = <A::Entity as EntityTrait>::PrimaryKey::iter().map(|key| key.into_column().into_iden()).collect();
        let insert = Query::insert().into_table(A::Entity::default().table_ref()).columns(columns).to_owned();
        Self { insert, values, for_each: None, key, unless_there: false }
    }

    /// Nothing happens when a row with this primary key is there.
    pub fn unless_there(mut self) -> Self {
        self.unless_there = true;
        self
    }

    /// Nothing happens unless a row like this is in that table, and it stays so until the unit is written: who is about to
    /// change that row comes before it or after.
    pub fn if_there<E: EntityTrait>(mut self, table: E, like: SimpleExpr) -> Self {
        let like = Query::select().from(table.table_ref()).and_where(like).lock(LockType::Share).to_owned();
        self.for_each = Some(like);
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

    /// How many rows it changed, in a transaction on MySQL. There, of a row that is in the way only an error tells: with
    /// `ON DUPLICATE KEY UPDATE` it counts rows that matched, changed or not. But after the error it holds on to that row
    /// with others, and two who then want to change it wait for each other: so only what decides asks that way.
    async fn alone(mut self, transaction: &impl ConnectionTrait, decides: bool) -> Result<u64, DbErr> {
        let tells = match &mut self {
            Self::Insert(row) if decides => std::mem::take(&mut row.unless_there),
            Self::Insert(_) | Self::Update(_) => false,
        };
        let (sql, values) = self.ready(None).build(MysqlQueryBuilder);
        match transaction.execute_raw(Statement::from_sql_and_values(DbBackend::MySql, sql, values)).await {
            Err(error) if tells && is_duplicate(&error) => Ok(0),
            done => Ok(done?.rows_affected()),
        }
    }

    fn ready(self, only_if: Option<SimpleExpr>) -> Ready {
        match self {
            Self::Insert(row) => {
                let Row { mut insert, values, for_each, key, unless_there } = *row;
                if unless_there {
                    insert.on_conflict(OnConflict::columns(key.clone()).do_nothing_on(key).to_owned());
                }
                let filled = match (for_each, only_if) {
                    (None, None) => insert.values(values),
                    (for_each, only_if) => {
                        let mut select = for_each.unwrap_or_else(Query::select);
                        select.exprs(values).and_where_option(only_if);
                        insert.select_from(select)
                    }
                };
                Ready::Insert(filled.expect("a value for each column").to_owned())
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

    /// Whether it is one statement, which needs no transaction.
    pub fn is_one(&self) -> bool {
        self.rest.is_empty()
    }

    /// Writes it in a transaction that is under way. `false`, and nothing has happened, when the first changed nothing.
    pub async fn write(self, transaction: &impl ConnectionTrait) -> Result<bool, DbErr> {
        match transaction.get_database_backend() {
            DbBackend::Sqlite => decided(transaction, self.into_text()).await,
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
    pub fn into_text(self) -> Statement {
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
            let decides = number == 0;
            if write.alone(transaction, decides).await? == 0 && decides {
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
