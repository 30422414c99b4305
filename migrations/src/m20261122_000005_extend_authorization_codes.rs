//! The browser of whoever said yes, for the family that the code begins.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

use crate::schema::{add_columns, drop_columns};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, "authorization_codes", [text_null("address"), text_null("user_agent")]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_columns(manager, "authorization_codes", ["user_agent", "address"]).await
    }
}
