//! Statements that happen together or not at all, in one journey to the database where its dialect can: on PostgreSQL
//! they are one statement, on SQLite one text, on MySQL a transaction.

mod together;

use std::fmt::{self, Write as _};

use sea_orm::sea_query::{
    DynIden, Expr, InsertStatement, IntoIden as _, LockType, MysqlQueryBuilder, OnConflict, Query, QueryBuilder,
    SelectStatement, SimpleExpr, SqlWriterValues, SqliteQueryBuilder, TableRef, UpdateStatement,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DbBackend, DbErr, EntityName as _, EntityTrait, Iterable as _,
    PrimaryKeyToColumn as _, Statement,
};

pub(crate) use self::together::write_together;
use crate::store::is_duplicate;

/// What is written together. The first decides: unless it changes a row, nothing happens.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    first: Write,
    rest: Vec<Write>,
    /// The table of what it uses up.
    spends: Option<TableRef>,
}

/// One thing to write. Each of [`Unit::and`]'s but the last changes exactly one row: on SQLite the chain hangs on that.
#[derive(Clone, Debug)]
pub(crate) enum Write {
    Insert(Box<Row>),
    Update(Box<UpdateStatement>),
}

/// A new row, unless something is in its way.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    table: TableRef,
    columns: Vec<DynIden>,
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
                columns.push(column.into_iden());
                values.push(Expr::val(value));
            }
        }
        let key = <A::Entity as EntityTrait>::PrimaryKey::iter().map(|key| key.into_column().into_iden()).collect();
        Self { table: A::Entity::default().table_ref(), columns, values, for_each: None, key, unless_there: false }
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

    /// The beginning of its statement, without what is inserted.
    fn insert(&mut self) -> InsertStatement {
        let columns = std::mem::take(&mut self.columns);
        let mut insert = Query::insert().into_table(self.table.clone()).columns(columns).take();
        if self.unless_there {
            let key = std::mem::take(&mut self.key);
            insert.on_conflict(OnConflict::columns(key.clone()).do_nothing_on(key).to_owned());
        }
        insert
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
    /// Writes it into a text that may hold others, and its values after theirs.
    fn build_into(&self, dialect: impl QueryBuilder, text: &mut SqlWriterValues) {
        match self {
            Self::Insert(insert) => insert.build_collect_into(dialect, text),
            Self::Update(update) => update.build_collect_into(dialect, text),
        }
    }
}

impl Write {
    /// The statement that decides: it tells whether it changed a row. (Of a unit alone, its number is 0.)
    fn deciding(self) -> Ready {
        let told = Query::returning().expr(Expr::cust("0"));
        match self.ready(None) {
            Ready::Insert(mut insert) => Ready::Insert(insert.returning(told).take()),
            Ready::Update(mut update) => Ready::Update(update.returning(told).take()),
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
        let mut text = text_for(&MysqlQueryBuilder);
        self.ready(None).build_into(MysqlQueryBuilder, &mut text);
        match transaction.execute_raw(finished(DbBackend::MySql, text)).await {
            Err(error) if tells && is_duplicate(&error) => Ok(0),
            done => Ok(done?.rows_affected()),
        }
    }

    fn ready(self, only_if: Option<SimpleExpr>) -> Ready {
        match self {
            Self::Insert(mut row) => {
                let mut insert = row.insert();
                let filled = match (row.for_each, only_if) {
                    (None, None) => insert.values(row.values),
                    (for_each, only_if) => {
                        let mut select = for_each.unwrap_or_else(Query::select);
                        select.exprs(row.values).and_where_option(only_if);
                        insert.select_from(select)
                    }
                };
                filled.expect("a value for each column");
                Ready::Insert(insert)
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
        Self { first: first.into(), rest: Vec::new(), spends: None }
    }

    /// A unit that uses up a row of this table, and so can happen only once: a second one would change nothing.
    pub fn spending<E: EntityTrait>(table: E, row: UpdateStatement) -> Self {
        Self { spends: Some(table.table_ref()), ..Self::new(row) }
    }

    pub fn and(mut self, write: impl Into<Write>) -> Self {
        self.rest.push(write.into());
        self
    }

    /// Whether it is one statement, which needs no transaction.
    pub fn is_one(&self) -> bool {
        self.rest.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = &Write> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// Writes it in a transaction that is under way. `false`, and nothing has happened, when the first changed nothing.
    pub async fn write(self, transaction: &impl ConnectionTrait) -> Result<bool, DbErr> {
        match transaction.get_database_backend() {
            DbBackend::Sqlite => Ok(!transaction.query_all_raw(self.into_text()).await?.is_empty()),
            DbBackend::Postgres => Ok(write_together(transaction, vec![self]).await? == [true]),
            _ => self.write_in_turn(transaction).await,
        }
    }

    /// One text of several statements, as SQLite takes it. Each asks whether the one before it has changed a row.
    pub fn into_text(self) -> Statement {
        let mut text = text_for(&SqliteQueryBuilder);
        self.first.deciding().build_into(SqliteQueryBuilder, &mut text);
        for write in self.rest {
            put(&mut text, format_args!("; "));
            write.ready(Some(Expr::cust("changes() = 1"))).build_into(SqliteQueryBuilder, &mut text);
        }
        finished(DbBackend::Sqlite, text)
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

fn text_for(dialect: &impl QueryBuilder) -> SqlWriterValues {
    let (placeholder, numbered) = dialect.placeholder();
    SqlWriterValues::new(placeholder, numbered)
}

fn put(text: &mut SqlWriterValues, more: fmt::Arguments<'_>) {
    text.write_fmt(more).expect("a text takes what is written to it");
}

fn finished(dialect: DbBackend, text: SqlWriterValues) -> Statement {
    let (sql, values) = text.into_parts();
    Statement::from_sql_and_values(dialect, sql, values)
}
