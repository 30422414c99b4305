use async_trait::async_trait;
use time::OffsetDateTime;

use super::Lock;
use crate::model::ApiKey;
use crate::store::{ApiKeys, Result, StoreError};
use crate::types::{ApiKeyId, SecretHash};

#[async_trait]
impl<L: Lock> ApiKeys for L {
    async fn create_api_key(&self, key: &ApiKey) -> Result<()> {
        let mut state = self.lock().await;
        if state.api_keys.iter().any(|other| other.id == key.id || other.key == key.key) {
            return Err(StoreError::Duplicate("this API key"));
        }
        state.api_keys.push(key.clone());
        Ok(())
    }

    async fn api_key(&self, key: &SecretHash) -> Result<Option<ApiKey>> {
        Ok(self.lock().await.api_keys.iter().find(|known| known.key == *key).cloned())
    }

    async fn api_keys(&self) -> Result<Vec<ApiKey>> {
        let mut keys = self.lock().await.api_keys.clone();
        keys.sort_by(|a, b| b.created_at.cmp(&a.created_at).then_with(|| a.id.cmp(&b.id)));
        Ok(keys)
    }

    async fn revoke_api_key(&self, id: &ApiKeyId, now: OffsetDateTime) -> Result<bool> {
        let mut state = self.lock().await;
        let living = state.api_keys.iter_mut().find(|key| key.id == *id && key.revoked_at.is_none());
        Ok(living.map(|key| key.revoked_at = Some(now)).is_some())
    }
}
