use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_len;

use crate::schema::{belongs_to, drop_table, id, index, instant, instant_null, table, user_id_null, word};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut tickets = table(manager, "tickets");
        tickets
            .col(id("token").primary_key().to_owned())
            .col(word("purpose"))
            .col(string_len("email", 254))
            .col(user_id_null())
            .col(instant("created_at"))
            .col(instant("expires_at"))
            .col(instant_null("used_at"))
            .foreign_key(&mut belongs_to("tickets", "user_id", "users"));
        manager.create_table(tickets).await?;
        index(manager, "tickets", "email").await?;
        index(manager, "tickets", "user_id").await?;
        index(manager, "tickets", "expires_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "tickets").await
    }
}
