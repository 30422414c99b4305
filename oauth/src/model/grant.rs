use time::OffsetDateTime;

use super::AskedFrom;
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
    /// Where it was begun: the browser of whoever allowed it, the device that asked, or the application's server.
    pub asked_from: AskedFrom,
    /// Noted every [`USED_EVERY`](crate::issue::USED_EVERY) at most: not every call is worth a write.
    pub last_used_at: OffsetDateTime,
    /// The address it was last used from.
    pub last_used_from: Option<String>,
}
