//! What every migration says the same way. All instants are Unix milliseconds, all durations milliseconds.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string_len, string_len_null};
use sea_orm_migration::sea_orm::DbBackend;

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
    manager
        .create_index(Index::create().name(format!("idx_{table}_{column}")).table(table).col(column).to_owned())
        .await
}

/// Takes the table and its indexes away.
pub async fn drop_table(manager: &SchemaManager<'_>, name: &'static str) -> Result<(), DbErr> {
    manager.drop_table(Table::drop().table(name).to_owned()).await
}
