//! `/admin/apps`: all applications, and each of them.

use app::Named;
use app::admin::{AdminAppRow, AdminAppView, AdminAppsView, AppAct, AppFacts, AppFilter, AppMarks};
use axum::extract::Path;
use axum::response::Response;
use oauth::model::{AuditEntry, AuditQuery, Client, ClientAuthentication, ClientState};
use oauth::store::{Store, StoreError, Transaction};
use oauth::types::{ClientId, Scope};

use super::gate::Admin;
use super::lines::{self, name_of, person_href};
use super::{FEW, PAGE, not_found, notice, search_text};
use crate::changed;
use crate::error::PageError;
use crate::extract::query::Query;
use crate::onward::with_query;
use crate::render::Viewer;

pub async fn list(Admin { viewer, .. }: Admin, Query(params): Query) -> Result<Response, PageError> {
    let search = search_text(params.get("q"));
    let filter = AppFilter::named(params.get("show").unwrap_or_default());
    let after = params.get("after").and_then(|id| id.parse().ok());
    let mut apps = find(viewer.store(), &search, filter, after.clone()).await?;
    let more = apps.len() > PAGE;
    apps.truncate(PAGE);
    let href = |after: Option<&ClientId>| {
        let q = (!search.is_empty()).then(|| ("q".to_owned(), search.clone()));
        let show = (filter != AppFilter::All).then(|| ("show".to_owned(), filter.as_str().to_owned()));
        let after = after.map(|id| ("after".to_owned(), id.to_string()));
        with_query("/admin/apps", &q.into_iter().chain(show).chain(after).collect::<Vec<_>>())
    };
    let view = AdminAppsView {
        first_href: after.map(|_| href(None)),
        next_href: apps.last().filter(|_| more).map(|last| href(Some(&last.id))),
        apps: apps.iter().map(row).collect(),
        search,
        filter,
        notice: notice(&viewer).await?,
    };
    viewer.page(view).await
}

/// One more than a page has, so that it is known whether there is another.
async fn find(
    store: &dyn Store,
    search: &str,
    filter: AppFilter,
    mut after: Option<ClientId>,
) -> Result<Vec<Client>, StoreError> {
    let wanted = |client: &Client| match filter {
        AppFilter::All => true,
        AppFilter::Unverified => !client.verified,
        AppFilter::Suspended => client.state == ClientState::Suspended,
    };
    let mut found = Vec::new();
    // The store knows no filter: as many looks as it takes.
    loop {
        let batch = store.find_clients(search, after.as_ref(), PAGE as u64 + 1).await?;
        let last = batch.last().map(|client| client.id.clone());
        let whole = batch.len() <= PAGE;
        found.extend(batch.into_iter().filter(wanted));
        if whole || found.len() > PAGE {
            return Ok(found);
        }
        after = last;
    }
}

fn row(client: &Client) -> AdminAppRow {
    AdminAppRow {
        id: client.id.to_string(),
        name: client.name.clone(),
        marks: marks(client),
        registered: client.created_at.date(),
    }
}

fn marks(client: &Client) -> AppMarks {
    AppMarks {
        verified: client.verified,
        trusted: client.trusted,
        paused: client.state == ClientState::Paused,
        suspended: client.state == ClientState::Suspended,
    }
}

pub async fn show(Admin { viewer, .. }: Admin, Path(id): Path<String>) -> Result<Response, PageError> {
    let client = client(&viewer, &id).await?;
    let store = viewer.store();
    let activity = AuditQuery { client_id: Some(client.id.clone()), limit: FEW, ..AuditQuery::default() };
    let client_id = vec![("client_id".to_owned(), client.id.to_string())];
    let view = AdminAppView {
        id: client.id.to_string(),
        name: client.name.clone(),
        logo_href: client.logo_url.clone(),
        marks: marks(&client),
        facts: facts(&viewer, &client).await?,
        activity: lines::lines(store, &activity).await?,
        activity_href: with_query("/admin/audit", &client_id),
        acts: acts(&client),
        notice: notice(&viewer).await?,
    };
    viewer.page(view).await
}

/// The application an address names.
pub async fn client(viewer: &Viewer, id: &str) -> Result<Client, PageError> {
    let Ok(id) = id.parse::<ClientId>() else { return Err(not_found()) };
    viewer.store().client(&id).await?.ok_or_else(not_found)
}

async fn facts(viewer: &Viewer, client: &Client) -> Result<AppFacts, PageError> {
    let store = viewer.store();
    let owner = match client.owner {
        Some(owner) => store.user(owner).await?,
        None => None,
    };
    let keys = store.api_keys().await?;
    let keys = keys.iter().filter(|key| key.client_id == client.id && key.revoked_at.is_none()).count();
    let now = viewer.state.now();
    Ok(AppFacts {
        kind: client.kind.to_string(),
        secrets: match &client.authentication {
            ClientAuthentication::Public => 0,
            ClientAuthentication::Confidential { secrets } => secrets.iter().filter(|s| s.counts(now)).count(),
        },
        owner: owner.map(|user| Named { name: name_of(&user), href: Some(person_href(user.id)) }),
        registered: client.created_at.date(),
        site_url: client.site_url.clone(),
        description: client.description.clone(),
        grant_types: client.grant_types.iter().map(ToString::to_string).collect(),
        scopes: names(&client.scope),
        default_scopes: names(&client.default_scope),
        redirect_uris: client.redirect_uris.iter().map(ToString::to_string).collect(),
        failure_redirect_uri: client.failure_redirect_uri.as_ref().map(ToString::to_string),
        requires_pkce: client.needs_pkce(),
        token_format: client.token_format.to_string(),
        access_seconds: client.access_token_lifetime.whole_seconds(),
        refresh_seconds: client.refresh_token_lifetime.map(|time| time.whole_seconds()),
        living: store.count_grants_of_client(&client.id, now).await?,
        api_keys: keys as u64,
    })
}

pub fn names(scope: &Scope) -> Vec<String> {
    scope.iter().map(ToString::to_string).collect()
}

/// Writes an application, with its lines in the audit log. `false` when somebody has changed it since it was read.
pub async fn replace(
    viewer: &Viewer,
    transaction: &dyn Transaction,
    before: &Client,
    after: &Client,
) -> Result<bool, StoreError> {
    if !transaction.replace_client(before, after).await? {
        return Ok(false);
    }
    for (event, detail) in changed::events(before, after) {
        let entry = AuditEntry { detail, ..viewer.audit(event).client(&after.id) };
        transaction.record(&entry).await?;
    }
    Ok(true)
}

/// What can be done to an application as it is now.
pub fn acts(client: &Client) -> Vec<AppAct> {
    let suspended = client.state == ClientState::Suspended;
    let can = |act: &AppAct| match act {
        AppAct::Verify => !client.verified,
        AppAct::Unverify => client.verified,
        AppAct::Trust => !client.trusted,
        AppAct::Untrust => client.trusted,
        AppAct::RotateSecret => !client.is_public(),
        AppAct::Suspend => !suspended,
        AppAct::Resume => suspended,
        AppAct::Delete => true,
    };
    [
        AppAct::Verify,
        AppAct::Unverify,
        AppAct::Trust,
        AppAct::Untrust,
        AppAct::RotateSecret,
        AppAct::Resume,
        AppAct::Suspend,
        AppAct::Delete,
    ]
    .into_iter()
    .filter(can)
    .collect()
}
