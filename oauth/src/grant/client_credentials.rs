//! The client credentials grant (RFC 6749 §4.4): the application acts as itself.

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::issue::{self, Minted};
use crate::model::{Client, Grant};
use crate::request::ClientCredentialsRequest;
use crate::store::Store;
use crate::types::{GrantId, GrantType, Subject};

/// Why an application gets no token of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("only a client with a secret may act as itself")]
    PublicClient,
    #[error("scope asks for more than this client may have")]
    WiderScope,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::PublicClient => ErrorCode::UnauthorizedClient,
            Self::WiderScope => ErrorCode::InvalidScope,
        }
    }
}

pub(crate) async fn exchange(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    client: &Client,
    request: &ClientCredentialsRequest,
) -> Result<Minted, OAuthError> {
    // RFC 6749 §4.4: "MUST only be used by confidential clients".
    if client.is_public() {
        return Err(Error::PublicClient.into());
    }
    let scope = request.scope.clone().unwrap_or_else(|| client.default_scope.clone());
    if !scope.is_within(&client.scope) {
        return Err(Error::WiderScope.into());
    }
    let grant = Grant {
        id: GrantId::generate(ctx.entropy),
        client_id: client.id.clone(),
        subject: Subject::Client(client.id.clone()),
        scope,
        origin: GrantType::ClientCredentials,
        created_at: ctx.now,
        // Nothing can refresh it: the family lives as long as its one token.
        expires_at: ctx.now + client.access_token_lifetime,
        revoked_at: None,
    };
    issue::first_tokens(ctx, store, client, &grant).await
}
