//! Most families of an app that acts as itself, and their lines in the audit log, name no person: an index on who is named
//! need not hold them. And room is left on PostgreSQL's pages for rows that are changed again and again in columns
//! without an index: while a new version finds room on its page, no index is written.
//!
//! MySQL has neither, and its foreign key wants the index it has.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::{drop_index, index, index_in_order, index_where, index_where_in_order};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Families are used, devices are polled.
const CHANGED_OFTEN: [&str; 2] = ["grants", "device_authorizations"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::MySql {
            return Ok(());
        }
        drop_index(manager, "grants", "user_id").await?;
        index_where(manager, "grants", ["user_id", "user_id"], Expr::col("user_id").is_not_null()).await?;
        for column in ["user_id", "actor_id"] {
            drop_index(manager, "audit_log", column).await?;
            index_where_in_order(manager, "audit_log", [column, "id"], Expr::col(column).is_not_null()).await?;
        }
        on_postgres(manager, "SET (fillfactor = 80)").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::MySql {
            return Ok(());
        }
        on_postgres(manager, "RESET (fillfactor)").await?;
        for column in ["user_id", "actor_id"] {
            drop_index(manager, "audit_log", column).await?;
            index_in_order(manager, "audit_log", [column, "id"]).await?;
        }
        drop_index(manager, "grants", "user_id").await?;
        index(manager, "grants", "user_id").await
    }
}

async fn on_postgres(manager: &SchemaManager<'_>, change: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        for table in CHANGED_OFTEN {
            manager.get_connection().execute_unprepared(&format!("ALTER TABLE {table} {change}")).await?;
        }
    }
    Ok(())
}
