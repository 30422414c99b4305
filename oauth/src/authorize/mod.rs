//! The authorization endpoint (RFC 6749 §4.1.1, §4.1.2), a table of contents.
//!
//! [`begin`], in an order that is the security argument:
//!
//! 1. the client, 2. its redirect URI: until both stand, nothing is redirected anywhere, an error is **shown**;
//! 3. parameters, 4. response type, 5. PKCE and 6. scope: from here on an error is **redirected**, and a
//!    [`RedirectedError`] cannot be built without a [`VerifiedRedirectUri`];
//! 7. the request is kept in the store under an unguessable id, so that sign-in, the back button, two tabs and a
//!    restart of the server lose nothing.
//!
//! Then [`interaction`] says what the person must do, and [`allow`] or [`refuse`] is their answer, given once.

mod checks;
mod interaction;

pub use checks::{Error, ShownError};
pub(crate) use checks::{check, check_approval, check_pkce};
pub use interaction::{Interaction, chosen, interaction};

use crate::audit;
use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError};
use crate::flow;
use crate::mistake::{self, Refused};
use crate::model::{
    Actor, AuditEvent, AuthorizationCode, AuthorizationRequest, Client, Consent, Endpoint, RequestId, RequestState,
};
use crate::request::{AuthorizeRequest, Params};
use crate::store::{Database, Store};
use crate::types::{CodeChallenge, GrantId, Scope, Secret, UserId, VerifiedRedirectUri};

/// How an authorization request fails.
#[derive(Debug)]
pub enum AuthorizeError {
    /// On a page of ours: where the answer may go is not certain (RFC 6749 §4.1.2.1).
    Show(ShownError),
    Redirect(RedirectedError),
    Internal(OAuthError),
}

/// An error that goes back to the application.
#[derive(Debug)]
pub struct RedirectedError {
    /// The complete URL with `error`, `error_description`, `state` and `iss`.
    pub location: String,
    pub code: ErrorCode,
    pub description: String,
    pub client: Box<Client>,
    /// Whether the browser may be sent there unasked. For an application nobody has vouched for it may not: its
    /// registered URL could be a trap that our address leads into (RFC 9700 §4.11.2).
    pub automatic: bool,
}

impl From<ShownError> for AuthorizeError {
    fn from(error: ShownError) -> Self {
        Self::Show(error)
    }
}

impl From<OAuthError> for AuthorizeError {
    fn from(error: OAuthError) -> Self {
        Self::Internal(error)
    }
}

/// What a request asks for, checked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub scope: Scope,
    pub code_challenge: Option<CodeChallenge>,
}

/// A request that waits for its person.
#[derive(Debug)]
pub struct Begun {
    pub id: RequestId,
    pub request: AuthorizationRequest,
    pub client: Client,
}

/// Checks an authorization request and keeps it.
pub async fn begin(ctx: &Ctx<'_>, store: &dyn Store, params: &Params) -> Result<Begun, AuthorizeError> {
    let request = AuthorizeRequest::of(params);
    let client = checks::client(store, params).await?;
    let refused = |refusal| Refused { endpoint: Endpoint::Authorize, params, refusal };
    let redirect_uri = match checks::redirect_uri(&client, params) {
        Ok(redirect_uri) => redirect_uri,
        Err(shown) => {
            mistake::note(ctx, store, &client, refused(&shown)).await.map_err(OAuthError::from)?;
            return Err(shown.into());
        }
    };

    let failure_uri =
        client.failure_redirect_uri.as_ref().map_or_else(|| redirect_uri.clone(), |uri| uri.as_verified());
    let asked = match ask(ctx, store, &client, params, &redirect_uri).await {
        Ok(asked) => asked,
        Err(OAuthError::Protocol(refusal)) => {
            mistake::note(ctx, store, &client, refused(&*refusal)).await.map_err(OAuthError::from)?;
            let reply = Reply { to: &failure_uri, state: request.state, issuer: ctx.config.issuer.as_str() };
            let location = reply.error(refusal.code(), &refusal.to_string());
            // Only a bad scope is held back: every other error needs a mistake the application's own code would make.
            let automatic = client.verified || client.trusted || refusal.code() != ErrorCode::InvalidScope;
            return Err(AuthorizeError::Redirect(RedirectedError {
                location,
                code: refusal.code(),
                description: refusal.to_string(),
                client: Box::new(client),
                automatic,
            }));
        }
        Err(error) => return Err(error.into()),
    };

    let id = Secret::generate(ctx.entropy);
    let request = AuthorizationRequest {
        id: id.hash(),
        client_id: client.id.clone(),
        redirect_uri,
        redirect_uri_given: request.redirect_uri.is_some(),
        failure_uri,
        scope: asked.scope,
        state: request.state.map(str::to_owned),
        code_challenge: asked.code_challenge,
        created_at: ctx.now,
        expires_at: ctx.now + ctx.config.request_lifetime,
        answer: RequestState::Waiting,
    };
    store.keep_request(&request).await.map_err(OAuthError::from)?;
    Ok(Begun { id, request, client })
}

/// Steps 3 to 6, whose errors are redirected.
async fn ask<'a>(
    ctx: &'a Ctx<'a>,
    store: &'a dyn Store,
    client: &'a Client,
    params: &'a Params,
    redirect_uri: &'a VerifiedRedirectUri,
) -> Result<Asked, OAuthError> {
    let request = AuthorizeRequest::of(params);
    params.check()?;
    checks::unsupported_parameters(params)?;
    checks::response_type(client, &request)?;
    flow::ask(ctx, store, client, request, redirect_uri).await
}

