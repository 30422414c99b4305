use std::hash::Hash;

use time::Duration;

use super::{Field, Problem, Problems, Registrar, defaults, parse, rules};
use crate::model::{Client, ClientKind, ClientState, TokenFormat};
use crate::types::Scope;

/// What is to be different about a record. `None` leaves a field as it is; of texts that may be absent, an empty one
/// takes them away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientChanges {
    pub name: Option<String>,
    pub kind: Option<ClientKind>,
    pub grant_types: Changes,
    pub scopes: Changes,
    /// All of them anew. Otherwise it keeps those it still may ask for.
    pub default_scopes: Option<Vec<String>>,
    pub redirect_uris: Changes,
    pub failure_redirect_uri: Option<String>,
    pub require_pkce: Option<bool>,
    pub token_format: Option<TokenFormat>,
    pub access_token_lifetime: Option<Duration>,
    /// `Some(None)` returns to the server's setting.
    pub refresh_token_lifetime: Option<Option<Duration>>,
    pub site_url: Option<String>,
    pub description: Option<String>,
    pub trusted: Option<bool>,
    pub verified: Option<bool>,
    pub state: Option<ClientState>,
}

/// What comes to a list and what leaves it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub add: Vec<String>,
    pub remove: Vec<String>,
}

/// The record with the changes made. Whether tokens must die of it is for the caller to see: those of an application
/// that is suspended.
pub fn change(registrar: &Registrar<'_>, before: &Client, changes: &ClientChanges) -> Result<Client, Problems> {
    let mut problems = Problems::default();
    let mut client = before.clone();
    let grant_types = before.grant_types.iter().copied().collect();
    let grant_types =
        changes.grant_types.apply(&mut problems, Field::GrantTypes, grant_types, |text| vec![parse::grant_type(text)]);
    client.grant_types = grant_types.into_iter().collect();
    let scope = before.scope.iter().cloned().collect();
    let scope = changes.scopes.apply(&mut problems, Field::Scopes, scope, parse::scopes);
    client.scope = scope.into_iter().collect();
    client.default_scope = match &changes.default_scopes {
        Some(texts) => problems.keep_all(texts.iter().flat_map(|text| parse::scopes(text))).into_iter().collect(),
        None => still_within(&before.default_scope, &client.scope, registrar),
    };
    client.redirect_uris =
        changes
            .redirect_uris
            .apply(&mut problems, Field::RedirectUris, client.redirect_uris, |text| vec![parse::redirect_uri(text)]);
    if let Some(text) = &changes.failure_redirect_uri {
        client.failure_redirect_uri = problems.keep(parse::failure_redirect_uri(Some(text))).flatten();
    }
    if let Some(text) = &changes.site_url {
        client.site_url = problems.keep(parse::site_url(Some(text))).flatten();
    }
    if let Some(text) = &changes.description {
        client.description = parse::description(Some(text));
    }
    let client = changes.plain(client);
    // What was wrong before is not this change's fault: an application with an old flaw can still be suspended.
    let old = rules::broken(before, registrar.scopes);
    problems.extend(rules::broken(&client, registrar.scopes).into_iter().filter(|new| !old.contains(new)).collect());
    problems.or(client)
}

impl ClientChanges {
    /// The changes that are what they are.
    fn plain(&self, client: Client) -> Client {
        Client {
            name: self.name.as_ref().map_or(client.name, |name| name.trim().to_owned()),
            kind: self.kind.unwrap_or(client.kind),
            require_pkce: self.require_pkce.unwrap_or(client.require_pkce),
            token_format: self.token_format.unwrap_or(client.token_format),
            access_token_lifetime: self.access_token_lifetime.unwrap_or(client.access_token_lifetime),
            refresh_token_lifetime: self.refresh_token_lifetime.unwrap_or(client.refresh_token_lifetime),
            trusted: self.trusted.unwrap_or(client.trusted),
            verified: self.verified.unwrap_or(client.verified),
            state: self.state.unwrap_or(client.state),
            ..client
        }
    }
}

impl Changes {
    /// Whether nothing comes and nothing leaves.
    pub fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty()
    }

    fn apply<T: Clone + Eq + Hash + ToString>(
        &self,
        problems: &mut Problems,
        field: Field,
        current: Vec<T>,
        parse: impl Fn(&str) -> Vec<Result<T, Problem>>,
    ) -> Vec<T> {
        let add = problems.keep_all(self.add.iter().flat_map(|text| parse(text)));
        let remove = problems.keep_all(self.remove.iter().flat_map(|text| parse(text)));
        for value in &remove {
            let wrong = match (add.contains(value), current.contains(value)) {
                (true, _) => Problem::AddedAndRemoved { field, value: value.to_string() },
                // Not silently: it would be a typing mistake that seems to have worked.
                (false, false) => Problem::NotThere { field, value: value.to_string() },
                (false, true) => continue,
            };
            problems.keep::<()>(Err(wrong));
        }
        let kept = current.into_iter().filter(|value| !remove.contains(value));
        parse::without_repetition(kept.chain(add).collect())
    }
}

/// The default scopes it still may ask for, or those of a new application when none is left.
fn still_within(before: &Scope, scope: &Scope, registrar: &Registrar<'_>) -> Scope {
    let left = before.without(&before.without(scope));
    if left.is_empty() { defaults::default_scope(registrar.scopes, scope, Vec::new()) } else { left }
}
