//! The device flow's other two endpoints (RFC 8628): the device asks for codes (§3.1, §3.2), the person answers
//! (§3.3). The polling between is [`crate::grant::device_code`].

use crate::audit;
use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::grant::GrantNotAllowed;
use crate::model::{Actor, AuditEvent, Client, DeviceAuthorization, DeviceState};
use crate::request::Params;
use crate::store::{DeviceDecision, Store, StoreError};
use crate::types::{ClientId, GrantType, Scope, Secret, UserCode, UserId};

/// Why a device gets no codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("scope holds a character that RFC 6749 section 3.3 does not allow")]
    MalformedScope,
    #[error("scope asks for more than this client may have")]
    WiderScope,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        ErrorCode::InvalidScope
    }

    fn section(&self) -> Option<&'static str> {
        Some("RFC 6749 §3.3")
    }

    fn parameter(&self) -> Option<&'static str> {
        Some("scope")
    }
}

/// A successful device authorization answer (RFC 8628 §3.2), not yet written as JSON.
#[derive(Debug)]
pub struct DeviceCodes {
    pub device_code: Secret,
    pub user_code: UserCode,
    pub verification_uri: String,
    pub verification_uri_complete: String,
    /// Seconds.
    pub expires_in: i64,
    /// Seconds between polls.
    pub interval: i64,
}

/// Where people type a code, below the issuer.
pub const VERIFICATION_PATH: &str = "/oauth/device";

/// Gives an authenticated client a pair of codes.
pub async fn authorize(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    client: &Client,
    params: &Params,
) -> Result<DeviceCodes, OAuthError> {
    if !client.may_use(GrantType::DeviceCode) {
        return Err(GrantNotAllowed.into());
    }
    let scope = requested_scope(client, params)?;
    let device_code = Secret::generate(ctx.entropy);
    let mut user_code = UserCode::generate(ctx.entropy);
    let mut device = DeviceAuthorization {
        device_code: device_code.hash(),
        user_code: user_code.hash(&ctx.config.pepper),
        client_id: client.id.clone(),
        scope,
        asked_from: ctx.from.clone(),
        interval: ctx.config.device_poll_interval,
        state: DeviceState::Pending,
        created_at: ctx.now,
        expires_at: ctx.now + ctx.config.device_code_lifetime,
    };
    // Two devices can draw the same short code; the store keeps one of them, the other draws again.
    let mut draws = 1;
    while let Err(error) = store.keep_device(&device).await {
        if !matches!(error, StoreError::Duplicate(_)) || draws == 5 {
            return Err(error.into());
        }
        user_code = UserCode::generate(ctx.entropy);
        device.user_code = user_code.hash(&ctx.config.pepper);
        draws += 1;
    }
    let verification_uri = ctx.config.issuer.join(VERIFICATION_PATH);
    Ok(DeviceCodes {
        device_code,
        verification_uri_complete: format!("{verification_uri}?user_code={user_code}"),
        verification_uri,
        user_code,
        expires_in: ctx.config.device_code_lifetime.whole_seconds(),
        interval: device.interval.whole_seconds(),
    })
}

fn requested_scope(client: &Client, params: &Params) -> Result<Scope, Error> {
    let asked = params.get("scope").map(str::parse::<Scope>).transpose().map_err(|_| Error::MalformedScope)?;
    client.allowed(asked).ok_or(Error::WiderScope)
}

/// The request behind a code a person typed. Unknown, used and expired codes are one answer: nobody learns which
/// codes exist (RFC 8628 §5.1).
pub async fn find(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    code: &UserCode,
) -> Result<Option<(DeviceAuthorization, Client)>, OAuthError> {
    let Some(device) = store.pending_device(&code.hash(&ctx.config.pepper), ctx.now).await? else { return Ok(None) };
    let client = store.client(&device.client_id).await?;
    Ok(client.map(|client| (device, client)))
}

/// What the person says to a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Connect,
    Refuse,
}

/// Gives the device the person's answer; `false` when it no longer waits for one.
pub async fn decide(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    (code, client): (&UserCode, &ClientId),
    user: UserId,
    decision: Decision,
) -> Result<bool, OAuthError> {
    let (decision, event) = match decision {
        Decision::Connect => (DeviceDecision::Approve(user), AuditEvent::DeviceApproved),
        Decision::Refuse => (DeviceDecision::Refuse, AuditEvent::DeviceRefused),
    };
    let decided = store.decide_device(&code.hash(&ctx.config.pepper), decision, ctx.now).await?;
    if decided {
        store.record(&audit::entry(ctx, event).by(Actor::Person(user)).client(client)).await?;
    }
    Ok(decided)
}
