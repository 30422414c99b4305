//! The device code grant (RFC 8628 §3.4, §3.5): a device asks, again and again, whether its person has answered.

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::issue::{self, Minted, PersonGone};
use crate::model::Client;
use crate::request::DeviceCodeRequest;
use crate::store::{PolledDevice, Spent, Store};
use crate::types::{GrantType, Subject};

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

    fn section(&self) -> Option<&'static str> {
        // Everything else is how polling goes.
        matches!(self, Self::Unknown).then_some("RFC 8628 §3.5")
    }

    fn parameter(&self) -> Option<&'static str> {
        Some("device_code")
    }
}

pub(crate) async fn exchange(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    client: &Client,
    request: &DeviceCodeRequest,
) -> Result<Minted, OAuthError> {
    let code = request.device_code.hash();
    let (device, user_id) = match store.poll_device(&code, &client.id, ctx.now).await? {
        PolledDevice::Approved { device, user_id } => (device, user_id),
        PolledDevice::Pending => return Err(Error::AuthorizationPending.into()),
        PolledDevice::TooFast => return Err(Error::SlowDown.into()),
        PolledDevice::Refused => return Err(Error::AccessDenied.into()),
        PolledDevice::Expired => return Err(Error::ExpiredToken.into()),
        PolledDevice::Unknown => return Err(Error::Unknown.into()),
    };
    let grant = issue::new_family(ctx, client, GrantType::DeviceCode, Subject::User(user_id), device.scope);
    if let Some(minted) = issue::first_tokens(ctx, store, client, &grant, Spent::Device(&code)).await? {
        return Ok(minted);
    }
    match store.user(user_id).await? {
        // Another poll took the answer at this very moment.
        Some(person) if person.is_active() => Err(Error::Unknown.into()),
        _ => Err(PersonGone.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::{self, Decision, DeviceCodes};
    use crate::testing::{World, code_of, params};
    use time::Duration;

    async fn asked() -> (World, Client, DeviceCodes) {
        let world = World::new().await;
        let tv = world.register(world.app("tv")).await;
        let codes = device::authorize(&world.ctx(), &world.db, &tv, &params(&[])).await.unwrap();
        (world, tv, codes)
    }

    async fn poll(world: &World, client: &Client, codes: &DeviceCodes) -> Result<Minted, OAuthError> {
        let grant_type = ("grant_type", GrantType::DeviceCode.as_str());
        world.exchange(client, &[grant_type, ("device_code", codes.device_code.expose())]).await
    }

    async fn decide(world: &World, codes: &DeviceCodes, decision: Decision) -> bool {
        device::decide(&world.ctx(), &world.db, (&codes.user_code, &"tv".parse().unwrap()), world.person, decision)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_device_waits_is_slowed_down_and_then_gets_its_tokens_once() {
        // rows 28, 29, 33, 34 (RFC 8628 §3.5)
        let (mut world, tv, codes) = asked().await;
        assert_eq!((codes.expires_in, codes.interval), (600, 5));
        assert_eq!(code_of(poll(&world, &tv, &codes).await), ErrorCode::AuthorizationPending);
        world.wait(Duration::seconds(4));
        assert_eq!(code_of(poll(&world, &tv, &codes).await), ErrorCode::SlowDown);
        world.wait(Duration::seconds(6));
        assert_eq!(code_of(poll(&world, &tv, &codes).await), ErrorCode::SlowDown, "10 seconds now, for good");
        world.wait(Duration::seconds(15));
        assert_eq!(code_of(poll(&world, &tv, &codes).await), ErrorCode::AuthorizationPending);

        assert!(decide(&world, &codes, Decision::Connect).await);
        world.wait(Duration::seconds(15));
        assert_eq!(poll(&world, &tv, &codes).await.unwrap().scope.to_string(), "read");
        assert_eq!(code_of(poll(&world, &tv, &codes).await), ErrorCode::InvalidGrant);
    }

    #[tokio::test]
    async fn a_refusal_is_heard_once() {
        // row 37
        let (world, tv, codes) = asked().await;
        assert!(decide(&world, &codes, Decision::Refuse).await);
        assert!(!decide(&world, &codes, Decision::Connect).await, "the first answer stands");
        assert_eq!(code_of(poll(&world, &tv, &codes).await), ErrorCode::AccessDenied);
        assert_eq!(code_of(poll(&world, &tv, &codes).await), ErrorCode::InvalidGrant);
    }

    #[tokio::test]
    async fn an_approved_code_is_nothing_to_another_client() {
        // row 35 (RFC 8628 §3.4)
        let (world, tv, codes) = asked().await;
        let thief = world.register(world.app("thief")).await;
        assert!(decide(&world, &codes, Decision::Connect).await);
        assert_eq!(code_of(poll(&world, &thief, &codes).await), ErrorCode::InvalidGrant);
        assert!(poll(&world, &tv, &codes).await.is_ok());
    }

    #[tokio::test]
    async fn after_ten_minutes_the_device_hears_that_it_is_too_late() {
        // row 33 (RFC 8628 §3.5)
        let (mut world, tv, codes) = asked().await;
        world.wait(Duration::seconds(600));
        assert!(!decide(&world, &codes, Decision::Connect).await);
        assert_eq!(code_of(poll(&world, &tv, &codes).await), ErrorCode::ExpiredToken);
    }
}
