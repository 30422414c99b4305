use time::{Duration, OffsetDateTime};

use crate::types::{ClientId, Scope, SecretHash, UserCodeHash, UserId};

/// A device waiting for a person to confirm its code (RFC 8628 §3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceAuthorization {
    pub device_code: SecretHash,
    pub user_code: UserCodeHash,
    pub client_id: ClientId,
    pub scope: Scope,
    /// Shown to the person, who may recognise their device by it (RFC 8628 §5.4).
    pub asked_from: AskedFrom,
    /// How long the device must wait between polls; grows with every `slow_down`.
    pub interval: Duration,
    pub state: DeviceState,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

/// Where a request came from: shown to people who wonder whether it was theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedFrom {
    pub address: Option<String>,
    pub user_agent: Option<String>,
}

/// What has become of a device's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    Pending,
    Approved {
        user_id: UserId,
    },
    Refused,
    /// The device has its answer; the code is worth nothing any more.
    Closed,
}
