//! The authorization endpoint (RFC 6749 §4.1.1, §4.1.2).

use std::borrow::Cow;
use std::sync::OnceLock;

use async_trait::async_trait;
use oxide_auth::code_grant::authorization;
use oxide_auth::primitives::grant::{Extensions, Grant as DriverGrant};
use oxide_auth::primitives::registrar::{BoundClient, ClientUrl, ExactUrl, PreGrant, RegisteredUrl, RegistrarError};
use oxide_auth::primitives::scope::Scope as DriverScope;
use oxide_auth_async::code_grant as driver;
use oxide_auth_async::primitives::{Authorizer, Registrar};

use super::{Flow, no_scope};
use crate::authorize::{self, Approval, Asked};
use crate::context::Ctx;
use crate::error::OAuthError;
use crate::model::Client;
use crate::request::AuthorizeRequest;
use crate::store::Store;
use crate::types::{Secret, VerifiedRedirectUri};

struct AuthorizeFlow<'a> {
    flow: Flow<'a>,
    request: AuthorizeRequest<'a>,
    redirect_uri: &'a VerifiedRedirectUri,
    asked: OnceLock<Asked>,
    approval: Option<&'a Approval<'a>>,
    code: Option<Secret>,
}

/// Checks what a request asks for: PKCE and scope.
pub(crate) async fn ask<'a>(
    ctx: &'a Ctx<'a>,
    store: &'a dyn Store,
    client: &'a Client,
    request: AuthorizeRequest<'a>,
    redirect_uri: &'a VerifiedRedirectUri,
) -> Result<Asked, OAuthError> {
    let mut flow = AuthorizeFlow::new(Flow::new(ctx, store, client), request, redirect_uri);
    match driver::authorization::authorization_code(&mut flow, &RawAuthorize(request)).await {
        Ok(_) => flow.asked.into_inner().ok_or(OAuthError::Internal("nothing was negotiated")),
        Err(_) => Err(flow.flow.into_fault()),
    }
}

/// Runs the request again with the scope the person approved, and turns it into a code.
pub(crate) async fn approve<'a>(
    ctx: &'a Ctx<'a>,
    store: &'a dyn Store,
    client: &'a Client,
    approval: &'a Approval<'a>,
) -> Result<Secret, OAuthError> {
    let scope = approval.scope.to_string();
    let stored = approval.request;
    let request = AuthorizeRequest {
        client_id: Some(client.id.as_str()),
        redirect_uri: Some(stored.redirect_uri.as_str()),
        response_type: Some("code"),
        response_mode: None,
        scope: Some(&scope),
        state: stored.state.as_deref(),
        code_challenge: stored.code_challenge.as_ref().map(|challenge| challenge.as_str()),
        code_challenge_method: stored.code_challenge.as_ref().map(|_| "S256"),
    };
    let mut flow = AuthorizeFlow::new(Flow::new(ctx, store, client), request, &stored.redirect_uri);
    flow.approval = Some(approval);
    let owner = approval.user_id.to_string();
    let result = match driver::authorization::authorization_code(&mut flow, &RawAuthorize(request)).await {
        Ok(pending) => pending.authorize(&mut flow, Cow::Owned(owner)).await,
        Err(error) => Err(error),
    };
    match result {
        Ok(_) => flow.code.ok_or(OAuthError::Internal("no code was made")),
        Err(_) => Err(flow.flow.into_fault()),
    }
}

impl<'a> AuthorizeFlow<'a> {
    fn new(flow: Flow<'a>, request: AuthorizeRequest<'a>, redirect_uri: &'a VerifiedRedirectUri) -> Self {
        Self { flow, request, redirect_uri, asked: OnceLock::new(), approval: None, code: None }
    }
}

impl driver::authorization::Endpoint for AuthorizeFlow<'_> {
    fn registrar(&self) -> &(dyn Registrar + Sync) {
        self
    }
    fn authorizer(&mut self) -> &mut (dyn Authorizer + Send) {
        self
    }
    fn extension(&mut self) -> &mut (dyn driver::authorization::Extension + Send) {
        self
    }
}

#[async_trait]
impl driver::authorization::Extension for AuthorizeFlow<'_> {
    /// PKCE. The challenge travels with our stored request, not in the driver's extensions.
    async fn extend(&mut self, _: &(dyn authorization::Request + Sync)) -> Result<Extensions, ()> {
        self.flow.keep(authorize::check_pkce(self.flow.client, &self.request)).map(|_| Extensions::new())
    }
}

#[async_trait]
impl Registrar for AuthorizeFlow<'_> {
    /// Client and redirect URI were verified first, because they decide where an error may go.
    async fn bound_redirect<'a>(&self, bound: ClientUrl<'a>) -> Result<BoundClient<'a>, RegistrarError> {
        self.flow.assert_client(&bound.client_id)?;
        let url = ExactUrl::new(self.redirect_uri.as_str().to_owned()).map_err(|_| RegistrarError::Unspecified)?;
        Ok(BoundClient { client_id: bound.client_id, redirect_uri: Cow::Owned(RegisteredUrl::Exact(url)) })
    }

    async fn negotiate<'a>(
        &self,
        client: BoundClient<'a>,
        scope: Option<DriverScope>,
    ) -> Result<PreGrant, RegistrarError> {
        let client_record = self.flow.client;
        let asked = match self.approval {
            None => self.flow.keep(authorize::check(client_record, &self.request)),
            Some(approval) => self.flow.keep(authorize::check_approval(client_record, approval)),
        };
        let asked = asked.map_err(|()| RegistrarError::Unspecified)?;
        let _ = self.asked.set(asked);
        Ok(PreGrant {
            client_id: client.client_id.into_owned(),
            redirect_uri: client.redirect_uri.into_owned(),
            // The driver carries it along unread; its sets have no order, so ours is the one that is kept.
            scope: scope.unwrap_or_else(no_scope),
        })
    }

    async fn check(&self, client_id: &str, _: Option<&[u8]>) -> Result<(), RegistrarError> {
        self.flow.assert_client(client_id)
    }
}

#[async_trait]
impl Authorizer for AuthorizeFlow<'_> {
    async fn authorize(&mut self, _: DriverGrant) -> Result<String, ()> {
        let approval = self.approval.ok_or(())?;
        let stored = authorize::store_code(self.flow.ctx, self.flow.store, self.flow.client, approval).await;
        let code = self.flow.keep(stored)?;
        let text = code.expose().to_owned();
        self.code = Some(code);
        Ok(text)
    }

    async fn extract(&mut self, _: &str) -> Result<Option<DriverGrant>, ()> {
        Err(())
    }
}

/// The driver's view of the parameters.
struct RawAuthorize<'a>(AuthorizeRequest<'a>);

impl authorization::Request for RawAuthorize<'_> {
    fn valid(&self) -> bool {
        true
    }
    fn client_id(&self) -> Option<Cow<'_, str>> {
        self.0.client_id.map(Cow::Borrowed)
    }
    /// Not told: the driver would parse it first and refuse a malformed one before our rules can name the error.
    fn scope(&self) -> Option<Cow<'_, str>> {
        None
    }
    fn redirect_uri(&self) -> Option<Cow<'_, str>> {
        self.0.redirect_uri.map(Cow::Borrowed)
    }
    fn state(&self) -> Option<Cow<'_, str>> {
        self.0.state.map(Cow::Borrowed)
    }
    fn response_type(&self) -> Option<Cow<'_, str>> {
        self.0.response_type.map(Cow::Borrowed)
    }
    fn extension(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }
}
