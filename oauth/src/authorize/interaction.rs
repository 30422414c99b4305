use crate::context::Ctx;
use crate::error::OAuthError;
use crate::model::{AuthorizationRequest, Client};
use crate::store::Store;
use crate::types::{Scope, UserId};

/// What stands between a request and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interaction {
    /// Nobody is signed in.
    Login,
    /// The person must be asked; what they allowed before is known.
    Consent { granted_before: Scope },
    /// Nothing: an app of the house, or the person allowed all of it before.
    Ready,
}

/// Says what the person must do before this request can be answered.
pub async fn interaction(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    client: &Client,
    request: &AuthorizationRequest,
    user: Option<UserId>,
) -> Result<Interaction, OAuthError> {
    let Some(user) = user else { return Ok(Interaction::Login) };
    // RFC 8252 §8.6: any program could pose as a native app, so what was allowed before proves nothing about it.
    if client.asks_every_time() {
        return Ok(Interaction::Consent { granted_before: Scope::default() });
    }
    if client.trusted {
        return Ok(Interaction::Ready);
    }
    let consent = store.consent(user, &client.id).await?;
    match consent.map(|consent| consent.scope_at(ctx.now)) {
        Some(before) if request.scope.is_within(&before) => Ok(Interaction::Ready),
        before => Ok(Interaction::Consent { granted_before: before.unwrap_or_default() }),
    }
}
