//! What a person was asked for and left out. Before, nothing could be.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

use crate::schema::{add_columns, drop_columns};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, "consents", [text_null("declined")]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_columns(manager, "consents", ["declined"]).await
    }
}
