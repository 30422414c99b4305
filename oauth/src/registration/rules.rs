//! What a record must be like as a whole, whoever wrote it.

use time::Duration;

use super::Problem;
use crate::model::{Client, ClientKind, ScopeEntry};
use crate::types::{DisplayText, GrantType, InvalidText, is_plain_text};

const YEAR: Duration = Duration::days(365);

/// Every rule that this record breaks.
pub(super) fn broken(client: &Client, registry: &[ScopeEntry]) -> Vec<Problem> {
    let rules = [
        (client.kind == ClientKind::Native && !client.is_public(), Problem::NativeIsPublic),
        (client.grant_types.is_empty(), Problem::NoGrantType),
        (client.grant_types.iter().eq([&GrantType::RefreshToken]), Problem::RefreshTokenAlone),
        // RFC 6749 §4.4: "MUST only be used by confidential clients".
        (client.is_public() && client.may_use(GrantType::ClientCredentials), Problem::PublicActsAsItself),
        // RFC 6749 §3.1.2.2: registration of redirect URIs is required.
        (client.may_use(GrantType::AuthorizationCode) && client.redirect_uris.is_empty(), Problem::NoRedirectUri),
        (client.is_public() && !client.require_pkce, Problem::PublicNeedsPkce),
        (!lives(client.access_token_lifetime, YEAR), Problem::AccessTokenLifetime),
        (client.refresh_token_lifetime.is_some_and(|time| !lives(time, YEAR * 10)), Problem::RefreshTokenLifetime),
    ];
    let broken = rules.into_iter().filter_map(|(is_broken, problem)| is_broken.then_some(problem));
    unfit_texts(client).chain(broken).chain(unknown_scopes(client, registry)).chain(foreign_defaults(client)).collect()
}

/// What people read when they are asked to allow it.
fn unfit_texts(client: &Client) -> impl Iterator<Item = Problem> {
    let name = DisplayText::parse(&client.name, 100).err().map(Problem::Name);
    let description = client.description.as_deref().and_then(unfit_description).map(Problem::Description);
    name.into_iter().chain(description)
}

/// It may have several lines.
fn unfit_description(text: &str) -> Option<InvalidText> {
    if !text.lines().all(is_plain_text) {
        return Some(InvalidText::Unseen);
    }
    (text.chars().count() > 500).then_some(InvalidText::TooLong)
}

fn lives(time: Duration, at_most: Duration) -> bool {
    (Duration::SECOND..=at_most).contains(&time)
}

fn unknown_scopes(client: &Client, registry: &[ScopeEntry]) -> impl Iterator<Item = Problem> {
    let unknown = client.scope.iter().filter(|name| registry.iter().all(|entry| entry.name != **name));
    unknown.map(|name| Problem::UnknownScope(name.to_string()))
}

fn foreign_defaults(client: &Client) -> impl Iterator<Item = Problem> {
    let foreign = client.default_scope.without(&client.scope);
    foreign.iter().map(|name| Problem::DefaultScope(name.to_string())).collect::<Vec<_>>().into_iter()
}
