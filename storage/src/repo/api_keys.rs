use async_trait::async_trait;
use oauth::model::ApiKey;
use oauth::store::{ApiKeys, StoreError};
use oauth::types::{ApiKeyId, SecretHash};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _};
use time::OffsetDateTime;

use crate::convert::{backend, instant, instant_opt, millis, parse, parsed};
use crate::entity::api_key::{self, Column};
use crate::store::{Connections, SqlStore};

const WHAT: &str = "API key";

impl TryFrom<api_key::Model> for ApiKey {
    type Error = StoreError;

    fn try_from(row: api_key::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: ApiKeyId::from_stored(row.id),
            key: SecretHash::from_stored(row.key_hash),
            client_id: parse(&row.client_id, WHAT)?,
            name: row.name,
            created_at: instant(row.created_at, WHAT)?,
            revoked_at: instant_opt(row.revoked_at, WHAT)?,
        })
    }
}

impl From<&ApiKey> for api_key::Model {
    fn from(key: &ApiKey) -> Self {
        Self {
            id: key.id.as_str().to_owned(),
            key_hash: key.key.as_str().to_owned(),
            client_id: key.client_id.as_str().to_owned(),
            name: key.name.clone(),
            created_at: millis(key.created_at),
            revoked_at: key.revoked_at.map(millis),
        }
    }
}

#[async_trait]
impl<C: Connections> ApiKeys for SqlStore<C> {
    async fn create_api_key(&self, key: &ApiKey) -> Result<(), StoreError> {
        self.insert_unique(api_key::Model::from(key).into_active_model(), "this API key").await?;
        Ok(())
    }

    async fn api_key(&self, key: &SecretHash) -> Result<Option<ApiKey>, StoreError> {
        parsed(api_key::Entity::find().filter(Column::KeyHash.eq(key.as_str())).one(self.reader()).await)
    }

    async fn api_keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let rows = api_key::Entity::find()
            .order_by_desc(Column::CreatedAt)
            .order_by_asc(Column::Id)
            .all(self.reader())
            .await
            .map_err(backend)?;
        rows.into_iter().map(ApiKey::try_from).collect()
    }

    async fn revoke_api_key(&self, id: &ApiKeyId, now: OffsetDateTime) -> Result<bool, StoreError> {
        let revoked = api_key::Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(millis(now)))
            .filter(Column::Id.eq(id.as_str()))
            .filter(Column::RevokedAt.is_null())
            .exec(self.writer())
            .await
            .map_err(backend)?;
        Ok(revoked.rows_affected == 1)
    }
}
