//! The client credentials grant (RFC 6749 §4.4): the application acts as itself.

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::issue::{self, Minted};
use crate::model::{Client, Grant};
use crate::request::ClientCredentialsRequest;
use crate::store::{Spent, Store};
use crate::types::{GrantType, Subject};

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

    fn section(&self) -> Option<&'static str> {
        Some(match self {
            Self::PublicClient => "RFC 6749 §4.4",
            Self::WiderScope => "RFC 6749 §3.3",
        })
    }

    fn parameter(&self) -> Option<&'static str> {
        Some(match self {
            Self::PublicClient => "grant_type",
            Self::WiderScope => "scope",
        })
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
    let scope = client.allowed(request.scope.clone()).ok_or(Error::WiderScope)?;
    let subject = Subject::Client(client.id.clone());
    let grant = Grant {
        // Nothing can refresh it: the family lives as long as its one token.
        expires_at: ctx.now + client.access_token_lifetime,
        ..issue::new_family(ctx, client, GrantType::ClientCredentials, subject, scope)
    };
    let minted = issue::first_tokens(ctx, store, client, &grant, Spent::Nothing).await?;
    minted.ok_or(OAuthError::Internal("nothing was spent, and no person is in it"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ClientAuthentication;
    use crate::testing::{World, code_of};

    const GRANT: (&str, &str) = ("grant_type", "client_credentials");

    #[tokio::test]
    async fn only_a_client_with_a_secret_acts_as_itself_and_it_gets_no_refresh_token() {
        // rows 18, 62 (RFC 6749 §4.4)
        let world = World::new().await;
        let public = Client { authentication: ClientAuthentication::Public, ..world.app("public-app") };
        let public = world.register(public).await;
        assert_eq!(code_of(world.exchange(&public, &[GRANT]).await), ErrorCode::UnauthorizedClient);

        let app = world.register(world.app("app")).await;
        let minted = world.exchange(&app, &[GRANT]).await.unwrap();
        assert!(minted.refresh_token.is_none());
        let (token, _) = crate::bearer::authenticate(&world.ctx(), &world.db, &minted.access_token).await.unwrap();
        assert_eq!(token.subject.to_string(), "app");
    }

    #[tokio::test]
    async fn nothing_asked_is_the_default_scope_and_too_much_is_refused() {
        // row 17 (RFC 6749 §3.3)
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        assert_eq!(world.exchange(&app, &[GRANT]).await.unwrap().scope.to_string(), "read");
        let wider = world.exchange(&app, &[GRANT, ("scope", "admin")]).await;
        assert_eq!(code_of(wider), ErrorCode::InvalidScope);
    }
}
