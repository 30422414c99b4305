//! What holds when a developer registers an application without anybody looking: who may, what they may choose, and
//! when an administrator has to look again. `trusted`, `verified`, lifetimes and the password grant are not theirs to set.

use super::{Changes, ClientChanges, NewClient, Problem, Problems, Registered, Registrar, change, register};
use crate::model::{Client, ClientKind, ScopeEntry};
use crate::types::{Scope, UserId};

/// So many applications one person may have.
pub const MAX_APPS: usize = 25;
/// So many redirect URIs one application may have.
pub const MAX_REDIRECT_URIS: usize = 20;

/// Who registers an application in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Developer {
    pub user: UserId,
    /// Nobody has to look at what an administrator does.
    pub admin: bool,
    /// How many applications they have.
    pub apps: usize,
}

/// An application as a developer describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    pub name: String,
    pub site_url: String,
    pub description: String,
    pub redirect_uris: Vec<String>,
    pub failure_redirect_uri: String,
    /// Everything it may ask for.
    pub scopes: Vec<String>,
}

impl Developer {
    /// How many applications they may have.
    pub fn limit(&self) -> usize {
        if self.admin { usize::MAX } else { MAX_APPS }
    }

    /// Whether they may have another application.
    pub fn has_room(&self) -> bool {
        self.apps < self.limit()
    }

    /// Whether an application of this kind may be given this scope. People decide what an application of theirs may do;
    /// nobody does for a service, which acts as itself, so there it takes an administrator.
    pub fn may_choose(&self, kind: ClientKind, scope: &ScopeEntry) -> bool {
        self.admin || kind != ClientKind::Service || scope.default
    }

    /// A new application of theirs.
    pub fn register(
        &self,
        registrar: &Registrar<'_>,
        kind: ClientKind,
        asked: &Description,
    ) -> Result<Registered, Problems> {
        few_enough(asked)?;
        let new = NewClient {
            name: asked.name.clone(),
            kind: Some(kind),
            scopes: asked.scopes.clone(),
            redirect_uris: asked.redirect_uris.clone(),
            failure_redirect_uri: Some(asked.failure_redirect_uri.clone()),
            site_url: Some(asked.site_url.clone()),
            description: Some(asked.description.clone()),
            owner: Some(self.user),
            ..NewClient::default()
        };
        also(register(registrar, &new), self.broken(registrar, kind, asked, &Scope::default()))
    }

    /// An application of theirs described anew. Whether its picture changes too is for the caller to say: then it is
    /// looked at again as well. What people are not asked about must be what an administrator saw, so a trusted one that
    /// may ask for more is trusted no longer either.
    pub fn change(
        &self,
        registrar: &Registrar<'_>,
        before: &Client,
        asked: &Description,
        new_logo: bool,
    ) -> Result<Client, Problems> {
        few_enough(asked)?;
        let changes = ClientChanges {
            name: Some(asked.name.clone()),
            scopes: difference(before.scope.iter().map(ToString::to_string), &asked.scopes),
            redirect_uris: difference(before.redirect_uris.iter().map(ToString::to_string), &asked.redirect_uris),
            failure_redirect_uri: Some(asked.failure_redirect_uri.clone()),
            site_url: Some(asked.site_url.clone()),
            description: Some(asked.description.clone()),
            ..ClientChanges::default()
        };
        let after =
            also(change(registrar, before, &changes), self.broken(registrar, before.kind, asked, &before.scope))?;
        let same = !new_logo && is_still_who_it_was(before, &after);
        let verified = after.verified && same;
        let trusted = after.trusted && same && after.scope.is_within(&before.scope);
        Ok(Client { verified, trusted, ..after })
    }

    /// The rules that are a developer's alone. What an administrator allowed before stays.
    fn broken(&self, registrar: &Registrar<'_>, kind: ClientKind, asked: &Description, had: &Scope) -> Vec<Problem> {
        let mut broken = Vec::new();
        if asked.scopes.is_empty() {
            broken.push(Problem::NoScope);
        }
        let is_asked = |entry: &&ScopeEntry| asked.scopes.iter().any(|name| name == entry.name.as_str());
        let refused = |entry: &&ScopeEntry| !had.contains(entry.name.as_str()) && !self.may_choose(kind, entry);
        let refused = registrar.scopes.iter().filter(is_asked).filter(refused);
        broken.extend(refused.map(|entry| Problem::ScopeOfService(entry.name.to_string())));
        broken
    }
}

/// Before any of them is read: each is held against all others, and a form has room for thousands.
fn few_enough(asked: &Description) -> Result<(), Problems> {
    if asked.redirect_uris.len() > MAX_REDIRECT_URIS {
        return Err(Problem::TooManyRedirectUris(MAX_REDIRECT_URIS).into());
    }
    Ok(())
}

/// What an administrator looked at: the name, and the places it leads people to.
fn is_still_who_it_was(before: &Client, after: &Client) -> bool {
    let places = |client: &Client| (client.redirect_uris.clone(), client.failure_redirect_uri.clone());
    before.name == after.name && before.site_url == after.site_url && places(before) == places(after)
}

/// What has to come and to leave for a list to become another.
fn difference(before: impl Iterator<Item = String>, after: &[String]) -> Changes {
    let before: Vec<_> = before.collect();
    let after: Vec<_> = after.iter().map(|text| text.trim().to_owned()).collect();
    Changes {
        add: after.iter().filter(|text| !before.contains(text)).cloned().collect(),
        remove: before.iter().filter(|text| !after.contains(text)).cloned().collect(),
    }
}

/// The result, if these are not broken either.
fn also<T>(result: Result<T, Problems>, broken: Vec<Problem>) -> Result<T, Problems> {
    if broken.is_empty() {
        return result;
    }
    let mut problems = result.err().unwrap_or_default();
    problems.extend(broken);
    Err(problems)
}

#[cfg(test)]
mod tests;
