//! Refreshing (RFC 6749 §6).

use std::borrow::Cow;

use async_trait::async_trait;
use oxide_auth::code_grant::refresh;
use oxide_auth::primitives::grant::Grant as DriverGrant;
use oxide_auth::primitives::issuer::{IssuedToken, RefreshedToken, TokenType};
use oxide_auth_async::code_grant as driver;
use oxide_auth_async::primitives::{Issuer, Registrar};

use super::{Flow, driver_grant, far};
use crate::context::Ctx;
use crate::error::OAuthError;
use crate::grant::refresh_token;
use crate::issue::Minted;
use crate::model::{Client, Grant, RefreshToken};
use crate::request::RefreshTokenRequest;
use crate::store::Database;
use crate::types::Scope;

struct RefreshFlow<'a> {
    flow: Flow<'a>,
    database: &'a dyn Database,
    request: &'a RefreshTokenRequest,
    current: Option<(RefreshToken, Grant)>,
    minted: Option<Minted>,
}

/// Exchanges a refresh token for its successor and a new access token.
pub(crate) async fn refresh<'a>(
    ctx: &'a Ctx<'a>,
    database: &'a dyn Database,
    client: &'a Client,
    request: &'a RefreshTokenRequest,
) -> Result<Minted, OAuthError> {
    let flow = Flow::new(ctx, database.store(), client);
    let mut flow = RefreshFlow { flow, database, request, current: None, minted: None };
    let raw = RawRefresh { client, request, scope: request.scope.as_ref().map(Scope::to_string) };
    match driver::refresh::refresh(&mut flow, &raw).await {
        Ok(_) => flow.minted.ok_or(OAuthError::Internal("no token was minted")),
        Err(_) => Err(flow.flow.into_fault()),
    }
}

impl driver::refresh::Endpoint for RefreshFlow<'_> {
    fn registrar(&self) -> &(dyn Registrar + Sync) {
        &self.flow
    }
    fn issuer(&mut self) -> &mut (dyn Issuer + Send) {
        self
    }
}

#[async_trait]
impl Issuer for RefreshFlow<'_> {
    async fn issue(&mut self, _: DriverGrant) -> Result<IssuedToken, ()> {
        Err(())
    }

    async fn recover_token(&mut self, _: &str) -> Result<Option<DriverGrant>, ()> {
        Err(())
    }

    /// Looks the token up without using it: a request that asks too much must not cost the session.
    async fn recover_refresh(&mut self, _: &str) -> Result<Option<DriverGrant>, ()> {
        let Flow { ctx, store, client, .. } = self.flow;
        let (token, grant) = self.flow.keep(refresh_token::find(ctx, store, client, self.request).await)?;
        let url = url::Url::parse("urn:sesame:none").map_err(|_| ())?;
        let mut known = driver_grant(client, &grant.subject.to_string(), url);
        known.scope = grant.scope.to_string().parse().map_err(|_| ())?;
        self.current = Some((token, grant));
        Ok(Some(known))
    }

    async fn refresh(&mut self, _: &str, _: DriverGrant) -> Result<RefreshedToken, ()> {
        let found = self.current.as_ref().ok_or(())?;
        let Flow { ctx, client, .. } = self.flow;
        let minted = self.flow.keep(refresh_token::rotate(ctx, self.database, client, self.request, found).await)?;
        self.minted = Some(minted);
        Ok(RefreshedToken { token: String::new(), refresh: None, until: far(), token_type: TokenType::Bearer })
    }
}

struct RawRefresh<'a> {
    client: &'a Client,
    request: &'a RefreshTokenRequest,
    scope: Option<String>,
}

impl refresh::Request for RawRefresh<'_> {
    fn valid(&self) -> bool {
        true
    }
    fn refresh_token(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.request.refresh_token.expose()))
    }
    fn scope(&self) -> Option<Cow<'_, str>> {
        self.scope.as_deref().map(Cow::Borrowed)
    }
    fn grant_type(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed("refresh_token"))
    }
    fn authorization(&self) -> Option<(Cow<'_, str>, Cow<'_, [u8]>)> {
        Some((Cow::Borrowed(self.client.id.as_str()), Cow::Borrowed(&[])))
    }
    fn extension(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }
}
