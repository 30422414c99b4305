use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::Result;
use crate::model::{AccessToken, AuditEntry, Client, Grant, RefreshToken, User};
use crate::password::PasswordHash;
use crate::throttle::SignInTry;
use crate::types::{ClientId, GrantId, SecretHash, TokenId, UserId};

/// Token families and their tokens.
#[async_trait]
pub trait Tokens {
    /// Writes what a token request gives and uses up what it costs: all of it or nothing. `false`, and nothing has
    /// happened, when that was spent before, when the family that goes on is not there, or when the one that would begin
    /// is that of a person who may no longer be acted for, or has another password than the one that was given.
    async fn issue(&self, issue: &Issue<'_>) -> Result<bool>;
    /// Every token of the family is dead from now on. Revoking twice is no error.
    async fn revoke_grant(&self, id: &GrantId, now: OffsetDateTime) -> Result<()>;
    /// Every family of this application is dead from now on; says how many were not before.
    async fn revoke_grants_of_client(&self, client: &ClientId, now: OffsetDateTime) -> Result<u64>;
    /// Every family of this person is dead from now on; says how many were not before.
    async fn revoke_grants_of_user(&self, user: UserId, now: OffsetDateTime) -> Result<u64>;
    /// Every family of this application for this person is dead from now on; says how many were not before.
    async fn revoke_grants_of(&self, user: UserId, client: &ClientId, now: OffsetDateTime) -> Result<u64>;
    /// This person's families that are alive: neither revoked nor without a token that is good, the latest first.
    async fn grants_of(&self, user: UserId, now: OffsetDateTime) -> Result<Vec<Grant>>;
    /// How many families of this application are alive.
    async fn count_grants_of_client(&self, client: &ClientId, now: OffsetDateTime) -> Result<u64>;
    /// How many people have one of them.
    async fn count_people_of_client(&self, client: &ClientId, now: OffsetDateTime) -> Result<u64>;
    /// Notes that a family was used, and from where.
    async fn touch_grant(&self, id: &GrantId, now: OffsetDateTime, address: Option<&str>) -> Result<()>;
    /// This token alone is dead from now on. Revoking twice is no error.
    async fn revoke_access_token(&self, id: &TokenId, now: OffsetDateTime) -> Result<()>;
    /// The token with `revoked_at` set when it or its family was revoked.
    async fn access_token(&self, id: &TokenId) -> Result<Option<AccessToken>>;
    /// The same, with the person it acts for.
    async fn bearer(&self, id: &TokenId) -> Result<Option<(AccessToken, Option<User>)>>;
    /// An application and a token, whether it is one of that application's or not, in one journey: for introspection,
    /// which a resource server may ask for with each of its own requests.
    async fn client_and_token(
        &self,
        client: &ClientId,
        token: &TokenId,
    ) -> Result<(Option<Client>, Option<AccessToken>)>;
    async fn refresh_token(&self, token: &SecretHash) -> Result<Option<(RefreshToken, Grant)>>;
    /// Exchanges a token for its successor.
    async fn redeem_refresh_token(&self, redeem: &RedeemRefresh<'_>) -> Result<RedeemedRefresh>;
}

/// What a token request gives, and what it costs.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'a> {
    pub spent: Spent<'a>,
    pub family: Family<'a>,
    pub access_token: &'a AccessToken,
    /// Stored unless it is there: a repeated refresh makes the same successor, and the first stays.
    pub refresh_token: Option<&'a RefreshToken>,
}

/// What can be exchanged for tokens once. Whose it is and whether it has expired, the rule has looked before.
#[derive(Clone, Copy, Debug)]
pub enum Spent<'a> {
    /// An application's own credentials, or a refresh token whose successor is given once more.
    Nothing,
    /// A person's password, which is still theirs.
    Password(&'a RightPassword),
    Code(&'a SecretHash),
    /// A device that its person has approved.
    Device(&'a SecretHash),
    RefreshToken(&'a SecretHash),
}

/// A password that was right when it was looked at.
#[derive(Clone, Debug)]
pub struct RightPassword {
    /// Of this very password. By now the person may have another, and has then ended what the old one could do.
    pub hash: PasswordHash,
    /// It is settled with the tokens.
    pub tried: SignInTry,
}

impl Spent<'_> {
    /// Whether this person can still give it.
    #[cfg(any(test, feature = "contract"))]
    pub(super) fn is_of(&self, user: &User) -> bool {
        match self {
            Self::Password(right) => {
                user.password.as_ref().is_some_and(|password| password.mark() == right.hash.mark())
            }
            Self::Nothing | Self::Code(_) | Self::Device(_) | Self::RefreshToken(_) => true,
        }
    }
}

/// The family the tokens belong to.
#[derive(Clone, Copy, Debug)]
pub enum Family<'a> {
    /// It begins, with its line in the audit log.
    Begins { grant: &'a Grant, line: &'a AuditEntry },
    /// It goes on, and was used from there.
    GoesOn { seen_from: Option<&'a str> },
}

/// One exchange of a refresh token.
#[derive(Clone, Copy, Debug)]
pub struct RedeemRefresh<'a> {
    pub token: &'a SecretHash,
    /// The hash of the one token that can follow it.
    pub successor: &'a SecretHash,
    pub now: OffsetDateTime,
    /// How long a repetition counts as a lost answer.
    pub grace: Duration,
}

impl RedeemRefresh<'_> {
    /// What presenting a token means that was used at this time.
    pub fn again(&self, used_at: OffsetDateTime, successor_used: bool) -> RedeemedRefresh {
        if !successor_used && self.now <= used_at + self.grace {
            RedeemedRefresh::Repeated
        } else {
            RedeemedRefresh::Reused
        }
    }
}

/// What presenting a refresh token came to. Whether it has expired or its family is revoked, the rule has looked
/// before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedeemedRefresh {
    Won,
    /// Used a moment ago and its successor has not been: the answer was lost, give it again.
    Repeated,
    /// Used long ago, or its successor was: somebody has a copy.
    Reused,
    Unknown,
}
