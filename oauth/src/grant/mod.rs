//! The token endpoint's grants: dispatch only, one grant one file.

pub mod authorization_code;
pub mod client_credentials;
pub mod device_code;
pub mod password;
pub mod refresh_token;

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::flow;
use crate::issue::Minted;
use crate::model::Client;
use crate::request::TokenRequest;
use crate::store::{Database, Transaction};

pub use self::password::{Authenticated, ResourceOwners};

/// The client's record does not allow this grant (RFC 6749 §5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this client may not use this grant_type")]
pub struct GrantNotAllowed;

impl Refusal for GrantNotAllowed {
    fn code(&self) -> ErrorCode {
        ErrorCode::UnauthorizedClient
    }

    fn section(&self) -> Option<&'static str> {
        Some("RFC 6749 §5.2")
    }

    fn parameter(&self) -> Option<&'static str> {
        Some("grant_type")
    }
}

/// Exchanges what an authenticated client presents for tokens, in one transaction.
pub async fn exchange(
    ctx: &Ctx<'_>,
    database: &dyn Database,
    owners: &dyn ResourceOwners,
    client: &Client,
    request: &TokenRequest,
) -> Result<Minted, OAuthError> {
    if !client.may_use(request.grant_type()) {
        return Err(GrantNotAllowed.into());
    }
    match request {
        TokenRequest::AuthorizationCode(request) => {
            let transaction = database.begin().await?;
            let outcome = flow::redeem_code(ctx, &*transaction, client, request).await;
            settle(transaction, outcome).await
        }
        TokenRequest::RefreshToken(request) => {
            let transaction = database.begin().await?;
            let outcome = flow::refresh(ctx, &*transaction, client, request).await;
            settle(transaction, outcome).await
        }
        TokenRequest::ClientCredentials(request) => {
            let transaction = database.begin().await?;
            let outcome = client_credentials::exchange(ctx, &*transaction, client, request).await;
            settle(transaction, outcome).await
        }
        TokenRequest::DeviceCode(request) => {
            let transaction = database.begin().await?;
            let outcome = device_code::exchange(ctx, &*transaction, client, request).await;
            settle(transaction, outcome).await
        }
        TokenRequest::Password(request) => {
            // Checking a password takes a while: no transaction waits for it.
            let owner = password::owner(owners, request).await?;
            let transaction = database.begin().await?;
            let outcome = password::exchange(ctx, &*transaction, client, (owner, request)).await;
            settle(transaction, outcome).await
        }
    }
}

/// A refusal is committed too: what it did (a replayed code that revoked its family) must survive it. Only when the
/// store failed, or we did, does everything roll back.
async fn settle(
    transaction: Box<dyn Transaction + '_>,
    outcome: Result<Minted, OAuthError>,
) -> Result<Minted, OAuthError> {
    if matches!(outcome, Ok(_) | Err(OAuthError::Protocol(_))) {
        transaction.commit().await?;
    }
    outcome
}
