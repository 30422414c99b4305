use time::OffsetDateTime;

use crate::types::{ClientId, GrantId, Scope, SecretHash, Subject, TokenId};

/// The row behind an access token: it can be revoked at once and seen by its owner. The token itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    pub id: TokenId,
    pub grant_id: GrantId,
    pub client_id: ClientId,
    pub subject: Subject,
    pub scope: Scope,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    /// Set when the token or its whole family was taken back.
    pub revoked_at: Option<OffsetDateTime>,
    /// When its family was last used, as far as it was noted ([`Grant::last_used_at`](super::Grant::last_used_at)).
    pub last_used_at: OffsetDateTime,
}

impl AccessToken {
    /// Whether it opens anything at this time.
    pub fn is_active(&self, now: OffsetDateTime) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// One link of a family's chain of refresh tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    pub token: SecretHash,
    pub grant_id: GrantId,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    /// When it was exchanged for its successor.
    pub used_at: Option<OffsetDateTime>,
}
