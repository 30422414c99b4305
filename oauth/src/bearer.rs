//! What an access token opens (RFC 6750).

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::issue::USED_EVERY;
use crate::jwt;
use crate::model::{AccessToken, User};
use crate::store::Store;
use crate::token::is_jwt;
use crate::types::{Secret, TokenId};

/// Why an access token opens nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the access token is not one of this server")]
    Unknown,
    #[error("the access token has expired")]
    Expired,
    #[error("the access token was revoked")]
    Revoked,
    #[error("the access token was issued to another application than the API key")]
    OtherApplication,
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

/// Finds the living token behind what a request presents, and the person it acts for.
pub async fn authenticate(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    presented: &Secret,
) -> Result<(AccessToken, Option<User>), OAuthError> {
    let id = if is_jwt(presented) {
        jwt::verify(ctx, presented.expose()).map_err(|_| Error::Unknown)?
    } else {
        TokenId::from_stored(presented.hash().as_str().to_owned())
    };
    let (token, person) = store.bearer(&id).await?.ok_or(Error::Unknown)?;
    if token.revoked_at.is_some() {
        return Err(Error::Revoked.into());
    }
    if token.expires_at <= ctx.now {
        return Err(Error::Expired.into());
    }
    if token.last_used_at + USED_EVERY <= ctx.now {
        store.touch_grant(&token.grant_id, ctx.now, ctx.from.address.as_deref()).await?;
    }
    Ok((token, person))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Client, TokenFormat};
    use crate::store::Tokens as _;
    use crate::testing::{World, secret};
    use time::Duration;

    async fn refusal(world: &World, token: &Secret) -> String {
        let error = authenticate(&world.ctx(), &world.db, token).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidToken);
        format!("{error:?}")
    }

    #[tokio::test]
    async fn a_token_of_either_form_opens_until_it_expires_or_is_revoked() {
        // row 82 (RFC 6750 §3.1)
        for token_format in [TokenFormat::Jwt, TokenFormat::Opaque] {
            let mut world = World::new().await;
            let app = world.register(Client { token_format, ..world.app("app") }).await;
            let minted = world.redeem(&app, &world.code(&app, &[]).await).await.unwrap();
            let (token, person) = authenticate(&world.ctx(), &world.db, &minted.access_token).await.unwrap();
            assert_eq!((token.subject.user(), person.map(|user| user.id)), (Some(world.person), Some(world.person)));
            world.db.revoke_grant(&token.grant_id, world.now).await.unwrap();
            assert!(refusal(&world, &minted.access_token).await.contains("Revoked"));

            let minted = world.redeem(&app, &world.code(&app, &[]).await).await.unwrap();
            world.wait(Duration::hours(2));
            assert!(refusal(&world, &minted.access_token).await.contains("Expired"));
        }
    }

    #[tokio::test]
    async fn forged_and_foreign_tokens_open_nothing() {
        // rows 61, 82 (RFC 8725 §3.1)
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        let minted = world.redeem(&app, &world.code(&app, &[]).await).await.unwrap();
        let jwt = minted.access_token.expose();
        let [header, claims, signature] = jwt.split('.').collect::<Vec<_>>().try_into().unwrap();
        let none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0";
        let flipped = signature.replace(['A', 'B'], "C");
        for forged in [
            format!("{none}.{claims}."),
            format!("{header}.{claims}.{flipped}x"),
            format!("{header}.{claims}"),
            format!("{header}..{signature}"),
            "a.b.c".to_owned(),
            "opaque".to_owned(),
            minted.refresh_token.as_ref().unwrap().expose().to_owned(),
        ] {
            let why = refusal(&world, &secret(&forged)).await;
            assert!(why.contains("Unknown"), "{forged}: {why}");
        }
    }
}
