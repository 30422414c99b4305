use async_trait::async_trait;
use time::OffsetDateTime;

use super::Result;
use crate::model::DeviceAuthorization;
use crate::types::{ClientId, SecretHash, UserCodeHash, UserId};

/// Devices waiting for a person (RFC 8628).
#[async_trait]
pub trait Devices {
    /// Fails with [`StoreError::Duplicate`] when the user code is in use.
    async fn keep_device(&self, device: &DeviceAuthorization) -> Result<()>;
    /// One device's poll: counts it, slows it down, or uses a refusal up. Another client's poll changes nothing.
    async fn poll_device(&self, code: &SecretHash, client: &ClientId, now: OffsetDateTime) -> Result<PolledDevice>;
    /// The request behind a user code, while it is pending and unexpired; anything else is `None`.
    async fn pending_device(&self, code: &UserCodeHash, now: OffsetDateTime) -> Result<Option<DeviceAuthorization>>;
    /// The request behind a user code whatever its state and age, for whoever answered it.
    async fn device(&self, code: &UserCodeHash) -> Result<Option<DeviceAuthorization>>;
    /// The person's answer, to a pending, unexpired request only. `true` for exactly one caller.
    async fn decide_device(&self, code: &UserCodeHash, decision: DeviceDecision, now: OffsetDateTime) -> Result<bool>;
    /// The devices of this application, or of every one, that this person approved, and that have not fetched it, will
    /// hear of a refusal; says how many.
    async fn withdraw_approvals(&self, user: UserId, client: Option<&ClientId>) -> Result<u64>;
}

/// What the person says to a device's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceDecision {
    Approve(UserId),
    Refuse,
}

/// What a device's poll came to (RFC 8628 §3.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolledDevice {
    Pending,
    /// Sooner than its interval, which has now grown by five seconds for good.
    TooFast,
    /// [`Tokens::issue`](super::Tokens::issue) uses the approval up, for one of those who hear of it.
    Approved {
        device: Box<DeviceAuthorization>,
        user_id: UserId,
    },
    /// The one poll that hears of the refusal.
    Refused,
    Expired,
    /// Never issued, already answered, or another client's.
    Unknown,
}
