//! What an access token opens (RFC 6750).

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::jwt::{self, InvalidJwt};
use crate::model::AccessToken;
use crate::store::Store;
use crate::types::{Secret, TokenId};

/// Why an access token opens nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the access token is not one of this server")]
    Unknown,
    /// As [`Error::Unknown`], but another instance may have signed it with a newer key.
    #[error("the access token is not one of this server")]
    UnknownKey,
    #[error("the access token has expired")]
    Expired,
    #[error("the access token was revoked")]
    Revoked,
    #[error("the access token does not carry the scope this needs")]
    InsufficientScope,
    #[error("this needs a token that a person has allowed, and this one is an application's own")]
    NoPerson,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::InsufficientScope | Self::NoPerson => ErrorCode::InsufficientScope,
            _ => ErrorCode::InvalidToken,
        }
    }
}

/// Finds the living token behind what a request presents.
pub async fn authenticate(ctx: &Ctx<'_>, store: &dyn Store, presented: &Secret) -> Result<AccessToken, OAuthError> {
    // A JWT has dots, an opaque token has none.
    let id = if presented.expose().contains('.') {
        jwt::verify(ctx, presented.expose()).map_err(|error| match error {
            InvalidJwt::UnknownKey => Error::UnknownKey,
            InvalidJwt::Malformed | InvalidJwt::NotOurs => Error::Unknown,
        })?
    } else {
        TokenId::from_stored(presented.hash().as_str().to_owned())
    };
    let token = store.access_token(&id).await?.ok_or(Error::Unknown)?;
    if token.revoked_at.is_some() {
        return Err(Error::Revoked.into());
    }
    if token.expires_at <= ctx.now {
        return Err(Error::Expired.into());
    }
    Ok(token)
}
