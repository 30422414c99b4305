use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

use crate::schema::{drop_table, id, instant, instant_null, table, word};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut signing_keys = table(manager, "signing_keys");
        signing_keys
            .col(id("kid").primary_key().to_owned())
            .col(word("algorithm"))
            .col(text("sealed_private_key"))
            .col(instant("created_at"))
            .col(instant_null("retired_at"));
        manager.create_table(signing_keys).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "signing_keys").await
    }
}
