//! Queries whose text is made once. To put the text of a look-up by its key together takes longer than SQLite's answer.

use std::sync::OnceLock;

use sea_orm::sea_query::{Expr, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, DbBackend, DbErr, FromQueryResult, Iterable, QueryResult, Statement, TryGetError, Value};

/// A query with places for values. Whoever asks gives them in the order of the text.
pub(crate) struct Prepared {
    query: fn() -> SelectStatement,
    /// For SQLite, PostgreSQL and MySQL.
    texts: [OnceLock<String>; 3],
    /// For PostgreSQL, when 1, 2, 4 or 8 ask together.
    together: [OnceLock<String>; TOGETHER.ilog2() as usize + 1],
}

/// How many can ask together.
pub(crate) const TOGETHER: usize = 8;
/// The column that tells whose a row is, of those who ask together.
pub(crate) const NUMBER: &str = "number_among_those_who_ask";

impl Prepared {
    /// The values that stand in this query are left out of its text.
    pub const fn of(query: fn() -> SelectStatement) -> Self {
        Self { query, texts: [const { OnceLock::new() }; 3], together: [const { OnceLock::new() }; _] }
    }

    pub fn with(&self, dialect: DbBackend, values: impl IntoIterator<Item = Value>) -> Statement {
        let place = match dialect {
            DbBackend::Sqlite => 0,
            DbBackend::Postgres => 1,
            _ => 2,
        };
        let text = self.texts[place].get_or_init(|| dialect.build(&(self.query)()).sql);
        Statement::from_sql_and_values(dialect, text, values)
    }

    /// The rows of several, who ask with these values each, in the dialect of PostgreSQL. [`TOGETHER`] at most. Each text has
    /// to be planned on each connection: so that there are few, the last asks again until they are 2, 4 or 8.
    pub fn with_each(&self, mut values: Vec<Vec<Value>>) -> Statement {
        let many = values.len().next_power_of_two();
        if let Some(last) = values.last().cloned() {
            values.resize(many, last);
        }
        let text = &self.together[many.ilog2() as usize];
        let text = text.get_or_init(|| DbBackend::Postgres.build(&self.numbered(many)).sql);
        Statement::from_sql_and_values(DbBackend::Postgres, text, values.into_iter().flatten())
    }

    fn numbered(&self, many: usize) -> SelectStatement {
        let asked_by = |number: usize| {
            let mut query = (self.query)();
            query.expr_as(Expr::cust(number.to_string()), NUMBER).take()
        };
        let others = (1..many).map(|number| (UnionType::All, asked_by(number)));
        asked_by(0).unions(others).take()
    }
}

/// A row of a table that the query joined, if it found one. What is there and cannot be read is an error: the model's own
/// `from_query_result_optional` takes it for nothing.
pub(crate) fn joined<M: FromQueryResult>(row: &QueryResult, prefix: &str) -> Result<Option<M>, DbErr> {
    match M::from_query_result_nullable(row, prefix) {
        Ok(model) => Ok(Some(model)),
        Err(TryGetError::Null(_)) => Ok(None),
        Err(TryGetError::DbErr(error)) => Err(error),
    }
}

/// Selects a table's columns by names that begin so: as a model reads them from a row that holds more than one.
pub(crate) fn select_as<C: ColumnTrait + Iterable>(query: &mut SelectStatement, prefix: &str) {
    for column in C::iter() {
        query.expr_as(column.select_as(column.into_expr()), format!("{prefix}{}", column.as_str()));
    }
}
