//! The authorization code grant (RFC 6749 §4.1.3, RFC 7636 §4.6). The state machine calls the steps in order:
//!
//! 1. The code is there, unused, and meant for this request: [`find`]. A second use revokes what the first one got.
//! 2. PKCE: [`check_verifier`].
//! 3. The family begins, and the code is used up with it: [`mint`].
//!
//! Whatever is wrong in between [`burn`]s the code.

use crate::audit;
use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::issue::{self, Minted, PersonGone};
use crate::model::{Actor, AuditEvent, AuthorizationCode, Client, Grant};
use crate::request::AuthorizationCodeRequest;
use crate::store::{Database, FoundCode, RedeemedCode, Spent, StoreError};
use crate::types::{CodeVerifier, GrantId, GrantType, Subject};

/// Why a code gets no tokens. To the client all are `invalid_grant`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the authorization code is unknown, or was issued to another client")]
    Unknown,
    #[error("the authorization code was used before; the tokens it gave have been revoked")]
    Replayed,
    #[error("the authorization code has expired")]
    Expired,
    #[error("redirect_uri is not the one of the authorization request")]
    RedirectUriMismatch,
    #[error("code_verifier is missing, and the authorization request had a code_challenge")]
    MissingVerifier,
    #[error("code_verifier was sent, but the authorization request had no code_challenge")]
    UnexpectedVerifier,
    #[error("code_verifier does not match the code_challenge of the authorization request")]
    WrongVerifier,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        ErrorCode::InvalidGrant
    }

    fn section(&self) -> Option<&'static str> {
        Some(match self {
            Self::Unknown => "RFC 6749 §5.2",
            Self::Replayed | Self::Expired => "RFC 6749 §4.1.2",
            Self::RedirectUriMismatch => "RFC 6749 §4.1.3",
            Self::MissingVerifier | Self::WrongVerifier => "RFC 7636 §4.6",
            Self::UnexpectedVerifier => "RFC 9700 §2.1.1",
        })
    }

    fn parameter(&self) -> Option<&'static str> {
        Some(match self {
            Self::Unknown | Self::Replayed | Self::Expired => "code",
            Self::RedirectUriMismatch => "redirect_uri",
            Self::MissingVerifier | Self::WrongVerifier | Self::UnexpectedVerifier => "code_verifier",
        })
    }
}

/// Finds the code and checks that this request may redeem it. What fails here costs the code.
pub(crate) async fn find(
    ctx: &Ctx<'_>,
    database: &dyn Database,
    client: &Client,
    request: &AuthorizationCodeRequest,
) -> Result<AuthorizationCode, OAuthError> {
    let found = database.store().code(&request.code.hash(), &client.id).await?;
    let FoundCode { code, used } = found.ok_or(Error::Unknown)?;
    if used {
        return Err(replayed(ctx, database, client, &code.grant_id).await);
    }
    let checked = if code.expires_at <= ctx.now {
        Err(Error::Expired)
    } else {
        check_redirect_uri(client, &code, request.redirect_uri.as_deref())
    };
    match checked {
        Ok(()) => Ok(code),
        Err(error) => Err(burn(ctx, database, client, &code, error).await),
    }
}

/// Uses up a code that was presented in a wrong way: whoever did so does not get a second guess.
pub(crate) async fn burn(
    ctx: &Ctx<'_>,
    database: &dyn Database,
    client: &Client,
    code: &AuthorizationCode,
    refusal: impl Into<OAuthError>,
) -> OAuthError {
    match database.store().redeem_code(&code.code, &client.id, ctx.now).await {
        Ok(RedeemedCode::Replayed(grant)) => replayed(ctx, database, client, &grant).await,
        Ok(RedeemedCode::Won(_) | RedeemedCode::Unknown) => refusal.into(),
        Err(error) => error.into(),
    }
}

/// RFC 6749 §4.1.2: "SHOULD revoke (when possible) all tokens previously issued based on that authorization code".
/// Whether the first or the second was the thief, nobody can say.
async fn replayed(ctx: &Ctx<'_>, database: &dyn Database, client: &Client, grant: &GrantId) -> OAuthError {
    let line = audit::entry(ctx, AuditEvent::CodeReplayed).by(Actor::App).client(&client.id);
    let revoked: Result<(), StoreError> = async {
        let transaction = database.begin().await?;
        transaction.revoke_grant(grant, ctx.now).await?;
        transaction.record(&line).await?;
        transaction.commit().await
    }
    .await;
    match revoked {
        Ok(()) => Error::Replayed.into(),
        Err(error) => error.into(),
    }
}

/// RFC 6749 §4.1.3: if the authorization request named a redirect URI, "their values MUST be identical".
fn check_redirect_uri(client: &Client, code: &AuthorizationCode, presented: Option<&str>) -> Result<(), Error> {
    match presented {
        Some(presented) if presented == code.redirect_uri.as_str() => Ok(()),
        Some(_) => Err(Error::RedirectUriMismatch),
        None if !code.redirect_uri_given => Ok(()),
        // OAuth 2.1 §10.2 leaves the parameter out, because PKCE already binds the code to its request. That holds
        // for a client that must send a challenge.
        None if client.needs_pkce() => Ok(()),
        None => Err(Error::RedirectUriMismatch),
    }
}

/// RFC 7636 §4.6, and RFC 9700 §2.1.1 against the downgrade in both directions.
pub(crate) fn check_verifier(code: &AuthorizationCode, request: &AuthorizationCodeRequest) -> Result<(), Error> {
    match (&code.code_challenge, &request.code_verifier) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Error::UnexpectedVerifier),
        (Some(_), None) => Err(Error::MissingVerifier),
        (Some(challenge), Some(verifier)) => match verifier.parse::<CodeVerifier>() {
            Ok(verifier) if challenge.is_met_by(&verifier) => Ok(()),
            _ => Err(Error::WrongVerifier),
        },
    }
}

