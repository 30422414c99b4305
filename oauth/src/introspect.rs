//! Token introspection (RFC 7662): what a token is, for the client it was issued to.

use time::OffsetDateTime;

use crate::client_auth::{self, Presented};
use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::jwt;
use crate::model::{AccessToken, Client};
use crate::store::Store;
use crate::token::{self, Found, is_jwt};
use crate::types::{ClientId, Scope, Secret, Subject, TokenId};

/// Why nothing is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("token is required")]
    MissingToken,
    #[error("only a client with a secret may ask about tokens")]
    PublicClient,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::MissingToken => ErrorCode::InvalidRequest,
            Self::PublicClient => ErrorCode::InvalidClient,
        }
    }

    fn section(&self) -> Option<&'static str> {
        Some("RFC 7662 §2.1")
    }
}

/// A living token (RFC 7662 §2.2).
#[derive(Debug)]
pub struct Active {
    pub scope: Scope,
    pub client_id: ClientId,
    pub subject: Subject,
    pub issued_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub kind: ActiveKind,
}

/// Which kind of token it is.
#[derive(Debug)]
pub enum ActiveKind {
    Access(TokenId),
    Refresh,
}

/// What the token is; `None` for one that is unknown, expired, revoked or not this client's. The four are one answer
/// (§2.2), so that nobody learns anything by guessing.
pub async fn introspect(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    presented: &Presented,
    address: &str,
    token: Option<&str>,
) -> Result<Option<Active>, OAuthError> {
    let token = token.map(|token| Secret::from(token.to_owned()));
    let (client, access) = look_up(ctx, store, presented, token.as_ref()).await?;
    let client = client_auth::authenticate_found(ctx, store, presented, address, client).await?;
    // §2.1: "the endpoint MUST also require some form of authorization"; a client_id alone is none.
    if client.is_public() {
        return Err(Error::PublicClient.into());
    }
    let found = match token.ok_or(Error::MissingToken)? {
        token if is_jwt(&token) => access.into(),
        token => token::find(ctx, store, &token).await?,
    };
    let active = match found {
        Found::Access(access) if access.is_active(ctx.now) => Active {
            scope: access.scope,
            client_id: access.client_id,
            subject: access.subject,
            issued_at: access.created_at,
            expires_at: access.expires_at,
            kind: ActiveKind::Access(access.id),
        },
        Found::Refresh(refresh, grant)
            if refresh.used_at.is_none() && grant.revoked_at.is_none() && ctx.now < refresh.expires_at =>
        {
            Active {
                scope: grant.scope,
                client_id: grant.client_id,
                subject: grant.subject,
                issued_at: refresh.created_at,
                expires_at: refresh.expires_at,
                kind: ActiveKind::Refresh,
            }
        }
        _ => return Ok(None),
    };
    Ok((active.client_id == client.id).then_some(active))
}

/// The client, and the row behind a JWT: in one journey, since a resource server may come here with all it is asked.
async fn look_up(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    presented: &Presented,
    token: Option<&Secret>,
) -> Result<(Option<Client>, Option<AccessToken>), OAuthError> {
    let Some(client) = presented.client_id() else { return Ok((None, None)) };
    match token.and_then(|token| jwt::verify(ctx, token.expose()).ok()) {
        Some(id) => Ok(store.client_and_token(&client, &id).await?),
        None => Ok((store.client(&client).await?, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ClientAuthentication;
    use crate::testing::{World, code_of, refresh_token, secret};
    use time::Duration;

    async fn ask(world: &World, client: &Client, token: &str) -> Option<Active> {
        let presented = Presented::Secret { id: client.id.to_string(), secret: secret("app-secret") };
        introspect(&world.ctx(), &world.db, &presented, "192.0.2.1", Some(token)).await.unwrap()
    }

    #[tokio::test]
    async fn unknown_foreign_used_and_expired_tokens_are_one_answer() {
        // row 47 (RFC 7662 §2.2)
        let mut world = World::new().await;
        let (app, other) = (world.register(world.app("app")).await, world.register(world.app("other")).await);
        let minted = world.redeem(&app, &world.code(&app, &[]).await).await.unwrap();
        assert!(ask(&world, &app, "never issued").await.is_none());
        assert!(ask(&world, &other, minted.access_token.expose()).await.is_none());
        let next = world.refresh(&app, &refresh_token(&minted), &[]).await.unwrap();
        assert!(ask(&world, &app, &refresh_token(&minted)).await.is_none());
        assert!(ask(&world, &app, &refresh_token(&next)).await.is_some());
        world.wait(Duration::hours(2));
        assert!(ask(&world, &app, minted.access_token.expose()).await.is_none());
    }

    #[tokio::test]
    async fn a_client_without_a_secret_is_told_nothing() {
        // row 46 (RFC 7662 §2.1)
        let world = World::new().await;
        let public = Client { authentication: ClientAuthentication::Public, ..world.app("public-app") };
        world.register(public).await;
        for presented in [Presented::Nothing, Presented::Id("public-app".to_owned())] {
            let refused = introspect(&world.ctx(), &world.db, &presented, "192.0.2.1", Some("x")).await;
            assert_eq!(code_of(refused), ErrorCode::InvalidClient, "{presented:?}");
        }
    }

    #[tokio::test]
    async fn a_living_token_is_described() {
        // row 48 (RFC 7662 §2.2)
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        let minted = world.redeem(&app, &world.code(&app, &[]).await).await.unwrap();
        let active = ask(&world, &app, minted.access_token.expose()).await.unwrap();
        assert_eq!((active.scope.to_string(), active.subject.user()), ("read".to_owned(), Some(world.person)));
        assert_eq!(active.expires_at - active.issued_at, Duration::hours(2));
    }
}
