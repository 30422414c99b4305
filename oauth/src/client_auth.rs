//! Who asks: a client shows its id, and its secret by exactly one method if it has one (RFC 6749 §2.3).

use time::{Duration, OffsetDateTime};

use crate::audit;
use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::model::{AuditEntry, AuditEvent, Client, ClientAuthentication};
use crate::store::Store;
use crate::throttle::{ThrottleKey, count_wrong};
use crate::types::{ClientId, Secret};

/// What a request shows. That two methods at once are refused, the border has seen to.
#[derive(Debug)]
pub enum Presented {
    /// Nothing at all.
    Nothing,
    /// An id alone, as a public client does.
    Id(String),
    /// An id and a secret, in the `Authorization` header or in the body.
    Secret { id: String, secret: Secret },
}

impl Presented {
    /// Who it says it is, when that can be the name of a client.
    pub fn client_id(&self) -> Option<ClientId> {
        match self {
            Self::Nothing => None,
            Self::Id(id) | Self::Secret { id, .. } => id.parse().ok(),
        }
    }
}

/// Why a client is not let in. All but the last are `invalid_client`; the log knows which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("client authentication is missing: send client_id, and client_secret if the client has one")]
    Missing,
    #[error("client authentication failed")]
    UnknownClient,
    #[error("client authentication failed")]
    WrongSecret,
    #[error("this client has a secret and must send it")]
    SecretRequired,
    #[error("client authentication failed")]
    SecretUnexpected,
    #[error("this client has been suspended")]
    Suspended,
    #[error("too many wrong secrets, try again later")]
    TooManyTries { wait: Duration },
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::TooManyTries { .. } => ErrorCode::TooManyRequests,
            _ => ErrorCode::InvalidClient,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyTries { wait } => Some(*wait),
            _ => None,
        }
    }

    fn section(&self) -> Option<&'static str> {
        match self {
            Self::SecretRequired | Self::SecretUnexpected | Self::WrongSecret => Some("RFC 6749 §2.3.1"),
            // The rest names nobody, or somebody who has been told.
            _ => None,
        }
    }

    fn parameter(&self) -> Option<&'static str> {
        Some("client_secret")
    }
}

/// Finds and authenticates the client that calls from this address.
pub async fn authenticate(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    presented: &Presented,
    address: &str,
) -> Result<Client, OAuthError> {
    let found = match presented.client_id() {
        Some(id) => store.client(&id).await?,
        None => None,
    };
    authenticate_found(ctx, store, presented, address, found).await
}

/// [`authenticate`], for who has looked the client up already.
pub async fn authenticate_found(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    presented: &Presented,
    address: &str,
    found: Option<Client>,
) -> Result<Client, OAuthError> {
    let (id, secret) = match presented {
        Presented::Nothing => return Err(Error::Missing.into()),
        Presented::Id(id) => (id, None),
        Presented::Secret { id, secret } => (id, Some(secret)),
    };
    match identify(found, secret, ctx.now) {
        // Only wrong secrets are counted and held up: a right one is nothing that guessing finds.
        Err(refusal) if secret.is_some() => {
            match count_wrong(ctx, store, &ThrottleKey::client_secret(id, address)).await? {
                None => {
                    let failed = audit::entry(ctx, AuditEvent::ClientAuthenticationFailed);
                    let client_id = id.parse().ok();
                    store.record(&AuditEntry { client_id, ..failed }.detail(refusal.code().as_str())).await?;
                    Err(refusal.into())
                }
                Some(wait) => Err(Error::TooManyTries { wait }.into()),
            }
        }
        other => Ok(other?),
    }
}

fn identify(found: Option<Client>, secret: Option<&Secret>, now: OffsetDateTime) -> Result<Client, Error> {
    let client = found.ok_or(Error::UnknownClient)?;
    match (&client.authentication, secret) {
        (ClientAuthentication::Public, None) => {}
        // A secret nobody gave it: something is mixed up, and guessing which is not ours to do.
        (ClientAuthentication::Public, Some(_)) => return Err(Error::SecretUnexpected),
        (ClientAuthentication::Confidential { .. }, None) => return Err(Error::SecretRequired),
        (ClientAuthentication::Confidential { secrets }, Some(secret)) => {
            if !secrets.iter().any(|known| known.counts(now) && known.hash.matches(secret)) {
                return Err(Error::WrongSecret);
            }
        }
    }
    // Only after the secret: whether an app is suspended is for the app alone to know.
    if !client.is_active() {
        return Err(Error::Suspended);
    }
    Ok(client)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ClientState;
    use crate::testing::{World, code_of, secret};
    use crate::throttle::Policy;

    async fn authenticate_as(world: &World, id: &str, shown: Option<&str>) -> Result<Client, OAuthError> {
        let id = id.to_owned();
        let presented = match shown {
            None => Presented::Id(id),
            Some(text) => Presented::Secret { id, secret: secret(text) },
        };
        authenticate(&world.ctx(), &world.db, &presented, "192.0.2.1").await
    }

    #[tokio::test]
    async fn who_cannot_prove_who_they_are_is_not_let_in() {
        // rows 15, 36 (RFC 6749 §5.2)
        let world = World::new().await;
        world.register(world.app("app")).await;
        world.register(Client { authentication: ClientAuthentication::Public, ..world.app("public-app") }).await;
        world.register(Client { state: ClientState::Suspended, ..world.app("bad-app") }).await;
        for (id, shown) in [
            ("nobody", None),
            ("nobody", Some("app-secret")),
            ("app", None),
            ("app", Some("wrong")),
            ("public-app", Some("app-secret")),
            ("bad-app", Some("app-secret")),
            ("12345", Some("app-secret")),
        ] {
            let code = code_of(authenticate_as(&world, id, shown).await);
            assert_eq!(code, ErrorCode::InvalidClient, "{id} {shown:?}");
        }
        assert_eq!(
            code_of(authenticate(&world.ctx(), &world.db, &Presented::Nothing, "192.0.2.1").await),
            ErrorCode::InvalidClient
        );
    }

    #[tokio::test]
    async fn a_secret_or_the_lack_of_one_proves_the_client() {
        let world = World::new().await;
        world.register(world.app("app")).await;
        world.register(Client { authentication: ClientAuthentication::Public, ..world.app("public-app") }).await;
        assert!(authenticate_as(&world, "app", Some("app-secret")).await.is_ok());
        assert!(authenticate_as(&world, "public-app", None).await.is_ok());
    }

    #[tokio::test]
    async fn wrong_secrets_are_slowed_down_and_a_right_one_never_is() {
        // row 104 (RFC 9700 §4, for clients)
        let world = World::new().await;
        world.register(world.app("app")).await;
        let mut codes = Vec::new();
        for _ in 0..=Policy::WRONG_CREDENTIAL.free {
            codes.push(code_of(authenticate_as(&world, "app", Some("wrong")).await));
        }
        assert_eq!(codes.pop(), Some(ErrorCode::TooManyRequests));
        assert!(codes.iter().all(|code| *code == ErrorCode::InvalidClient));
        assert!(authenticate_as(&world, "app", Some("app-secret")).await.is_ok());
    }
}
