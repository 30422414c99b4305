//! The refresh token grant (RFC 6749 §6) with rotation (RFC 9700 §4.14.2) that loses no session.
//!
//! A refresh token's successor is not chosen but computed: HMAC of the token under the server's secret. So a client
//! that lost the answer and asks again gets the **same** successor, from whichever instance, and fifty parallel
//! refreshes leave one living token. Once the successor was used, or the grace has passed, the old token is a copy in
//! the wrong hands: the family dies.
//!
//! [`crate::flow`] calls the steps in order:
//!
//! 1. [`find`]: the token is known, alive and this client's, and the scope asked for is within what was granted.
//!    Nothing is used up yet: a request that asks too much must not cost the session.
//! 2. [`rotate`]: the token is exchanged, once.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::audit;
use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::issue::{self, Minted, Wanted};
use crate::model::{Actor, AuditEntry, AuditEvent, Client, Grant, RefreshToken};
use crate::request::RefreshTokenRequest;
use crate::store::{Database, Family, RedeemRefresh, RedeemedRefresh, Spent, Store};
use crate::types::Secret;

/// Why a refresh token gives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the refresh token is unknown, or was issued to another client")]
    Unknown,
    #[error("the refresh token is unknown, or was issued to another client")]
    ForeignClient,
    #[error("the refresh token has expired")]
    Expired,
    #[error("the refresh token was revoked")]
    Revoked,
    #[error("the refresh token was used before; all tokens of this approval have been revoked")]
    Reused,
    #[error("scope asks for more than was granted")]
    WiderScope,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WiderScope => ErrorCode::InvalidScope,
            _ => ErrorCode::InvalidGrant,
        }
    }

    fn section(&self) -> Option<&'static str> {
        Some(match self {
            Self::Unknown | Self::ForeignClient | Self::Expired => "RFC 6749 §5.2",
            Self::Reused => "RFC 9700 §4.14.2",
            Self::WiderScope => "RFC 6749 §6",
            // Whoever took it back knows why.
            Self::Revoked => return None,
        })
    }

    fn parameter(&self) -> Option<&'static str> {
        Some(if matches!(self, Self::WiderScope) { "scope" } else { "refresh_token" })
    }
}

/// The one token that can follow this one.
fn successor(ctx: &Ctx<'_>, token: &Secret) -> Secret {
    let mac = ctx.config.pepper.hmac("refresh_token_successor", token.expose().as_bytes());
    Secret::from(URL_SAFE_NO_PAD.encode(mac))
}

/// Finds the token and its family, without using it.
pub(crate) async fn find(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    client: &Client,
    request: &RefreshTokenRequest,
) -> Result<(RefreshToken, Grant), OAuthError> {
    let (token, grant) = store.refresh_token(&request.refresh_token.hash()).await?.ok_or(Error::Unknown)?;
    // RFC 6749 §6: "the authorization server MUST ... ensure that the refresh token was issued to the authenticated
    // client", which for a public client is the client_id it sent.
    if grant.client_id != client.id {
        return Err(Error::ForeignClient.into());
    }
    if grant.revoked_at.is_some() {
        return Err(Error::Revoked.into());
    }
    if token.expires_at <= ctx.now || grant.expires_at <= ctx.now {
        return Err(Error::Expired.into());
    }
    // RFC 6749 §6: "MUST NOT include any scope not originally granted".
    if request.scope.as_ref().is_some_and(|scope| !scope.is_within(&grant.scope)) {
        return Err(Error::WiderScope.into());
    }
    Ok((token, grant))
}

