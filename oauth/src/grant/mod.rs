//! The token endpoint's grants: dispatch only, one grant one file.

pub mod authorization_code;
pub mod client_credentials;
pub mod device_code;
pub mod refresh_token;

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::flow;
use crate::issue::Minted;
use crate::model::Client;
use crate::request::TokenRequest;
use crate::store::{Database, Store};

/// The client's record does not allow this grant (RFC 6749 §5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this client may not use this grant_type")]
pub struct GrantNotAllowed;

impl Refusal for GrantNotAllowed {
    fn code(&self) -> ErrorCode {
        ErrorCode::UnauthorizedClient
    }
}

/// Exchanges what an authenticated client presents for tokens, in one transaction.
///
/// A refusal is committed too: what it did (a replayed code that revoked its family) must survive it. Only when the
/// store failed, or we did, does everything roll back.
pub async fn exchange(
    ctx: &Ctx<'_>,
    database: &dyn Database,
    client: &Client,
    request: &TokenRequest,
) -> Result<Minted, OAuthError> {
    if !client.may_use(request.grant_type()) {
        return Err(GrantNotAllowed.into());
    }
    let transaction = database.begin().await?;
    let store: &dyn Store = &*transaction;
    let outcome = match request {
        TokenRequest::AuthorizationCode(request) => flow::redeem_code(ctx, store, client, request).await,
        TokenRequest::RefreshToken(request) => flow::refresh(ctx, store, client, request).await,
        TokenRequest::ClientCredentials(request) => client_credentials::exchange(ctx, store, client, request).await,
        TokenRequest::DeviceCode(request) => device_code::exchange(ctx, store, client, request).await,
    };
    if matches!(outcome, Ok(_) | Err(OAuthError::Protocol(_))) {
        transaction.commit().await?;
    }
    outcome
}
