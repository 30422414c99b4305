use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

use crate::schema::{belongs_to, drop_table, id, index, instant, table, user_id_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut sessions = table(manager, "sessions");
        sessions
            .col(id("id").primary_key().to_owned())
            .col(user_id_null())
            .col(text("data"))
            .col(instant("created_at"))
            .col(instant("expires_at"))
            .foreign_key(&mut belongs_to("sessions", "user_id", "users"));
        manager.create_table(sessions).await?;
        index(manager, "sessions", "user_id").await?;
        index(manager, "sessions", "expires_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "sessions").await
    }
}