/// Begins the family this code stands for, and uses the code up.
pub(crate) async fn mint(
    ctx: &Ctx<'_>,
    database: &dyn Database,
    client: &Client,
    code: &AuthorizationCode,
) -> Result<Minted, OAuthError> {
    let (subject, scope) = (Subject::User(code.user_id), code.scope.clone());
    // The code has named the family, so that a replay knows what to revoke.
    let grant = Grant {
        id: code.grant_id.clone(),
        ..issue::new_family(ctx, client, GrantType::AuthorizationCode, subject, scope)
    };
    match issue::first_tokens(ctx, database.store(), client, &grant, Spent::Code(&code.code)).await? {
        Some(minted) => Ok(minted),
        None => Err(burn(ctx, database, client, code, PersonGone).await),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{CALLBACK, VERIFIER, World, code_of};
    use crate::types::Secret;
    use time::Duration;

    const GRANT: (&str, &str) = ("grant_type", "authorization_code");

    #[tokio::test]
    async fn a_replayed_code_is_refused_and_its_tokens_die() {
        // row 7 (RFC 6749 §4.1.2)
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        let code = world.code(&app, &[]).await;
        let minted = world.redeem(&app, &code).await.unwrap();
        assert!(world.opens(&minted).await);
        assert_eq!(code_of(world.redeem(&app, &code).await), ErrorCode::InvalidGrant);
        assert!(!world.opens(&minted).await);
    }

    #[tokio::test]
    async fn another_clients_attempt_does_not_cost_the_code() {
        // row 9 (RFC 6749 §5.2)
        let world = World::new().await;
        let (app, thief) = (world.register(world.app("app")).await, world.register(world.app("thief")).await);
        let code = world.code(&app, &[]).await;
        assert_eq!(code_of(world.redeem(&thief, &code).await), ErrorCode::InvalidGrant);
        assert!(world.redeem(&app, &code).await.is_ok());
    }

    #[tokio::test]
    async fn a_code_lives_for_a_minute() {
        // row 10 (RFC 6749 §4.1.2)
        let mut world = World::new().await;
        let app = world.register(world.app("app")).await;
        let (early, late) = (world.code(&app, &[]).await, world.code(&app, &[]).await);
        world.wait(Duration::milliseconds(59_999));
        assert!(world.redeem(&app, &early).await.is_ok());
        world.wait(Duration::milliseconds(1));
        assert_eq!(code_of(world.redeem(&app, &late).await), ErrorCode::InvalidGrant);
    }

    #[tokio::test]
    async fn a_failed_verifier_burns_the_code() {
        // rows 25, 27 (RFC 7636 §4.6)
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        let wrong = "x".repeat(43);
        for verifier in [Some(wrong.as_str()), Some("too-short"), None] {
            let code = world.code(&app, &[]).await;
            let mut pairs = vec![GRANT, ("code", code.as_str()), ("redirect_uri", CALLBACK)];
            pairs.extend(verifier.map(|verifier| ("code_verifier", verifier)));
            assert_eq!(code_of(world.exchange(&app, &pairs).await), ErrorCode::InvalidGrant);
            assert_eq!(code_of(world.redeem(&app, &code).await), ErrorCode::InvalidGrant, "{verifier:?}");
        }
    }

    #[tokio::test]
    async fn a_verifier_without_a_challenge_is_refused() {
        // row 26 (RFC 9700 §2.1.1)
        let world = World::new().await;
        let old = world.register(Client { require_pkce: false, ..world.app("old-app") }).await;
        let code = world.code(&old, &[("code_challenge", ""), ("code_challenge_method", "")]).await;
        assert_eq!(code_of(world.redeem(&old, &code).await), ErrorCode::InvalidGrant);
    }

    #[tokio::test]
    async fn the_redirect_uri_may_be_left_out_only_where_pkce_binds_the_code() {
        // rows 9, 21 (RFC 6749 §4.1.3, OAuth 2.1 §10.2)
        let world = World::new().await;
        let new = world.register(world.app("new-app")).await;
        let old = world.register(Client { require_pkce: false, ..world.app("old-app") }).await;
        let code = world.code(&new, &[]).await;
        let pairs = [GRANT, ("code", &code), ("code_verifier", VERIFIER)];
        assert!(world.exchange(&new, &pairs).await.is_ok());

        let plain = [("code_challenge", ""), ("code_challenge_method", "")];
        let code = world.code(&old, &plain).await;
        assert_eq!(code_of(world.exchange(&old, &[GRANT, ("code", &code)]).await), ErrorCode::InvalidGrant);

        let code = world.code(&new, &[]).await;
        let elsewhere = [GRANT, ("code", &code), ("code_verifier", VERIFIER), ("redirect_uri", "https://app.example/")];
        assert_eq!(code_of(world.exchange(&new, &elsewhere).await), ErrorCode::InvalidGrant);
    }

    #[test]
    fn what_is_told_of_a_refusal_is_plain_ascii() {
        // row 20 (RFC 6749 §5.2)
        for error in [Error::Unknown, Error::Replayed, Error::Expired, Error::WrongVerifier, Error::UnexpectedVerifier]
        {
            let allowed = |b: u8| matches!(b, 0x20..=0x21 | 0x23..=0x5B | 0x5D..=0x7E);
            assert!(error.to_string().bytes().all(allowed), "{error}");
        }
    }

    #[tokio::test]
    async fn an_unknown_code_opens_nothing() {
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        let guess = Secret::generate(world.ctx().entropy);
        assert_eq!(code_of(world.redeem(&app, guess.expose()).await), ErrorCode::InvalidGrant);
    }
}
