use time::OffsetDateTime;

use crate::types::{ClientId, GrantId, GrantType, Scope, Subject};

/// A token family: what one approval gave. Every token of it dies with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub id: GrantId,
    pub client_id: ClientId,
    pub subject: Subject,
    /// The whole of what was allowed; a refreshed access token may carry less.
    pub scope: Scope,
    /// Which grant began it.
    pub origin: GrantType,
    pub created_at: OffsetDateTime,
    /// No refresh reaches beyond this.
    pub expires_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
}