/// A person's yes, on its way through the state machine.
pub(crate) struct Approval<'a> {
    pub request: &'a AuthorizationRequest,
    pub user_id: UserId,
    /// What was asked, or less.
    pub scope: &'a Scope,
}

/// The person's yes.
#[derive(Clone, Copy, Debug)]
pub struct Allowed<'a> {
    pub user_id: UserId,
    /// What was asked, or less.
    pub scope: &'a Scope,
    /// Whether they were asked just now. A yes that was taken as given is neither remembered anew nor written down as
    /// one: what is remembered ends when it was said to end.
    pub asked: bool,
}

/// What giving an answer came to.
#[derive(Debug)]
pub enum Answered {
    /// Send the browser here.
    Redirect(String),
    /// It was answered before, in another tab or by a second click, or has expired.
    TooLate,
}

/// The person allows it: a code is made, and what they allowed is remembered.
pub async fn allow(
    ctx: &Ctx<'_>,
    database: &dyn Database,
    client: &Client,
    request: &AuthorizationRequest,
    allowed: Allowed<'_>,
) -> Result<Answered, OAuthError> {
    let Allowed { user_id, scope, asked } = allowed;
    let transaction = database.begin().await?;
    let store: &dyn Store = &*transaction;
    if !store.answer_request(&request.id, ctx.now).await? {
        return Ok(Answered::TooLate);
    }
    let code = flow::approve(ctx, store, client, &Approval { request, user_id, scope }).await?;
    if asked {
        remember(ctx, store, request, allowed).await?;
        let given = audit::entry(ctx, AuditEvent::ConsentGiven).by(Actor::Person(user_id)).client(&client.id);
        store.record(&given.detail(scope.to_string())).await?;
    }
    transaction.commit().await?;
    let reply = Reply::of(ctx, request, &request.redirect_uri);
    Ok(Answered::Redirect(reply.code(&code)))
}

/// The person refuses: the application hears `access_denied` (RFC 6749 §4.1.2.1).
pub async fn refuse(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    request: &AuthorizationRequest,
    user_id: UserId,
) -> Result<Answered, OAuthError> {
    if !store.answer_request(&request.id, ctx.now).await? {
        return Ok(Answered::TooLate);
    }
    let refused = audit::entry(ctx, AuditEvent::ConsentRefused).by(Actor::Person(user_id)).client(&request.client_id);
    store.record(&refused).await?;
    Ok(Answered::Redirect(refusal_location(ctx, request)))
}

/// Where a person goes who gives up: back to the application, with a proper error and its `state`.
pub fn refusal_location(ctx: &Ctx<'_>, request: &AuthorizationRequest) -> String {
    Reply::of(ctx, request, &request.failure_uri).error(ErrorCode::AccessDenied, "the person refused")
}

/// Makes and keeps the code an approval stands for.
pub(crate) async fn store_code(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    client: &Client,
    approval: &Approval<'_>,
) -> Result<Secret, OAuthError> {
    let code = Secret::generate(ctx.entropy);
    let row = AuthorizationCode {
        code: code.hash(),
        grant_id: GrantId::generate(ctx.entropy, ctx.now),
        client_id: client.id.clone(),
        user_id: approval.user_id,
        redirect_uri: approval.request.redirect_uri.clone(),
        redirect_uri_given: approval.request.redirect_uri_given,
        scope: approval.scope.clone(),
        code_challenge: approval.request.code_challenge.clone(),
        asked_from: ctx.from.clone(),
        created_at: ctx.now,
        expires_at: ctx.now + ctx.config.code_lifetime,
    };
    store.store_code(&row).await?;
    Ok(code)
}

async fn remember(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    request: &AuthorizationRequest,
    Allowed { user_id, scope, .. }: Allowed<'_>,
) -> Result<(), OAuthError> {
    let before = store.consent(user_id, &request.client_id).await?.filter(|consent| ctx.now < consent.expires_at);
    let (granted, declined) = before.map(|consent| (consent.scope, consent.declined)).unwrap_or_default();
    let consent = Consent {
        user_id,
        client_id: request.client_id.clone(),
        scope: granted.union(scope),
        declined: declined.union(&request.scope).without(&granted).without(scope),
        granted_at: ctx.now,
        expires_at: ctx.now + ctx.config.consent_lifetime,
    };
    Ok(store.remember_consent(&consent).await?)
}

/// An authorization response (RFC 6749 §4.1.2, §4.1.2.1), with `iss` on success and error alike (RFC 9207 §2).
struct Reply<'a> {
    to: &'a VerifiedRedirectUri,
    state: Option<&'a str>,
    issuer: &'a str,
}

impl<'a> Reply<'a> {
    fn of(ctx: &'a Ctx<'_>, request: &'a AuthorizationRequest, to: &'a VerifiedRedirectUri) -> Self {
        Self { to, state: request.state.as_deref(), issuer: ctx.config.issuer.as_str() }
    }

    fn code(&self, code: &Secret) -> String {
        self.with(vec![("code", code.expose())])
    }

    fn error(&self, code: ErrorCode, description: &str) -> String {
        self.with(vec![("error", code.as_str()), ("error_description", description)])
    }

    fn with<'p>(&'p self, mut params: Vec<(&'p str, &'p str)>) -> String {
        params.extend(self.state.map(|state| ("state", state)));
        params.push(("iss", self.issuer));
        self.to.with_params(&params)
    }
}

#[cfg(test)]
mod tests;
