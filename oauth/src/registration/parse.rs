//! From what was typed to what it means, one text at a time.

use std::collections::HashSet;
use std::hash::Hash;

use url::Url;

use super::Problem;
use crate::types::{GrantType, RedirectUri, Scope, ScopeToken, Secret};

pub(super) fn redirect_uri(text: &str) -> Result<RedirectUri, Problem> {
    text.trim().parse().map_err(|why| Problem::RedirectUri { text: text.to_owned(), why })
}

/// An empty text is none.
pub(super) fn failure_redirect_uri(text: Option<&str>) -> Result<Option<RedirectUri>, Problem> {
    let parsed = given(text).map(|text| (text, text.parse()));
    parsed.map(|(text, uri)| uri.map_err(|why| Problem::FailureRedirectUri { text: text.to_owned(), why })).transpose()
}

pub(super) fn grant_type(text: &str) -> Result<GrantType, Problem> {
    text.trim().parse().map_err(|why| Problem::GrantType { text: text.to_owned(), why })
}

/// One name, or several with spaces between them.
pub(super) fn scopes(text: &str) -> Vec<Result<ScopeToken, Problem>> {
    match text.parse::<Scope>() {
        Ok(scope) => scope.iter().cloned().map(Ok).collect(),
        Err(why) => vec![Err(Problem::Scope { text: text.to_owned(), why })],
    }
}

/// `client-secret = *VSCHAR` (RFC 6749 appendix A.2).
pub(super) fn secret(secret: &Secret) -> Result<Secret, Problem> {
    let text = secret.expose();
    let printable = text.bytes().all(|b| matches!(b, 0x20..=0x7E));
    if printable && (1..=256).contains(&text.len()) { Ok(secret.clone()) } else { Err(Problem::Secret) }
}

/// An empty text is none.
pub(super) fn site_url(text: Option<&str>) -> Result<Option<String>, Problem> {
    let Some(text) = given(text) else { return Ok(None) };
    // A link people may click: never `javascript:`, and no name that looks like another site's.
    let fits = |url: &Url| matches!(url.scheme(), "http" | "https") && url.username().is_empty();
    match Url::parse(text) {
        Ok(url) if fits(&url) && text.len() <= 2000 => Ok(Some(text.to_owned())),
        _ => Err(Problem::SiteUrl(text.to_owned())),
    }
}

/// An empty text is none. Browsers end the lines of a form with two characters.
pub(super) fn description(text: Option<&str>) -> Option<String> {
    given(text).map(|text| text.replace("\r\n", "\n"))
}

/// Each once, in the order of their first coming.
pub(super) fn without_repetition<T: Clone + Eq + Hash>(mut all: Vec<T>) -> Vec<T> {
    let mut seen = HashSet::new();
    all.retain(|one| seen.insert(one.clone()));
    all
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
