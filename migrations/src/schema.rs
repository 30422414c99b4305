//! What every migration says the same way. All instants are Unix milliseconds, all durations milliseconds.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string_len, string_len_null};
use sea_orm_migration::sea_orm::DbBackend;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A table in which texts are equal when their bytes are. MySQL compares without case unless told otherwise, and then
/// `Demo` would be `demo` and one token could be another.
pub fn table(manager: &SchemaManager<'_>, name: &'static str) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    if manager.get_database_backend() == DbBackend::MySql {
        table.character_set("utf8mb4").collate("utf8mb4_bin");
    }
    table
}

/// The hash or random id that names a row: base64url of at most 32 bytes, with room for a prefix.
pub fn id(column: &'static str) -> ColumnDef {
    string_len(column, 64)
}

/// Like [`id`], for what may be absent.
pub fn id_null(column: &'static str) -> ColumnDef {
    string_len_null(column, 64)
}

/// The id of an application, 100 characters at most.
pub fn client_id() -> ColumnDef {
    string_len("client_id", 100)
}

/// The number of a person.
pub fn user_id() -> ColumnDef {
    big_integer("user_id")
}

/// Like [`user_id`], where there may be nobody.
pub fn user_id_null() -> ColumnDef {
    big_integer_null("user_id")
}

/// One of a few words, such as a state or a kind.
pub fn word(column: &'static str) -> ColumnDef {
    string_len(column, 64)
}

/// A point in time.
pub fn instant(column: &'static str) -> ColumnDef {
    big_integer(column)
}

/// A point in time that may not have come.
pub fn instant_null(column: &'static str) -> ColumnDef {
    big_integer_null(column)
}

/// This row goes when the row it belongs to goes.
pub fn belongs_to(table: &'static str, column: &'static str, parent: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(parent, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

/// For finding rows by this column: what expires, and what goes with its parent.
pub async fn index(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.create_index(Index::create().name(index_name(table, column)).table(table).col(column).to_owned()).await
}

/// For finding rows by this column in the order of another.
pub async fn index_in_order(
    manager: &SchemaManager<'_>,
    table: &'static str,
    [column, order]: [&'static str; 2],
) -> Result<(), DbErr> {
    manager
        .create_index(Index::create().name(index_name(table, column)).table(table).col(column).col(order).to_owned())
        .await
}

/// For finding rows by this column, and only those in whose `state` this is true. MySQL has no such indexes: there the
/// state comes first, and then the column.
pub async fn index_where(
    manager: &SchemaManager<'_>,
    table: &'static str,
    [state, column]: [&'static str; 2],
    condition: Expr,
) -> Result<(), DbErr> {
    let mut index = Index::create().name(index_name(table, state)).table(table).to_owned();
    if manager.get_database_backend() != DbBackend::MySql {
        index.col(column).and_where(condition);
    } else if state == column {
        index.col(column);
    } else {
        index.col(state).col(column);
    }
    manager.create_index(index).await
}

/// For finding rows by this column in the order of another, and only those for which this is true. MySQL has no such
/// indexes.
pub async fn index_where_in_order(
    manager: &SchemaManager<'_>,
    table: &'static str,
    [column, order]: [&'static str; 2],
    condition: Expr,
) -> Result<(), DbErr> {
    let mut index = Index::create().name(index_name(table, column)).table(table).to_owned();
    manager.create_index(index.col(column).col(order).and_where(condition).to_owned()).await
}

/// Takes an index away: SQLite drops no column that has one.
pub async fn drop_index(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name(index_name(table, column)).table(table).to_owned()).await
}

fn index_name(table: &str, column: &str) -> String {
    format!("idx_{table}_{column}")
}

/// Adds columns one by one, as SQLite wants it. On rows that are there, each needs a default or may be absent; and a text
/// may only be absent, because MySQL knows no default for it.
pub async fn add_columns<const N: usize>(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: [ColumnDef; N],
) -> Result<(), DbErr> {
    for column in columns {
        manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
    }
    Ok(())
}

/// Takes columns away again.
pub async fn drop_columns<const N: usize>(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: [&'static str; N],
) -> Result<(), DbErr> {
    for column in columns {
        manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
    }
    Ok(())
}

/// Text as it is searched for: without case and accents, `’` as `'`. `storage::search` folds what is typed alike.
pub fn folded(text: &str) -> String {
    let folded = text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c));
    folded.map(|c| if c == '’' { '\'' } else { c }).collect()
}

/// Takes the table and its indexes away.
pub async fn drop_table(manager: &SchemaManager<'_>, name: &'static str) -> Result<(), DbErr> {
    manager.drop_table(Table::drop().table(name).to_owned()).await
}
