use crate::context::Ctx;
use crate::model::Consent;
use crate::store::Question;
use crate::types::{Scope, UserId};

/// What stands between a request and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interaction {
    /// Nobody is signed in.
    Login,
    /// The person must be asked; what they allowed before is known.
    Consent { granted_before: Scope },
    /// Nothing: an app of the house, or the person has answered all of it before. This much they allow.
    Ready { scope: Scope },
}

/// Says what the person must do before this request can be answered.
pub fn interaction(ctx: &Ctx<'_>, question: &Question, user: Option<UserId>) -> Interaction {
    let Some(user) = user else { return Interaction::Login };
    let Question { request, client, consent, .. } = question;
    // RFC 8252 §8.6: any program could pose as a native app, so what was allowed before proves nothing about it.
    if client.asks_every_time() {
        return Interaction::Consent { granted_before: Scope::default() };
    }
    if client.trusted {
        return Interaction::Ready { scope: request.scope.clone() };
    }
    let in_force = |consent: &&Consent| consent.user_id == user && ctx.now < consent.expires_at;
    let Some(consent) = consent.as_ref().filter(in_force) else {
        return Interaction::Consent { granted_before: Scope::default() };
    };
    let scope = request.scope.intersection(&consent.scope);
    // What they left out before is an answer too; but with nothing allowed there is nothing to go on with.
    let answered = request.scope.is_within(&consent.scope.union(&consent.declined));
    if answered && (!scope.is_empty() || request.scope.is_empty()) {
        Interaction::Ready { scope }
    } else {
        Interaction::Consent { granted_before: consent.scope.clone() }
    }
}

/// What a person allows who ticked these boxes: all that is asked, but for the optional scopes they left out. What they
/// allowed before has no box and stays.
pub fn chosen<'a>(
    Question { request, scopes, .. }: &Question,
    granted_before: &Scope,
    ticked: impl Iterator<Item = &'a str>,
) -> Scope {
    let ticked: Vec<&str> = ticked.collect();
    let is_optional = |name: &str| scopes.iter().any(|entry| entry.optional && entry.name.as_str() == name);
    let allowed = |name: &str| !is_optional(name) || granted_before.contains(name) || ticked.contains(&name);
    request.scope.iter().filter(|name| allowed(name.as_str())).cloned().collect()
}
