//! Who asks: a client shows its id, and its secret by exactly one method if it has one (RFC 6749 §2.3).

use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::model::{Client, ClientAuthentication, ClientState};
use crate::store::Store;
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

/// Why a client is not let in. All are `invalid_client`; the log knows which.
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
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        ErrorCode::InvalidClient
    }
}

/// Finds and authenticates the client.
pub async fn authenticate(store: &dyn Store, presented: &Presented) -> Result<Client, OAuthError> {
    let (id, secret) = match presented {
        Presented::Nothing => return Err(Error::Missing.into()),
        Presented::Id(id) => (id, None),
        Presented::Secret { id, secret } => (id, Some(secret)),
    };
    let id: ClientId = id.parse().map_err(|_| Error::UnknownClient)?;
    let client = store.client(&id).await?.ok_or(Error::UnknownClient)?;
    match (&client.authentication, secret) {
        (ClientAuthentication::Public, None) => {}
        // A secret nobody gave it: something is mixed up, and guessing which is not ours to do.
        (ClientAuthentication::Public, Some(_)) => return Err(Error::SecretUnexpected.into()),
        (ClientAuthentication::Confidential { .. }, None) => return Err(Error::SecretRequired.into()),
        (ClientAuthentication::Confidential { secrets }, Some(secret)) => {
            if !secrets.iter().any(|hash| hash.matches(secret)) {
                return Err(Error::WrongSecret.into());
            }
        }
    }
    // Only after the secret: whether an app is suspended is for the app alone to know.
    if client.state == ClientState::Suspended {
        return Err(Error::Suspended.into());
    }
    Ok(client)
}
