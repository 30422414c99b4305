use async_trait::async_trait;
use oauth::model::StoredKey;
use oauth::store::{Keys, StoreError};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use time::OffsetDateTime;

use crate::convert::{backend, instant, instant_opt, millis, parse};
use crate::entity::signing_key::{self, Column};
use crate::store::{Connections, SqlStore};

impl TryFrom<signing_key::Model> for StoredKey {
    type Error = StoreError;

    fn try_from(row: signing_key::Model) -> Result<Self, StoreError> {
        Ok(Self {
            kid: row.kid,
            algorithm: parse(&row.algorithm, "signing key")?,
            sealed_private_key: row.sealed_private_key,
            created_at: instant(row.created_at, "signing key")?,
            retired_at: instant_opt(row.retired_at, "signing key")?,
        })
    }
}

impl From<&StoredKey> for signing_key::Model {
    fn from(key: &StoredKey) -> Self {
        Self {
            kid: key.kid.clone(),
            algorithm: key.algorithm.as_str().to_owned(),
            sealed_private_key: key.sealed_private_key.clone(),
            created_at: millis(key.created_at),
            retired_at: key.retired_at.map(millis),
        }
    }
}

#[async_trait]
impl<C: Connections> Keys for SqlStore<C> {
    async fn signing_keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        let rows = signing_key::Entity::find()
            .order_by_desc(Column::CreatedAt)
            // Two of the same instant stand in the same order on every instance.
            .order_by_asc(Column::Kid)
            .all(self.reader())
            .await
            .map_err(backend)?;
        rows.into_iter().map(StoredKey::try_from).collect()
    }

    async fn add_signing_key(&self, key: &StoredKey) -> Result<(), StoreError> {
        self.insert_unique(signing_key::Model::from(key).into_active_model(), "this signing key").await?;
        Ok(())
    }

    async fn retire_signing_keys_but(&self, kid: &str, now: OffsetDateTime) -> Result<u64, StoreError> {
        let signing = signing_key::Entity::find()
            .select_only()
            .column(Column::Kid)
            .filter(Column::RetiredAt.is_null())
            .into_tuple::<String>()
            .all(self.writer())
            .await
            .map_err(backend)?;
        if !signing.iter().any(|signing| signing == kid) {
            return Ok(0);
        }
        // By name and not "all but": a key that somebody else is adding at this moment must not be waited for.
        let retired = signing_key::Entity::update_many()
            .col_expr(Column::RetiredAt, Expr::value(millis(now)))
            .filter(Column::Kid.is_in(signing.iter().filter(|signing| *signing != kid)))
            .filter(Column::RetiredAt.is_null())
            .exec(self.writer())
            .await
            .map_err(backend)?;
        Ok(retired.rows_affected)
    }

    async fn remove_signing_key(&self, kid: &str) -> Result<bool, StoreError> {
        let removed = signing_key::Entity::delete_many()
            .filter(Column::Kid.eq(kid))
            .filter(Column::RetiredAt.is_not_null())
            .exec(self.writer())
            .await
            .map_err(backend)?;
        Ok(removed.rows_affected == 1)
    }
}
