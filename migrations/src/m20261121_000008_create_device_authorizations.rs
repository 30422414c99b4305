use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, text_null};

use crate::schema::{belongs_to, client_id, drop_table, id, index, instant, table, user_id_null, word};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut device_authorizations = table(manager, "device_authorizations");
        device_authorizations
            .col(id("device_code").primary_key().to_owned())
            .col(id("user_code").unique_key().to_owned())
            .col(client_id())
            .col(text("scope"))
            .col(text_null("address"))
            .col(text_null("user_agent"))
            .col(big_integer("poll_interval"))
            .col(instant("next_poll_at"))
            .col(word("state"))
            .col(user_id_null())
            .col(instant("created_at"))
            .col(instant("expires_at"))
            .foreign_key(&mut belongs_to("device_authorizations", "client_id", "clients"))
            .foreign_key(&mut belongs_to("device_authorizations", "user_id", "users"));
        manager.create_table(device_authorizations).await?;
        index(manager, "device_authorizations", "client_id").await?;
        index(manager, "device_authorizations", "user_id").await?;
        index(manager, "device_authorizations", "expires_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "device_authorizations").await
    }
}
