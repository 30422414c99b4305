use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, text, text_null};

use crate::schema::{belongs_to, client_id, drop_table, id, id_null, index, instant, instant_null, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut authorization_requests = table(manager, "authorization_requests");
        authorization_requests
            .col(id("id").primary_key().to_owned())
            .col(client_id())
            .col(text("redirect_uri"))
            .col(boolean("redirect_uri_given"))
            .col(text("failure_uri"))
            .col(text("scope"))
            .col(text_null("state"))
            .col(id_null("code_challenge"))
            .col(instant("created_at"))
            .col(instant("expires_at"))
            .col(instant_null("answered_at"))
            .foreign_key(&mut belongs_to("authorization_requests", "client_id", "clients"));
        manager.create_table(authorization_requests).await?;
        index(manager, "authorization_requests", "client_id").await?;
        index(manager, "authorization_requests", "expires_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "authorization_requests").await
    }
}
