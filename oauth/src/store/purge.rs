use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::Result;

/// Clearing away what nobody can use any more. See [`PurgeKind`] for what that is.
#[async_trait]
pub trait Purge {
    /// How many could go.
    async fn expired(&self, kind: PurgeKind, now: OffsetDateTime) -> Result<u64>;
    /// Deletes some of them; says how many. Call it again until it says none: many small steps keep nobody waiting.
    async fn purge(&self, kind: PurgeKind, now: OffsetDateTime, at_most: u64) -> Result<u64>;
}

/// What can be cleared away, and when. A family is *dead* when it was revoked, or when none of its access tokens and
/// refresh tokens is good any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PurgeKind {
    /// When it has expired.
    AccessTokens,
    /// When its family is dead: until then a used one shown again tells of a theft (RFC 9700 §4.14.2).
    RefreshTokens,
    /// When it has expired and its family is dead: until then its replay revokes tokens (RFC 6749 §4.1.2).
    AuthorizationCodes,
    /// Some time after it has expired: a late answer is told so (see [`LINGER`]).
    AuthorizationRequests,
    /// Some time after it has expired: a late poll is told so (RFC 8628 §3.5, see [`LINGER`]).
    DeviceCodes,
    /// A family none of whose tokens is left.
    Families,
    /// A key that has retired when the last token it can have signed has expired.
    SigningKeys,
    /// Tries that are long forgiven.
    Throttles,
    /// A one-time link some time after it has expired: a late click is told so (see [`LINGER`]).
    Tickets,
    /// A mistake of an application that it has not made again for [`PROBLEM_LIFETIME`].
    ClientProblems,
}

impl PurgeKind {
    /// Every kind, those first that others wait for: a code waits for its tokens, a family for both kinds.
    pub const ALL: [Self; 10] = [
        Self::AccessTokens,
        Self::RefreshTokens,
        Self::AuthorizationCodes,
        Self::AuthorizationRequests,
        Self::DeviceCodes,
        Self::Families,
        Self::SigningKeys,
        Self::Throttles,
        Self::Tickets,
        Self::ClientProblems,
    ];
}

/// How long what has expired is still known as expired, to those who come a little late. Also how long an instance may
/// go on signing with a key that another has retired, at the very most.
pub const LINGER: Duration = Duration::hours(1);
/// How long a developer can read of a mistake.
pub const PROBLEM_LIFETIME: Duration = Duration::days(30);
/// Tries this old count for nothing under any [`Policy`](crate::throttle::Policy).
pub const FORGIVEN: Duration = Duration::days(1);
