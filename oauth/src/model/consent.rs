use time::OffsetDateTime;

use crate::types::{ClientId, Scope, UserId};

/// What a person has allowed an application before, so that they are not asked the same twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    pub user_id: UserId,
    pub client_id: ClientId,
    pub scope: Scope,
    /// What was asked and could be left out, and was: they are not asked for it again and again.
    pub declined: Scope,
    pub granted_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

impl Consent {
    /// What is still allowed at this time.
    pub fn scope_at(&self, now: OffsetDateTime) -> Scope {
        if now < self.expires_at { self.scope.clone() } else { Scope::default() }
    }
}
