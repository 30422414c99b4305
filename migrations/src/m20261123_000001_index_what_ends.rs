//! For finding what has ended among what has not: revoked families, and refresh tokens that nobody used in time. Used
//! ones are the most by far, and are never looked for by their end.

use sea_orm_migration::prelude::*;

use crate::schema::{drop_index, index, index_where};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index_where(manager, "grants", ["revoked_at", "revoked_at"], Expr::col("revoked_at").is_not_null()).await?;
        drop_index(manager, "refresh_tokens", "expires_at").await?;
        index_where(manager, "refresh_tokens", ["used_at", "expires_at"], Expr::col("used_at").is_null()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_index(manager, "refresh_tokens", "used_at").await?;
        index(manager, "refresh_tokens", "expires_at").await?;
        drop_index(manager, "grants", "revoked_at").await
    }
}
