//! The device code grant (RFC 8628 §3.4, §3.5): a device asks, again and again, whether its person has answered.

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::issue::{self, Minted};
use crate::model::{Client, Grant};
use crate::request::DeviceCodeRequest;
use crate::store::{PolledDevice, Store};
use crate::types::{GrantId, GrantType, Subject};

/// Why a poll gets no token, yet or for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the person has not answered yet: poll again after the interval")]
    AuthorizationPending,
    #[error("polled too soon: the interval has grown by 5 seconds")]
    SlowDown,
    #[error("the person refused")]
    AccessDenied,
    #[error("the device code has expired: start again")]
    ExpiredToken,
    #[error("the device code is unknown, was used, or was issued to another client")]
    Unknown,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::AuthorizationPending => ErrorCode::AuthorizationPending,
            Self::SlowDown => ErrorCode::SlowDown,
            Self::AccessDenied => ErrorCode::AccessDenied,
            Self::ExpiredToken => ErrorCode::ExpiredToken,
            Self::Unknown => ErrorCode::InvalidGrant,
        }
    }
}

pub(crate) async fn exchange(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    client: &Client,
    request: &DeviceCodeRequest,
) -> Result<Minted, OAuthError> {
    let (device, user_id) = match store.poll_device(&request.device_code.hash(), &client.id, ctx.now).await? {
        PolledDevice::Approved { device, user_id } => (device, user_id),
        PolledDevice::Pending => return Err(Error::AuthorizationPending.into()),
        PolledDevice::TooFast => return Err(Error::SlowDown.into()),
        PolledDevice::Refused => return Err(Error::AccessDenied.into()),
        PolledDevice::Expired => return Err(Error::ExpiredToken.into()),
        PolledDevice::Unknown => return Err(Error::Unknown.into()),
    };
    let grant = Grant {
        id: GrantId::generate(ctx.entropy),
        client_id: client.id.clone(),
        subject: Subject::User(user_id),
        scope: device.scope,
        origin: GrantType::DeviceCode,
        created_at: ctx.now,
        expires_at: ctx.now + ctx.config.grant_lifetime,
        revoked_at: None,
    };
    issue::first_tokens(ctx, store, client, &grant).await
}
