use async_trait::async_trait;
use oauth::model::StoredKey;
use oauth::store::{Keys, StoreError};
use sea_orm::{EntityTrait as _, IntoActiveModel as _, QueryOrder as _};

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
}
