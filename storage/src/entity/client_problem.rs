use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_problems")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub client_id: String,
    pub endpoint: String,
    pub error: String,
    pub rule: String,
    pub received: Option<String>,
    pub registered: Option<String>,
    pub section: Option<String>,
    pub first_at: i64,
    pub last_at: i64,
    pub times: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
