use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_pk_auto, boolean, string_len_null, string_len_uniq, text};

use crate::schema::{drop_table, instant, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut users = table(manager, "users");
        users
            .col(big_pk_auto("id"))
            .col(string_len_uniq("email", 254))
            .col(text("firstname"))
            .col(text("lastname"))
            .col(string_len_null("password_hash", 255))
            .col(boolean("admin"))
            .col(instant("created_at"));
        manager.create_table(users).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "users").await
    }
}
