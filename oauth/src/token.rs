//! Which of our tokens a text is.

use crate::context::Ctx;
use crate::error::OAuthError;
use crate::jwt;
use crate::model::{AccessToken, Grant, RefreshToken};
use crate::store::Store;
use crate::types::{Secret, TokenId};

/// A token somebody presents by itself, to revoke it or to ask about it.
#[derive(Debug)]
pub enum Found {
    Access(Box<AccessToken>),
    Refresh(Box<RefreshToken>, Box<Grant>),
    Nothing,
}

impl From<Option<AccessToken>> for Found {
    fn from(found: Option<AccessToken>) -> Self {
        found.map_or(Self::Nothing, |token| Self::Access(Box::new(token)))
    }
}

/// A JWT has dots, an opaque token has none.
pub fn is_jwt(token: &Secret) -> bool {
    token.expose().contains('.')
}

/// Finds the row behind a token of any kind, alive or not. The hint clients may send is not needed (RFC 7009 §2.1,
/// RFC 7662 §2.1): a JWT shows what it is, and the two opaque kinds are each looked up by their hash.
pub async fn find(ctx: &Ctx<'_>, store: &dyn Store, token: &Secret) -> Result<Found, OAuthError> {
    if is_jwt(token) {
        let Ok(id) = jwt::verify(ctx, token.expose()) else { return Ok(Found::Nothing) };
        return Ok(store.access_token(&id).await?.into());
    }
    if let Some((token, grant)) = store.refresh_token(&token.hash()).await? {
        return Ok(Found::Refresh(Box::new(token), Box::new(grant)));
    }
    let id = TokenId::from_stored(token.hash().as_str().to_owned());
    Ok(store.access_token(&id).await?.into())
}
