//! The pictures of applications, one each. The same picture may be that of two.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_len;
use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::{belongs_to, client_id, drop_table, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut png = ColumnDef::new("png");
        match manager.get_database_backend() {
            // Its plain one ends at 64 KiB.
            DbBackend::MySql => png.custom("mediumblob"),
            _ => png.blob(),
        };
        let mut logos = table(manager, "logos");
        logos
            .col(client_id().primary_key().to_owned())
            .col(string_len("hash", 64))
            .col(png.not_null().to_owned())
            .foreign_key(&mut belongs_to("logos", "client_id", "clients"));
        manager.create_table(logos).await?;
        index(manager, "logos", "hash").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "logos").await
    }
}
