//! What pages show of the protocol's records.

use app::{AppIdentity, Locale, ScopeLine};
use oauth::model::{Client, ScopeEntry};
use oauth::store::{Store, StoreError};
use oauth::types::{Scope, VerifiedRedirectUri};
use url::Url;

/// Who an application is, as far as anybody knows.
pub async fn app_identity(
    store: &dyn Store,
    client: &Client,
    redirect_uri: Option<&VerifiedRedirectUri>,
) -> Result<AppIdentity, StoreError> {
    let owner = match client.owner {
        Some(owner) => store.user(owner).await?,
        None => None,
    };
    Ok(AppIdentity {
        name: client.name.clone(),
        logo_href: client.logo_url.clone(),
        site_host: client.site_url.as_deref().and_then(host_of),
        redirect_host: redirect_uri.map(VerifiedRedirectUri::host),
        registered_on: client.created_at.date(),
        registered_by: owner.map(|owner| owner.full_name()).filter(|name| !name.is_empty()),
        verified: client.verified,
        loopback_only: redirect_uri.is_some_and(VerifiedRedirectUri::is_loopback),
    })
}

fn host_of(url: &str) -> Option<String> {
    Url::parse(url).ok()?.host_str().map(str::to_owned)
}

/// What a scope means, in the person's language; sensitive ones first. A scope that nobody described stands for
/// itself rather than being hidden.
pub fn scope_lines(entries: &[ScopeEntry], asked: &Scope, granted_before: &Scope, locale: Locale) -> Vec<ScopeLine> {
    let mut lines: Vec<ScopeLine> = asked
        .iter()
        .map(|name| {
            let entry = entries.iter().find(|entry| entry.name == *name);
            let description = entry.map(|entry| match locale {
                Locale::En => entry.description_en.clone(),
                Locale::Fr => entry.description_fr.clone(),
            });
            ScopeLine {
                name: name.to_string(),
                description: description.unwrap_or_else(|| name.to_string()),
                sensitive: entry.is_none_or(|entry| entry.sensitive),
                optional: entry.is_some_and(|entry| entry.optional),
                already_granted: granted_before.contains(name.as_str()),
            }
        })
        .collect();
    lines.sort_by_key(|line| !line.sensitive);
    lines
}
