//! `grant_id` references nothing: the family begins only when the code is redeemed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, text};

use crate::schema::{belongs_to, client_id, drop_table, id, id_null, index, instant, instant_null, table, user_id};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut authorization_codes = table(manager, "authorization_codes");
        authorization_codes
            .col(id("code").primary_key().to_owned())
            .col(id("grant_id"))
            .col(client_id())
            .col(user_id())
            .col(text("redirect_uri"))
            .col(boolean("redirect_uri_given"))
            .col(text("scope"))
            .col(id_null("code_challenge"))
            .col(instant("created_at"))
            .col(instant("expires_at"))
            .col(instant_null("used_at"))
            .foreign_key(&mut belongs_to("authorization_codes", "client_id", "clients"))
            .foreign_key(&mut belongs_to("authorization_codes", "user_id", "users"));
        manager.create_table(authorization_codes).await?;
        index(manager, "authorization_codes", "client_id").await?;
        index(manager, "authorization_codes", "user_id").await?;
        index(manager, "authorization_codes", "expires_at").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "authorization_codes").await
    }
}
