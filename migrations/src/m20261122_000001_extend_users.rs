//! What a person chose, whether they are let in, and what of them is searched for.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string_len_null, text_null};

use crate::schema::{add_columns, drop_columns, folded, word};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let state = word("state").default("active").to_owned();
        add_columns(manager, "users", [string_len_null("language", 64), state, text_null("searched")]).await?;
        make_searchable(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_columns(manager, "users", ["searched", "state", "language"]).await
    }
}

async fn make_searchable(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let everybody = Query::select().columns(["id", "email", "firstname", "lastname"]).from("users").to_owned();
    for row in manager.get_connection().query_all(&everybody).await? {
        let (email, firstname, lastname): (String, String, String) =
            (row.try_get("", "email")?, row.try_get("", "firstname")?, row.try_get("", "lastname")?);
        let mut update = Query::update();
        update
            .table("users")
            .value("searched", folded(&[email, firstname, lastname].join("\n")))
            .and_where(Expr::col("id").eq(row.try_get::<i64>("", "id")?));
        manager.execute(update).await?;
    }
    Ok(())
}