/// Exchanges the token for its successor and a new access token.
pub(crate) async fn rotate(
    ctx: &Ctx<'_>,
    database: &dyn Database,
    client: &Client,
    request: &RefreshTokenRequest,
    (token, grant): &(RefreshToken, Grant),
) -> Result<Minted, OAuthError> {
    let successor = successor(ctx, &request.refresh_token);
    let redeem = RedeemRefresh {
        token: &token.token,
        successor: &successor.hash(),
        now: ctx.now,
        grace: ctx.config.refresh_grace,
    };
    // A narrower scope narrows this access token alone (RFC 6749 §6); the grant keeps its own.
    let scope = request.scope.clone().unwrap_or_else(|| grant.scope.clone());
    let tokens = issue::tokens(ctx, client, grant, Wanted { scope, refresh_token: Some(successor) })?;
    let family = Family::GoesOn { seen_from: ctx.from.address.as_deref() };
    let first = tokens.issue(Spent::RefreshToken(&token.token), family);
    if token.used_at.is_none() && database.store().issue(&first).await? {
        return Ok(tokens.minted);
    }
    // It was used before, or somebody else uses it at this very moment.
    let transaction = database.begin().await?;
    let outcome = match transaction.redeem_refresh_token(&redeem).await? {
        RedeemedRefresh::Won | RedeemedRefresh::Repeated
            if transaction.issue(&tokens.issue(Spent::Nothing, family)).await? =>
        {
            Ok(tokens.minted)
        }
        // Cleared away at this very moment.
        RedeemedRefresh::Won | RedeemedRefresh::Repeated | RedeemedRefresh::Unknown => Err(Error::Unknown.into()),
        RedeemedRefresh::Reused => {
            // RFC 9700 §4.14.2: the server cannot tell the thief from the client, so both lose.
            transaction.revoke_grant(&grant.id, ctx.now).await?;
            let reused = audit::entry(ctx, AuditEvent::RefreshTokenReused).by(Actor::App).client(&client.id);
            transaction.record(&AuditEntry { user_id: grant.subject.user(), ..reused }).await?;
            Err(Error::Reused.into())
        }
    };
    transaction.commit().await?;
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{World, code_of, refresh_token};
    use time::Duration;

    async fn session() -> (World, Client, Minted) {
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        let minted = world.redeem(&app, &world.code(&app, &[("scope", "read write")]).await).await.unwrap();
        (world, app, minted)
    }

    #[tokio::test]
    async fn a_lost_answer_is_given_again() {
        // row 71
        let (mut world, app, first) = session().await;
        let answer = world.refresh(&app, &refresh_token(&first), &[]).await.unwrap();
        world.wait(Duration::seconds(30));
        let again = world.refresh(&app, &refresh_token(&first), &[]).await.unwrap();
        assert_eq!(refresh_token(&answer), refresh_token(&again), "one living token, however often it is asked for");
        assert!(world.refresh(&app, &refresh_token(&again), &[]).await.is_ok());
    }

    #[tokio::test]
    async fn an_old_token_after_its_successor_was_used_kills_the_family() {
        // row 71 (RFC 9700 §4.14.2)
        let (world, app, first) = session().await;
        let second = world.refresh(&app, &refresh_token(&first), &[]).await.unwrap();
        let third = world.refresh(&app, &refresh_token(&second), &[]).await.unwrap();
        assert_eq!(code_of(world.refresh(&app, &refresh_token(&first), &[]).await), ErrorCode::InvalidGrant);
        assert!(!world.opens(&third).await);
        assert_eq!(code_of(world.refresh(&app, &refresh_token(&third), &[]).await), ErrorCode::InvalidGrant);
    }

    #[tokio::test]
    async fn a_repetition_after_the_grace_kills_the_family() {
        // row 71
        let (mut world, app, first) = session().await;
        let second = world.refresh(&app, &refresh_token(&first), &[]).await.unwrap();
        world.wait(Duration::seconds(61));
        assert_eq!(code_of(world.refresh(&app, &refresh_token(&first), &[]).await), ErrorCode::InvalidGrant);
        assert!(!world.opens(&second).await);
    }

    #[tokio::test]
    async fn a_narrower_scope_narrows_this_access_token_alone_and_a_wider_one_costs_nothing() {
        // row 19 (RFC 6749 §6)
        let (world, app, first) = session().await;
        let wider = world.refresh(&app, &refresh_token(&first), &[("scope", "read admin")]).await;
        assert_eq!(code_of(wider), ErrorCode::InvalidScope);
        let narrow = world.refresh(&app, &refresh_token(&first), &[("scope", "read")]).await.unwrap();
        assert_eq!(narrow.scope.to_string(), "read");
        let whole = world.refresh(&app, &refresh_token(&narrow), &[]).await.unwrap();
        assert_eq!(whole.scope.to_string(), "read write");
    }

    #[tokio::test]
    async fn a_token_is_bound_to_its_client() {
        // row 72 (RFC 6749 §6)
        let (world, app, first) = session().await;
        let thief = world.register(world.app("thief")).await;
        assert_eq!(code_of(world.refresh(&thief, &refresh_token(&first), &[]).await), ErrorCode::InvalidGrant);
        assert!(world.refresh(&app, &refresh_token(&first), &[]).await.is_ok(), "and the attempt costs nothing");
    }

    #[tokio::test]
    async fn a_token_that_rests_too_long_or_a_family_too_old_is_over() {
        // row 72 (RFC 9700 §4.14.2)
        let (mut world, app, first) = session().await;
        let mut last = first;
        for _ in 0..12 {
            world.wait(Duration::days(29));
            last = world.refresh(&app, &refresh_token(&last), &[]).await.unwrap();
        }
        // 348 days: the family ends after 365, whatever its last token's rest.
        world.wait(Duration::days(17));
        assert_eq!(code_of(world.refresh(&app, &refresh_token(&last), &[]).await), ErrorCode::InvalidGrant);

        let (mut world, app, first) = session().await;
        world.wait(Duration::days(30));
        assert_eq!(code_of(world.refresh(&app, &refresh_token(&first), &[]).await), ErrorCode::InvalidGrant);
    }
}
