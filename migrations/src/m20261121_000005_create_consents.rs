use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

use crate::schema::{belongs_to, client_id, drop_table, index, instant, table, user_id};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut consents = table(manager, "consents");
        consents
            .col(user_id())
            .col(client_id())
            .col(text("scope"))
            .col(instant("granted_at"))
            .col(instant("expires_at"))
            .primary_key(Index::create().col("user_id").col("client_id"))
            .foreign_key(&mut belongs_to("consents", "user_id", "users"))
            .foreign_key(&mut belongs_to("consents", "client_id", "clients"));
        manager.create_table(consents).await?;
        index(manager, "consents", "client_id").await?;
        index(manager, "consents", "expires_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "consents").await
    }
}
