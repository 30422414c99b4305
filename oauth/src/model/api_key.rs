use time::OffsetDateTime;

use crate::types::{ApiKeyId, ClientId, SecretHash};

/// What identifies an application to the API in the `X-API-KEY` header. The key itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub key: SecretHash,
    /// The application it belongs to.
    pub client_id: ClientId,
    /// What the key is for, in the words of whoever made it. May be empty.
    pub name: String,
    pub created_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
}
