use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, string_len, text};

use crate::schema::{drop_table, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut scopes = table(manager, "scopes");
        scopes
            .col(string_len("name", 100).primary_key().to_owned())
            .col(text("description_en"))
            .col(text("description_fr"))
            .col(boolean("sensitive"))
            .col(boolean("is_default"));
        manager.create_table(scopes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "scopes").await
    }
}
