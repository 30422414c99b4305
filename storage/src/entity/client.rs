use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clients")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub kind: String,
    pub authentication: String,
    pub secret_hashes: String,
    pub grant_types: String,
    pub scope: String,
    pub default_scope: String,
    pub redirect_uris: String,
    pub failure_redirect_uri: Option<String>,
    pub require_pkce: bool,
    pub token_format: String,
    pub access_token_lifetime: i64,
    pub refresh_token_lifetime: Option<i64>,
    pub site_url: Option<String>,
    pub description: Option<String>,
    pub logo_url: Option<String>,
    pub trusted: bool,
    pub verified: bool,
    pub state: String,
    pub owner_id: Option<i64>,
    /// Folded for finding: see [`crate::search`].
    pub searched: Option<String>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
