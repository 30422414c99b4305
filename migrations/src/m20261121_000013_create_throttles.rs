use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer;

use crate::schema::{drop_table, id, index, instant, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut throttles = table(manager, "throttles");
        throttles.col(id("id").primary_key().to_owned()).col(integer("tries")).col(instant("last_at"));
        manager.create_table(throttles).await?;
        index(manager, "throttles", "last_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "throttles").await
    }
}
