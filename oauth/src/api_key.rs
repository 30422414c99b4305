//! Which application calls the API: what stands in the `X-API-KEY` header. A key names an application as its id and
//! secret do at the token endpoint, but opens nothing of a person's by itself.

use time::Duration;

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::model::{ApiKey, Client};
use crate::store::Store;
use crate::throttle::{ThrottleKey, count_wrong};
use crate::types::Secret;

/// Why a key does not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("this needs an API key in the X-API-KEY header")]
    Missing,
    #[error("the X-API-KEY header was sent more than once")]
    Repeated,
    #[error("the API key is not one of this server")]
    Unknown,
    #[error("the API key was revoked")]
    Revoked,
    #[error("the application of this API key has been suspended")]
    Suspended,
    #[error("too many wrong API keys, try again later")]
    TooManyTries { wait: Duration },
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::TooManyTries { .. } => ErrorCode::TooManyRequests,
            _ => ErrorCode::InvalidApiKey,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyTries { wait } => Some(*wait),
            _ => None,
        }
    }
}

/// Finds the application behind a key. Wrong keys are counted under `from`.
pub async fn authenticate(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    presented: &Secret,
    from: &ThrottleKey,
) -> Result<Client, OAuthError> {
    let wrong = match store.api_key(&presented.hash()).await? {
        Some(key) if key.revoked_at.is_none() => return application_of(store, &key).await,
        Some(_) => Error::Revoked,
        None => Error::Unknown,
    };
    // Only wrong keys are counted and held up. A key of 256 random bits is not guessed, with or without a wait; but one
    // forgotten program with an old key must not shut out every other one behind the same address.
    match count_wrong(ctx, store, from).await? {
        None => Err(wrong.into()),
        Some(wait) => Err(Error::TooManyTries { wait }.into()),
    }
}

async fn application_of(store: &dyn Store, key: &ApiKey) -> Result<Client, OAuthError> {
    let client = store.client(&key.client_id).await?.ok_or(Error::Unknown)?;
    if client.is_active() { Ok(client) } else { Err(Error::Suspended.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ClientState;
    use crate::store::{ApiKeys as _, Database as _};
    use crate::testing::{World, secret};
    use crate::throttle::Policy;
    use crate::types::ApiKeyId;

    async fn give_key(world: &World, client: &Client, text: &str) -> ApiKeyId {
        let id = ApiKeyId::from_stored(text.to_owned());
        let key = ApiKey {
            id: id.clone(),
            key: secret(text).hash(),
            client_id: client.id.clone(),
            name: String::new(),
            created_at: world.now,
            revoked_at: None,
        };
        world.db.create_api_key(&key).await.unwrap();
        id
    }

    async fn shown(world: &World, text: &str) -> String {
        let from = ThrottleKey::api_key_address("198.51.100.7");
        match authenticate(&world.ctx(), world.db.store(), &secret(text), &from).await {
            Ok(client) => client.id.to_string(),
            Err(error) => format!("{} {error:?}", error.code()),
        }
    }

    #[tokio::test]
    async fn a_wrong_revoked_or_suspended_key_lets_nobody_in() {
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        let suspended = world.register(Client { state: ClientState::Suspended, ..world.app("bad-app") }).await;
        give_key(&world, &app, "good").await;
        give_key(&world, &suspended, "suspended").await;
        let revoked = give_key(&world, &app, "revoked").await;
        world.db.revoke_api_key(&revoked, world.now).await.unwrap();
        assert_eq!(shown(&world, "Good").await, "invalid_api_key Protocol(Unknown)");
        assert_eq!(shown(&world, "revoked").await, "invalid_api_key Protocol(Revoked)");
        assert_eq!(shown(&world, "suspended").await, "invalid_api_key Protocol(Suspended)");
        assert_eq!(shown(&world, "good").await, "app");
    }

    #[tokio::test]
    async fn wrong_keys_wait_and_right_ones_never_do() {
        let mut world = World::new().await;
        let app = world.register(world.app("app")).await;
        give_key(&world, &app, "good").await;
        for _ in 0..Policy::WRONG_CREDENTIAL.free {
            assert_eq!(shown(&world, "bad").await, "invalid_api_key Protocol(Unknown)");
        }
        assert!(shown(&world, "bad").await.starts_with("too_many_requests"));
        assert_eq!(shown(&world, "good").await, "app");
        world.wait(Policy::WRONG_CREDENTIAL.longest_wait);
        assert_eq!(shown(&world, "bad").await, "invalid_api_key Protocol(Unknown)");
    }
}
