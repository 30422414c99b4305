//! Queries whose text is made once. To put the text of a look-up by its key together takes longer than SQLite's answer.

use std::sync::OnceLock;

use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, DbBackend, DbErr, FromQueryResult, Iterable, QueryResult, Statement, TryGetError, Value};

/// A query with places for values. Whoever asks gives them in the order of the text.
pub(crate) struct Prepared {
    query: fn() -> SelectStatement,
    /// For SQLite, PostgreSQL and MySQL.
    texts: [OnceLock<String>; 3],
}

impl Prepared {
    /// The values that stand in this query are left out of its text.
    pub const fn of(query: fn() -> SelectStatement) -> Self {
        Self { query, texts: [const { OnceLock::new() }; 3] }
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
