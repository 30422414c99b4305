use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string_len, text};

use crate::schema::{drop_table, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut facts = table(manager, "facts");
        facts.col(string_len("name", 100).primary_key().to_owned()).col(text("value"));
        manager.create_table(facts).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "facts").await
    }
}
