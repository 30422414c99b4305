//! Which scopes a person may leave out. Until somebody says so, none.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::boolean;

use crate::schema::{add_columns, drop_columns};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, "scopes", [boolean("is_optional").default(false).to_owned()]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_columns(manager, "scopes", ["is_optional"]).await
    }
}
