//! Token revocation (RFC 7009).

use time::OffsetDateTime;

use crate::audit;
use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::model::{Actor, AuditEntry, AuditEvent, Client};
use crate::store::{Store, StoreError};
use crate::token::{self, Found};
use crate::types::{Secret, UserId};

/// Why a token is not revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("token is required")]
    MissingToken,
    #[error("the token was issued to another client")]
    ForeignClient,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::MissingToken => ErrorCode::InvalidRequest,
            // RFC 7009 §2.1: "the request is refused and the client is informed of the error".
            Self::ForeignClient => ErrorCode::InvalidGrant,
        }
    }

    fn section(&self) -> Option<&'static str> {
        Some("RFC 7009 §2.1")
    }

    fn parameter(&self) -> Option<&'static str> {
        Some("token")
    }
}

/// Revokes an access token alone, or a refresh token with its whole family (RFC 7009 §2.1).
///
/// The hint of the request is not needed: the two kinds are told apart by looking. A token nobody knows is no error
/// (§2.2): it opens nothing already.
pub async fn revoke(ctx: &Ctx<'_>, store: &dyn Store, client: &Client, token: Option<&str>) -> Result<(), OAuthError> {
    let token = Secret::from(token.ok_or(Error::MissingToken)?.to_owned());
    match token::find(ctx, store, &token).await? {
        Found::Access(access) if access.client_id == client.id => {
            store.revoke_access_token(&access.id, ctx.now).await?;
        }
        Found::Refresh(_, grant) if grant.client_id == client.id => {
            store.revoke_grant(&grant.id, ctx.now).await?;
            let revoked = audit::entry(ctx, AuditEvent::TokensRevoked).by(Actor::App).client(&client.id);
            store.record(&AuditEntry { user_id: grant.subject.user(), ..revoked }).await?;
        }
        Found::Access(_) | Found::Refresh(..) => return Err(Error::ForeignClient.into()),
        Found::Nothing => {}
    }
    Ok(())
}

/// Nothing that this person allowed is worth anything any more: neither what applications and devices are yet to fetch,
/// nor their tokens. For a transaction, in which the family of whatever is being fetched at this moment is seen.
pub async fn all_of(store: &dyn Store, user: UserId, now: OffsetDateTime) -> Result<(), StoreError> {
    store.forget_codes(user, None).await?;
    store.withdraw_approvals(user, None).await?;
    store.revoke_grants_of_user(user, now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{World, code_of, refresh_token};

    #[tokio::test]
    async fn a_foreign_token_stays_alive_and_an_unknown_one_is_no_error() {
        // rows 42, 43 (RFC 7009 §2.1, §2.2)
        let world = World::new().await;
        let (app, thief) = (world.register(world.app("app")).await, world.register(world.app("thief")).await);
        let minted = world.redeem(&app, &world.code(&app, &[]).await).await.unwrap();
        for token in [minted.access_token.expose(), &refresh_token(&minted)] {
            let refused = revoke(&world.ctx(), &world.db, &thief, Some(token)).await;
            assert_eq!(code_of(refused), ErrorCode::InvalidGrant);
        }
        assert!(world.opens(&minted).await);
        assert!(revoke(&world.ctx(), &world.db, &app, Some("never issued")).await.is_ok());
        assert_eq!(code_of(revoke(&world.ctx(), &world.db, &app, None).await), ErrorCode::InvalidRequest);
    }

    #[tokio::test]
    async fn an_access_token_dies_alone_and_a_refresh_token_with_its_family() {
        // row 44 (RFC 7009 §2.1)
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        let first = world.redeem(&app, &world.code(&app, &[]).await).await.unwrap();
        revoke(&world.ctx(), &world.db, &app, Some(first.access_token.expose())).await.unwrap();
        assert!(!world.opens(&first).await);

        let second = world.refresh(&app, &refresh_token(&first), &[]).await.unwrap();
        assert!(world.opens(&second).await);
        revoke(&world.ctx(), &world.db, &app, Some(&refresh_token(&second))).await.unwrap();
        assert!(!world.opens(&second).await);
        assert_eq!(code_of(world.refresh(&app, &refresh_token(&second), &[]).await), ErrorCode::InvalidGrant);
    }
}
