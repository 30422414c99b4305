use async_trait::async_trait;
use time::OffsetDateTime;

use super::Result;
use crate::model::{AuthorizationCode, AuthorizationRequest, Client, Consent, ScopeEntry};
use crate::types::{ClientId, GrantId, SecretHash, UserId};

/// Authorization requests and codes (RFC 6749 §4.1).
#[async_trait]
pub trait Authorizations {
    async fn keep_request(&self, request: &AuthorizationRequest) -> Result<()>;
    /// The request whatever its state and age: the page for a late or repeated answer needs it too. With it the
    /// application that asks, what for, and what this person remembers to have allowed it.
    async fn request(&self, id: &SecretHash, user: Option<UserId>) -> Result<Option<Question>>;
    /// Marks a waiting, unexpired request as answered. `true` for exactly one caller.
    async fn answer_request(&self, id: &SecretHash, now: OffsetDateTime) -> Result<bool>;
    async fn store_code(&self, code: &AuthorizationCode) -> Result<()>;
    /// A code of this client, used or not.
    async fn code(&self, code: &SecretHash, client: &ClientId) -> Result<Option<FoundCode>>;
    /// Uses up a code of this client; another client's attempt leaves it untouched.
    async fn redeem_code(&self, code: &SecretHash, client: &ClientId, now: OffsetDateTime) -> Result<RedeemedCode>;
    /// The codes that this person's yes gave this application, or every one, and that are not redeemed, are unknown from
    /// now on; says how many there were. Before their families are revoked, so that none is begun in between.
    async fn forget_codes(&self, user: UserId, client: Option<&ClientId>) -> Result<u64>;
}

/// A request, and what decides whether anybody is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub request: AuthorizationRequest,
    pub client: Client,
    /// Expired or not.
    pub consent: Option<Consent>,
    /// What the registry says of the scopes that are asked for, by name.
    pub scopes: Vec<ScopeEntry>,
}

/// A code as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCode {
    pub code: AuthorizationCode,
    pub used: bool,
}

/// What using up an authorization code came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedeemedCode {
    /// The first and only time. It may have expired: the rule looks.
    Won(Box<AuthorizationCode>),
    /// Used before: the family it began must die (RFC 6749 §4.1.2).
    Replayed(GrantId),
    /// Never issued, purged, or another client's.
    Unknown,
}
