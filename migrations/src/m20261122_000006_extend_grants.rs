//! Where a family was begun and when it was last used. Of those that are there it is known when they were begun.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

use crate::schema::{add_columns, drop_columns, instant};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let last_used_at = instant("last_used_at").default(0).to_owned();
        let columns = [text_null("address"), text_null("user_agent"), last_used_at, text_null("last_used_from")];
        add_columns(manager, "grants", columns).await?;
        manager.execute(Query::update().table("grants").value("last_used_at", Expr::col("created_at")).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_columns(manager, "grants", ["last_used_from", "last_used_at", "user_agent", "address"]).await
    }
}
