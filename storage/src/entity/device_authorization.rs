use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device_authorizations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub device_code: String,
    pub user_code: String,
    pub client_id: String,
    pub scope: String,
    pub address: Option<String>,
    pub user_agent: Option<String>,
    pub poll_interval: i64,
    pub next_poll_at: i64,
    pub state: String,
    pub user_id: Option<i64>,
    pub created_at: i64,
    pub expires_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
