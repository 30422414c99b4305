//! The one module that speaks to oxide-auth, which drives the authorization-code and refresh state machines.
//!
//! oxide-auth decides the **order** of the steps; the rules it calls are ours ([`crate::authorize`],
//! [`crate::grant`]), and so are the errors: its error types are closed and answer `invalid_request` where the RFC
//! says `invalid_grant`. So each flow below keeps the exact `fault`, which wins over whatever the driver makes of it,
//! and the real result, which is read from the flow instead of the driver's token type.

mod authorize;
mod code;
mod refresh;

use std::sync::OnceLock;

use async_trait::async_trait;
use oxide_auth::primitives::grant::{Extensions, Grant as DriverGrant};
use oxide_auth::primitives::registrar::{BoundClient, ClientUrl, PreGrant, RegistrarError};
use oxide_auth::primitives::scope::Scope as DriverScope;
use oxide_auth_async::primitives::Registrar;

pub(crate) use self::authorize::{approve, ask};
pub(crate) use self::code::redeem_code;
pub(crate) use self::refresh::refresh;

use crate::context::Ctx;
use crate::error::OAuthError;
use crate::model::Client;
use crate::store::Store;

/// What every flow knows: who asks whom, and the first thing that went wrong.
struct Flow<'a> {
    ctx: &'a Ctx<'a>,
    store: &'a dyn Store,
    client: &'a Client,
    fault: OnceLock<OAuthError>,
}

impl<'a> Flow<'a> {
    fn new(ctx: &'a Ctx<'a>, store: &'a dyn Store, client: &'a Client) -> Self {
        Self { ctx, store, client, fault: OnceLock::new() }
    }

    /// Keeps the exact error and hands the driver the unit it understands.
    fn keep<T, E: Into<OAuthError>>(&self, result: Result<T, E>) -> Result<T, ()> {
        result.map_err(|error| drop(self.fault.set(error.into())))
    }

    /// The kept error. Without one, the driver refused what our rules let pass: a fault of ours.
    fn into_fault(self) -> OAuthError {
        self.fault.into_inner().unwrap_or(OAuthError::Internal("the state machine refused what the rules allow"))
    }

    /// The client was authenticated before the driver ran; it only has to be the same one.
    fn assert_client(&self, client_id: &str) -> Result<(), RegistrarError> {
        if client_id == self.client.id.as_str() { Ok(()) } else { Err(RegistrarError::Unspecified) }
    }
}

/// At the token endpoint nothing is left to negotiate: the client is authenticated, this asserts it is the same one.
#[async_trait]
impl Registrar for Flow<'_> {
    async fn bound_redirect<'a>(&self, _: ClientUrl<'a>) -> Result<BoundClient<'a>, RegistrarError> {
        Err(RegistrarError::Unspecified)
    }
    async fn negotiate<'a>(&self, _: BoundClient<'a>, _: Option<DriverScope>) -> Result<PreGrant, RegistrarError> {
        Err(RegistrarError::Unspecified)
    }
    async fn check(&self, client_id: &str, _: Option<&[u8]>) -> Result<(), RegistrarError> {
        self.assert_client(client_id)
    }
}

/// A grant as the driver wants to see it. Lifetimes are judged by our rules against `ctx.now`; the driver would ask
/// the machine's clock, so it is given an end far away.
fn driver_grant(client: &Client, owner: &str, redirect_uri: url::Url) -> DriverGrant {
    DriverGrant {
        owner_id: owner.to_owned(),
        client_id: client.id.to_string(),
        scope: no_scope(),
        redirect_uri,
        until: far(),
        extensions: Extensions::new(),
    }
}

fn far() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::<chrono::Utc>::MAX_UTC
}

fn no_scope() -> DriverScope {
    "".parse().unwrap_or_else(|_| unreachable!("no scope at all is a scope"))
}
