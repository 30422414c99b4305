//! What most applications of a kind want, for what was left open.

use std::collections::BTreeSet;

use super::{Authentication, NewClient};
use crate::model::{ClientKind, ScopeEntry};
use crate::types::{GrantType, Scope, ScopeToken};

/// What an application is, as far as can be told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub kind: ClientKind,
    /// Whether it goes without a secret when nothing was said about one.
    pub is_public: bool,
}

impl Shape {
    pub fn of(asked: &NewClient, grant_types: &[GrantType]) -> Self {
        if let Some(kind) = asked.kind {
            let is_public = matches!(kind, ClientKind::Native | ClientKind::Device);
            return Self { kind, is_public };
        }
        let public = matches!(asked.authentication, Authentication::Public | Authentication::PublicWithSecret);
        let with_redirect = if asked.grant_types.is_empty() {
            !asked.redirect_uris.is_empty()
        } else {
            grant_types.contains(&GrantType::AuthorizationCode)
        };
        let kind = match (with_redirect, public) {
            (true, true) => ClientKind::Native,
            (true, false) => ClientKind::Web,
            (false, _) if grant_types.contains(&GrantType::DeviceCode) => ClientKind::Device,
            (false, true) => ClientKind::Device,
            (false, false) if grant_types.contains(&GrantType::Password) => ClientKind::Web,
            (false, false) => ClientKind::Service,
        };
        Self { kind, is_public: false }
    }

    pub fn grant_types(self) -> BTreeSet<GrantType> {
        match self.kind {
            ClientKind::Web | ClientKind::Native => [GrantType::AuthorizationCode, GrantType::RefreshToken].into(),
            ClientKind::Device => [GrantType::DeviceCode, GrantType::RefreshToken].into(),
            ClientKind::Service => [GrantType::ClientCredentials].into(),
        }
    }
}

/// The named scopes, or those that every new application gets.
pub(super) fn scope(registry: &[ScopeEntry], named: Vec<ScopeToken>) -> Scope {
    if named.is_empty() { of_every_new_application(registry) } else { named.into_iter().collect() }
}

/// The named scopes; or those of its scopes that every new application gets; or, when that would be nothing, all.
pub(super) fn default_scope(registry: &[ScopeEntry], scope: &Scope, named: Vec<ScopeToken>) -> Scope {
    if !named.is_empty() {
        return named.into_iter().collect();
    }
    let usual = scope.without(&scope.without(&of_every_new_application(registry)));
    if usual.is_empty() { scope.clone() } else { usual }
}

fn of_every_new_application(registry: &[ScopeEntry]) -> Scope {
    registry.iter().filter(|entry| entry.default).map(|entry| entry.name.clone()).collect()
}
