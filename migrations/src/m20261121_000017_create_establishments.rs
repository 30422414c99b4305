use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_pk_auto, text};

use crate::schema::{belongs_to, drop_table, index, instant, instant_null, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut establishments = table(manager, "establishments");
        establishments
            .col(big_pk_auto("id"))
            .col(big_integer("owner_id"))
            .col(text("name"))
            .col(text("description"))
            .col(text("address"))
            .col(text("phone"))
            .col(text("website"))
            .col(text("opening_hours"))
            .col(text("searched"))
            .col(big_integer("revision"))
            .col(instant_null("published_at"))
            .col(instant("created_at"))
            .col(instant("updated_at"))
            .foreign_key(&mut belongs_to("establishments", "owner_id", "users"));
        manager.create_table(establishments).await?;
        index(manager, "establishments", "owner_id").await?;
        index(manager, "establishments", "published_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "establishments").await
    }
}
