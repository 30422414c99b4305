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
use crate::store::Database;

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

/// Exchanges what an authenticated client presents for tokens. What it costs and what it gives, the store writes
/// together ([`Issue`](crate::store::Issue)); what a refusal does (a replayed code revokes its family) is written
/// whatever the answer.
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
        TokenRequest::AuthorizationCode(request) => flow::redeem_code(ctx, database, client, request).await,
        TokenRequest::RefreshToken(request) => flow::refresh(ctx, database, client, request).await,
        TokenRequest::ClientCredentials(request) => {
            client_credentials::exchange(ctx, database.store(), client, request).await
        }
        TokenRequest::DeviceCode(request) => device_code::exchange(ctx, database.store(), client, request).await,
        TokenRequest::Password(request) => password::exchange(ctx, database.store(), owners, client, request).await,
    }
}
