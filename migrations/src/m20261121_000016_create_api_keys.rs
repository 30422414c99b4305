use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

use crate::schema::{belongs_to, client_id, drop_table, id, index, instant, instant_null, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut api_keys = table(manager, "api_keys");
        api_keys
            .col(id("id").primary_key().to_owned())
            .col(id("key_hash").unique_key().to_owned())
            .col(client_id())
            .col(text("name"))
            .col(instant("created_at"))
            .col(instant_null("revoked_at"))
            .foreign_key(&mut belongs_to("api_keys", "client_id", "clients"));
        manager.create_table(api_keys).await?;
        index(manager, "api_keys", "client_id").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "api_keys").await
    }
}
