//! Nobody in `user_id` means that the application acts as itself.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

use crate::schema::{belongs_to, client_id, drop_table, id, index, instant, instant_null, table, user_id_null, word};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut grants = table(manager, "grants");
        grants
            .col(id("id").primary_key().to_owned())
            .col(client_id())
            .col(user_id_null())
            .col(text("scope"))
            .col(word("origin"))
            .col(instant("created_at"))
            .col(instant("expires_at"))
            .col(instant_null("revoked_at"))
            .foreign_key(&mut belongs_to("grants", "client_id", "clients"))
            .foreign_key(&mut belongs_to("grants", "user_id", "users"));
        manager.create_table(grants).await?;
        index(manager, "grants", "client_id").await?;
        index(manager, "grants", "user_id").await?;
        index(manager, "grants", "expires_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "grants").await
    }
}
