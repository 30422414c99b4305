//! Mistakes of applications. `id` is the hash of all that makes two of them the same.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, text_null};

use crate::schema::{belongs_to, client_id, drop_table, id, index, index_in_order, instant, table, word};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut client_problems = table(manager, "client_problems");
        client_problems
            .col(id("id").primary_key().to_owned())
            .col(client_id())
            .col(word("endpoint"))
            .col(text("error"))
            .col(text("rule"))
            .col(text_null("received"))
            .col(text_null("registered"))
            .col(text_null("section"))
            .col(instant("first_at"))
            .col(instant("last_at"))
            .col(big_integer("times"))
            .foreign_key(&mut belongs_to("client_problems", "client_id", "clients"));
        manager.create_table(client_problems).await?;
        index_in_order(manager, "client_problems", ["client_id", "last_at"]).await?;
        index(manager, "client_problems", "last_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "client_problems").await
    }
}
