//! The resource owner password credentials grant (RFC 6749 §4.3). OAuth 2.1 has dropped it and RFC 9700 §2.4 says not to
//! use it: it is here for old clients of the house, off unless the client's record has it.

use async_trait::async_trait;
use time::Duration;

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::issue::{self, Minted};
use crate::model::Client;
use crate::request::PasswordRequest;
use crate::store::{RightPassword, Spent, Store, StoreError};
use crate::types::{GrantType, Secret, Subject, UserId};

/// Whoever can tell whether an e-mail and a password are somebody's. Hashing is slow and guesses are counted, so this
/// is not a verb of the store.
#[async_trait]
pub trait ResourceOwners: Send + Sync {
    async fn authenticate(&self, username: &str, password: &Secret) -> Result<Authenticated, StoreError>;
}

/// What a person's credentials came to.
#[derive(Clone, Debug)]
pub enum Authenticated {
    /// They are this person's. That the try was right is noted with the tokens.
    Right(UserId, RightPassword),
    Wrong,
    TooManyTries {
        wait: Duration,
    },
    Busy,
}

/// Why a password gets no tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the e-mail address or the password is wrong")]
    WrongCredentials,
    #[error("too many wrong passwords, try again later")]
    TooManyTries { wait: Duration },
    #[error("too busy, try again in a moment")]
    Busy,
    #[error("scope asks for more than this client may have")]
    WiderScope,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongCredentials => ErrorCode::InvalidGrant,
            Self::TooManyTries { .. } => ErrorCode::TooManyRequests,
            Self::Busy => ErrorCode::TemporarilyUnavailable,
            Self::WiderScope => ErrorCode::InvalidScope,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyTries { wait } => Some(*wait),
            Self::Busy => Some(Duration::seconds(2)),
            _ => None,
        }
    }

    fn section(&self) -> Option<&'static str> {
        matches!(self, Self::WiderScope).then_some("RFC 6749 §3.3")
    }

    fn parameter(&self) -> Option<&'static str> {
        matches!(self, Self::WiderScope).then_some("scope")
    }
}

/// Begins the family of somebody who gave their password.
pub(crate) async fn exchange(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    owners: &dyn ResourceOwners,
    client: &Client,
    request: &PasswordRequest,
) -> Result<Minted, OAuthError> {
    // Before anybody's password: it is worth no hash, and no try.
    let scope = client.allowed(request.scope.clone()).ok_or(Error::WiderScope)?;
    let (owner, password) = match owners.authenticate(&request.username, &request.password).await? {
        Authenticated::Right(owner, password) => (owner, password),
        Authenticated::Wrong => return Err(Error::WrongCredentials.into()),
        Authenticated::TooManyTries { wait } => return Err(Error::TooManyTries { wait }.into()),
        Authenticated::Busy => return Err(Error::Busy.into()),
    };
    let grant = issue::new_family(ctx, client, GrantType::Password, Subject::User(owner), scope);
    let minted = issue::first_tokens(ctx, store, client, &grant, Spent::Password(&password)).await?;
    // Suspended in between, or with another password: to a program one is as good as the other.
    minted.ok_or_else(|| Error::WrongCredentials.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{World, code_of};

    const GRANT: [(&str, &str); 2] = [("grant_type", "password"), ("username", "zoe@example.com")];

    #[tokio::test]
    async fn the_grant_is_off_unless_the_client_has_it() {
        // row 22
        let world = World::new().await;
        let mut app = world.app("app");
        app.grant_types.remove(&GrantType::Password);
        let app = world.register(app).await;
        let pairs = [&GRANT[..], &[("password", "open sesame")]].concat();
        assert_eq!(code_of(world.exchange(&app, &pairs).await), ErrorCode::UnauthorizedClient);
    }

    #[tokio::test]
    async fn the_right_password_gives_a_family_of_tokens_and_a_wrong_one_nothing() {
        // RFC 6749 §4.3
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        let wrong = [&GRANT[..], &[("password", "open")]].concat();
        assert_eq!(code_of(world.exchange(&app, &wrong).await), ErrorCode::InvalidGrant);
        assert_eq!(code_of(world.exchange(&app, &GRANT).await), ErrorCode::InvalidRequest);
        let right = [&GRANT[..], &[("password", "open sesame")]].concat();
        let minted = world.exchange(&app, &right).await.unwrap();
        assert!(world.opens(&minted).await && minted.refresh_token.is_some());
    }
}
