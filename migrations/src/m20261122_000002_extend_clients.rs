//! Who registered an application, and what of it is searched for. It outlives its owner.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, text_null};
use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::{add_columns, drop_columns, drop_index, folded, index};

const FOREIGN_KEY: &str = "fk_clients_owner_id";

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut owner = big_integer_null("owner_id");
        // SQLite takes a foreign key along with its column or never; MySQL must be told of it apart.
        if is_sqlite(manager) {
            owner.extra(r#"REFERENCES "users" ("id") ON DELETE SET NULL"#);
        }
        add_columns(manager, "clients", [owner, text_null("searched")]).await?;
        if !is_sqlite(manager) {
            manager
                .create_foreign_key(
                    ForeignKey::create()
                        .name(FOREIGN_KEY)
                        .from("clients", "owner_id")
                        .to("users", "id")
                        .on_delete(ForeignKeyAction::SetNull)
                        .to_owned(),
                )
                .await?;
        }
        index(manager, "clients", "owner_id").await?;
        make_searchable(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if !is_sqlite(manager) {
            manager.drop_foreign_key(ForeignKey::drop().name(FOREIGN_KEY).table("clients").to_owned()).await?;
        }
        drop_index(manager, "clients", "owner_id").await?;
        drop_columns(manager, "clients", ["searched", "owner_id"]).await
    }
}

fn is_sqlite(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == DbBackend::Sqlite
}

async fn make_searchable(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let all = Query::select().columns(["id", "name"]).from("clients").to_owned();
    for row in manager.get_connection().query_all(&all).await? {
        let (id, name): (String, String) = (row.try_get("", "id")?, row.try_get("", "name")?);
        let mut update = Query::update();
        update
            .table("clients")
            .value("searched", folded(&[id.as_str(), name.as_str()].join("\n")))
            .and_where(Expr::col("id").eq(id));
        manager.execute(update).await?;
    }
    Ok(())
}
