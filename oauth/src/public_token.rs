//! `POST /public/token`: tokens for the application that an API key names. The key stands in front apps, where anybody
//! can read it, so it opens less than the client's own proof does at the token endpoint: a person's password, the scope
//! [`SCOPE`], and the refreshing of what began with a password. The rest is the token endpoint's: [`grant::exchange`].

use time::Duration;

use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::grant::{self, ResourceOwners};
use crate::issue::Minted;
use crate::model::{Client, TokenFormat};
use crate::request::{Params, PasswordRequest, RefreshTokenRequest, TokenRequest};
use crate::store::{Database, Store};
use crate::types::{GrantType, Scope};

/// What every token of this endpoint carries, whatever was asked.
pub const SCOPE: &str = "user";
const ACCESS_TOKEN_LIFETIME: Duration = Duration::hours(24);
const REFRESH_TOKEN_LIFETIME: Duration = Duration::days(200);

/// Why this endpoint does not do what the token endpoint might.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("here grant_type is password or refresh_token")]
    UnsupportedGrantType,
    #[error("the refresh token did not begin with a password: refresh it at /oauth/token")]
    OtherOrigin,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::UnsupportedGrantType => ErrorCode::UnsupportedGrantType,
            Self::OtherOrigin => ErrorCode::InvalidGrant,
        }
    }
}

/// Exchanges what the key's application presents for tokens.
pub async fn exchange(
    ctx: &Ctx<'_>,
    database: &dyn Database,
    owners: &dyn ResourceOwners,
    client: &Client,
    params: &Params,
) -> Result<Minted, OAuthError> {
    let scope = Some(scope());
    let request = match TokenRequest::parse(params)? {
        TokenRequest::Password(request) => TokenRequest::Password(PasswordRequest { scope, ..request }),
        TokenRequest::RefreshToken(request) => {
            began_with_a_password(database.store(), &request).await?;
            TokenRequest::RefreshToken(RefreshTokenRequest { scope, ..request })
        }
        _ => return Err(Error::UnsupportedGrantType.into()),
    };
    grant::exchange(ctx, database, owners, &with_our_tokens(client), &request).await
}

/// RFC 6749 §6: "the authorization server MUST require client authentication for confidential clients". What a client
/// got by its secret, its API key must not refresh.
async fn began_with_a_password(store: &dyn Store, request: &RefreshTokenRequest) -> Result<(), OAuthError> {
    match store.refresh_token(&request.refresh_token.hash()).await? {
        Some((_, family)) if family.origin != GrantType::Password => Err(Error::OtherOrigin.into()),
        // Whether it is known and whose it is, the grant says.
        _ => Ok(()),
    }
}

/// The client, but for the form and the lifetimes of the tokens it gets here.
fn with_our_tokens(client: &Client) -> Client {
    Client {
        token_format: TokenFormat::Opaque,
        access_token_lifetime: ACCESS_TOKEN_LIFETIME,
        refresh_token_lifetime: Some(REFRESH_TOKEN_LIFETIME),
        ..client.clone()
    }
}

fn scope() -> Scope {
    SCOPE.parse().unwrap_or_else(|_| unreachable!("{SCOPE} is a scope"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{World, code_of, params, refresh_token};

    const PASSWORD: [(&str, &str); 3] =
        [("grant_type", "password"), ("username", "zoe@example.com"), ("password", "open sesame")];

    async fn ask(world: &World, client: &Client, pairs: &[(&str, &str)]) -> Result<Minted, OAuthError> {
        exchange(&world.ctx(), &world.db, world, client, &params(pairs)).await
    }

    async fn refresh(world: &World, client: &Client, token: &str) -> Result<Minted, OAuthError> {
        ask(world, client, &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    async fn app_of(world: &World, id: &str) -> Client {
        world.register(Client { scope: "read user".parse().unwrap(), ..world.app(id) }).await
    }

    #[tokio::test]
    async fn other_grants_are_not_for_an_api_key() {
        let world = World::new().await;
        let app = app_of(&world, "app").await;
        for grant_type in ["client_credentials", "authorization_code"] {
            let code = code_of(ask(&world, &app, &[("grant_type", grant_type), ("code", "x")]).await);
            assert_eq!(code, ErrorCode::UnsupportedGrantType, "{grant_type}");
        }
    }

    #[tokio::test]
    async fn the_client_must_have_the_grant_and_the_scope() {
        let world = World::new().await;
        let mut app = app_of(&world, "app").await;
        app.grant_types.remove(&GrantType::Password);
        assert_eq!(code_of(ask(&world, &app, &PASSWORD).await), ErrorCode::UnauthorizedClient);
        let narrow = world.register(world.app("narrow")).await;
        assert_eq!(code_of(ask(&world, &narrow, &PASSWORD).await), ErrorCode::InvalidScope);
    }

    #[tokio::test]
    async fn what_another_client_or_another_grant_began_is_not_refreshed_here() {
        let world = World::new().await;
        let (app, other) = (app_of(&world, "app").await, app_of(&world, "other").await);
        let token = refresh_token(&ask(&world, &app, &PASSWORD).await.unwrap());
        assert_eq!(code_of(refresh(&world, &other, &token).await), ErrorCode::InvalidGrant);
        assert!(refresh(&world, &app, &token).await.is_ok(), "and the attempt costs nothing");

        let code = world.code(&app, &[("scope", "user")]).await;
        let token = refresh_token(&world.redeem(&app, &code).await.unwrap());
        assert_eq!(code_of(refresh(&world, &app, &token).await), ErrorCode::InvalidGrant);
        assert!(world.refresh(&app, &token, &[]).await.is_ok(), "with the client's proof it still is");
    }

    #[tokio::test]
    async fn tokens_are_opaque_and_live_for_a_day_and_two_hundred() {
        let mut world = World::new().await;
        let app = app_of(&world, "app").await;
        let first = ask(&world, &app, &[&PASSWORD[..], &[("scope", "read")]].concat()).await.unwrap();
        world.wait(Duration::hours(24) - Duration::seconds(1));
        assert!(world.opens(&first).await && !first.access_token.expose().contains('.'));
        world.wait(Duration::days(199));
        let next = refresh(&world, &app, &refresh_token(&first)).await.unwrap();
        assert!(world.opens(&next).await && !world.opens(&first).await);
        assert_eq!((first.scope.to_string(), next.scope.to_string()), (SCOPE.to_owned(), SCOPE.to_owned()));
        assert_eq!((first.expires_in, next.expires_in), (86400, 86400));
    }

    #[tokio::test]
    async fn a_wider_family_gives_this_scope_alone() {
        let world = World::new().await;
        let app = app_of(&world, "app").await;
        let family = world.exchange(&app, &[&PASSWORD[..], &[("scope", "read user")]].concat()).await.unwrap();
        let here = refresh(&world, &app, &refresh_token(&family)).await.unwrap();
        assert_eq!(here.scope.to_string(), SCOPE);
        let without = world.exchange(&app, &[&PASSWORD[..], &[("scope", "read")]].concat()).await.unwrap();
        assert_eq!(code_of(refresh(&world, &app, &refresh_token(&without)).await), ErrorCode::InvalidScope);
    }
}
