//! No foreign keys: a line outlives the people and applications in it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, big_pk_auto, string_len_null, text_null};

use crate::schema::{drop_table, index, index_in_order, instant, table, user_id_null, word};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut audit_log = table(manager, "audit_log");
        audit_log
            .col(big_pk_auto("id"))
            .col(instant("at"))
            .col(word("event"))
            .col(word("actor"))
            .col(big_integer_null("actor_id"))
            .col(user_id_null())
            .col(string_len_null("client_id", 100))
            .col(text_null("address"))
            .col(text_null("user_agent"))
            .col(text_null("detail"));
        manager.create_table(audit_log).await?;
        for column in ["user_id", "actor_id", "client_id", "event"] {
            index_in_order(manager, "audit_log", [column, "id"]).await?;
        }
        index(manager, "audit_log", "at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "audit_log").await
    }
}
