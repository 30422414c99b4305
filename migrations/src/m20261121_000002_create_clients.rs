use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, string_len, text, text_null};

use crate::schema::{drop_table, instant, table, word};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut clients = table(manager, "clients");
        clients
            .col(string_len("id", 100).primary_key().to_owned())
            .col(text("name"))
            .col(word("kind"))
            .col(word("authentication"))
            .col(text("secret_hashes"))
            .col(text("grant_types"))
            .col(text("scope"))
            .col(text("default_scope"))
            .col(text("redirect_uris"))
            .col(text_null("failure_redirect_uri"))
            .col(boolean("require_pkce"))
            .col(word("token_format"))
            .col(big_integer("access_token_lifetime"))
            .col(big_integer_null("refresh_token_lifetime"))
            .col(text_null("site_url"))
            .col(text_null("description"))
            .col(text_null("logo_url"))
            .col(boolean("trusted"))
            .col(boolean("verified"))
            .col(word("state"))
            .col(instant("created_at"));
        manager.create_table(clients).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "clients").await
    }
}
