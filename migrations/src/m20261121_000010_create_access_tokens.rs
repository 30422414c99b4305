//! Client and person stand here too, so that checking a bearer token reads one row and its family's state.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

use crate::schema::{belongs_to, client_id, drop_table, id, index, instant, instant_null, table, user_id_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut access_tokens = table(manager, "access_tokens");
        access_tokens
            .col(id("id").primary_key().to_owned())
            .col(id("grant_id"))
            .col(client_id())
            .col(user_id_null())
            .col(text("scope"))
            .col(instant("created_at"))
            .col(instant("expires_at"))
            .col(instant_null("revoked_at"))
            .foreign_key(&mut belongs_to("access_tokens", "grant_id", "grants"));
        manager.create_table(access_tokens).await?;
        index(manager, "access_tokens", "grant_id").await?;
        index(manager, "access_tokens", "expires_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "access_tokens").await
    }
}
