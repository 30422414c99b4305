use sea_orm_migration::prelude::*;

use crate::schema::{belongs_to, drop_table, id, index, instant, instant_null, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut refresh_tokens = table(manager, "refresh_tokens");
        refresh_tokens
            .col(id("token").primary_key().to_owned())
            .col(id("grant_id"))
            .col(instant("created_at"))
            .col(instant("expires_at"))
            .col(instant_null("used_at"))
            .foreign_key(&mut belongs_to("refresh_tokens", "grant_id", "grants"));
        manager.create_table(refresh_tokens).await?;
        index(manager, "refresh_tokens", "grant_id").await?;
        index(manager, "refresh_tokens", "expires_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "refresh_tokens").await
    }
}
