//! Redeeming a code (RFC 6749 §4.1.3, §4.1.4).

use std::borrow::Cow;

use async_trait::async_trait;
use oxide_auth::code_grant::accesstoken;
use oxide_auth::primitives::grant::{Extensions, Grant as DriverGrant};
use oxide_auth::primitives::issuer::{IssuedToken, RefreshedToken, TokenType};
use oxide_auth_async::code_grant as driver;
use oxide_auth_async::primitives::{Authorizer, Issuer, Registrar};

use super::{Flow, driver_grant, far};
use crate::context::Ctx;
use crate::error::OAuthError;
use crate::grant::authorization_code;
use crate::issue::Minted;
use crate::model::{AuthorizationCode, Client};
use crate::request::AuthorizationCodeRequest;
use crate::store::Database;

struct CodeFlow<'a> {
    flow: Flow<'a>,
    database: &'a dyn Database,
    request: &'a AuthorizationCodeRequest,
    code: Option<AuthorizationCode>,
    minted: Option<Minted>,
}

/// Exchanges a code for tokens.
pub(crate) async fn redeem_code<'a>(
    ctx: &'a Ctx<'a>,
    database: &'a dyn Database,
    client: &'a Client,
    request: &'a AuthorizationCodeRequest,
) -> Result<Minted, OAuthError> {
    let flow = Flow::new(ctx, database.store(), client);
    let mut flow = CodeFlow { flow, database, request, code: None, minted: None };
    match driver::access_token::access_token(&mut flow, &RawCode { client, request }).await {
        Ok(_) => flow.minted.ok_or(OAuthError::Internal("no token was minted")),
        Err(_) => Err(flow.flow.into_fault()),
    }
}

impl driver::access_token::Endpoint for CodeFlow<'_> {
    fn registrar(&self) -> &(dyn Registrar + Sync) {
        &self.flow
    }
    fn authorizer(&mut self) -> &mut (dyn Authorizer + Send) {
        self
    }
    fn issuer(&mut self) -> &mut (dyn Issuer + Send) {
        self
    }
    fn extension(&mut self) -> &mut (dyn driver::access_token::Extension + Send) {
        self
    }
}

#[async_trait]
impl Authorizer for CodeFlow<'_> {
    async fn authorize(&mut self, _: DriverGrant) -> Result<String, ()> {
        Err(())
    }

    /// Looks the code up; what is wrong from here on uses it up.
    async fn extract(&mut self, _: &str) -> Result<Option<DriverGrant>, ()> {
        let Flow { ctx, client, .. } = self.flow;
        let code = self.flow.keep(authorization_code::find(ctx, self.database, client, self.request).await)?;
        let grant = driver_grant(client, &code.user_id.to_string(), RawCode { client, request: self.request }.url()?);
        self.code = Some(code);
        Ok(Some(grant))
    }
}

#[async_trait]
impl driver::access_token::Extension for CodeFlow<'_> {
    async fn extend(&mut self, _: &(dyn accesstoken::Request + Sync), _: Extensions) -> Result<Extensions, ()> {
        let code = self.code.as_ref().ok_or(())?;
        let Flow { ctx, client, .. } = self.flow;
        let checked = match authorization_code::check_verifier(code, self.request) {
            Ok(()) => Ok(Extensions::new()),
            Err(error) => Err(authorization_code::burn(ctx, self.database, client, code, error).await),
        };
        self.flow.keep(checked)
    }
}

#[async_trait]
impl Issuer for CodeFlow<'_> {
    async fn issue(&mut self, _: DriverGrant) -> Result<IssuedToken, ()> {
        let code = self.code.as_ref().ok_or(())?;
        let Flow { ctx, client, .. } = self.flow;
        let minted = self.flow.keep(authorization_code::mint(ctx, self.database, client, code).await)?;
        self.minted = Some(minted);
        Ok(IssuedToken { token: String::new(), refresh: None, until: far(), token_type: TokenType::Bearer })
    }
    async fn refresh(&mut self, _: &str, _: DriverGrant) -> Result<RefreshedToken, ()> {
        Err(())
    }
    async fn recover_token(&mut self, _: &str) -> Result<Option<DriverGrant>, ()> {
        Err(())
    }
    async fn recover_refresh(&mut self, _: &str) -> Result<Option<DriverGrant>, ()> {
        Err(())
    }
}

struct RawCode<'a> {
    client: &'a Client,
    request: &'a AuthorizationCodeRequest,
}

impl RawCode<'_> {
    /// The driver compares parsed URLs and insists on one; [`authorization_code::find`] has compared the exact texts
    /// and knows when none is needed, so the driver always gets the same one twice.
    fn url(&self) -> Result<url::Url, ()> {
        url::Url::parse("urn:sesame:compared").map_err(|_| ())
    }
}

impl accesstoken::Request for RawCode<'_> {
    fn valid(&self) -> bool {
        true
    }
    fn code(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.request.code.expose()))
    }
    fn authorization(&self) -> accesstoken::Authorization<'_> {
        accesstoken::Authorization::Username(Cow::Borrowed(self.client.id.as_str()))
    }
    fn client_id(&self) -> Option<Cow<'_, str>> {
        None
    }
    fn redirect_uri(&self) -> Option<Cow<'_, str>> {
        self.url().ok().map(|url| Cow::Owned(url.into()))
    }
    fn grant_type(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed("authorization_code"))
    }
    fn extension(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }
}
