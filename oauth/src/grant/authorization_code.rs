//! The authorization code grant (RFC 6749 §4.1.3, RFC 7636 §4.6). [`crate::flow`] calls the steps in order:
//!
//! 1. [`take`]: the code is used up, whatever follows; a second use revokes what the first one got.
//! 2. [`check_verifier`]: PKCE.
//! 3. [`mint`]: the family begins.

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::issue::{self, Minted};
use crate::model::{AuthorizationCode, Client, Grant};
use crate::request::AuthorizationCodeRequest;
use crate::store::{RedeemedCode, Store};
use crate::types::{CodeVerifier, GrantType, Subject};

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
}

/// Uses the code up and checks that it may be redeemed by this request.
pub(crate) async fn take(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    client: &Client,
    request: &AuthorizationCodeRequest,
) -> Result<AuthorizationCode, OAuthError> {
    let code = match store.redeem_code(&request.code.hash(), &client.id, ctx.now).await? {
        RedeemedCode::Won(code) => *code,
        RedeemedCode::Unknown => return Err(Error::Unknown.into()),
        RedeemedCode::Replayed(grant) => {
            // RFC 6749 §4.1.2: "SHOULD revoke (when possible) all tokens previously issued based on that
            // authorization code". Whether the first or the second was the thief, nobody can say.
            store.revoke_grant(&grant, ctx.now).await?;
            return Err(Error::Replayed.into());
        }
    };
    if code.expires_at <= ctx.now {
        return Err(Error::Expired.into());
    }
    check_redirect_uri(client, &code, request.redirect_uri.as_deref())?;
    Ok(code)
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

/// Begins the family this code stands for.
pub(crate) async fn mint(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    client: &Client,
    code: &AuthorizationCode,
) -> Result<Minted, OAuthError> {
    let grant = Grant {
        id: code.grant_id.clone(),
        client_id: client.id.clone(),
        subject: Subject::User(code.user_id),
        scope: code.scope.clone(),
        origin: GrantType::AuthorizationCode,
        created_at: ctx.now,
        expires_at: ctx.now + ctx.config.grant_lifetime,
        revoked_at: None,
    };
    issue::first_tokens(ctx, store, client, &grant).await
}
