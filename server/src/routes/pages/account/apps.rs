//! `/account/apps`: what the person has allowed, and taking it back.

use std::collections::BTreeMap;

use app::{AccountAct, AccountNotice, AppsView, ConfirmView, ConnectedApp, Connection, How, PasswordAsk, Problem};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use oauth::model::{AuditEvent, Client, Consent, Grant, ScopeEntry, User};
use oauth::types::{ClientId, GrantType, Scope};

use super::{done, notice};
use crate::error::PageError;
use crate::extract::signed_in::{SignedIn, SignedInForm};
use crate::render::Viewer;
use crate::user_agent;
use crate::views::{app_identity, scope_lines};

const HERE: &str = "/account/apps";

pub async fn get(SignedIn { viewer, user }: SignedIn) -> Result<Response, PageError> {
    let entries = viewer.store().scopes().await?;
    let mut apps = Vec::new();
    for access in connected(&viewer, &user).await?.into_values() {
        apps.push(access.view(&viewer, &entries).await?);
    }
    // What was used last is what people look for.
    apps.sort_by_key(|app| std::cmp::Reverse(app.connections.iter().map(|connection| connection.last_used).max()));
    viewer.page(AppsView { notice: notice(&viewer).await?, apps, now: viewer.state.now() }).await
}

/// Says what taking it back will do.
pub async fn ask(SignedIn { viewer, user }: SignedIn, Path(client_id): Path<String>) -> Result<Response, PageError> {
    let Access { client, grants, .. } = find(&viewer, &user, &client_id).await?;
    let view = ConfirmView {
        action: revoke_href(&client.id),
        act: AccountAct::RevokeApp { app: client.name, connections: grants.len() as u64, trusted: client.trusted },
        hidden: Vec::new(),
        cancel_href: HERE.to_owned(),
        password: PasswordAsk::No,
    };
    viewer.page(view).await
}

/// Every token is dead, on every instance, before the answer is sent: each looks into the one store.
pub async fn revoke(
    Path(client_id): Path<String>,
    SignedInForm { viewer, user, .. }: SignedInForm,
) -> Result<Response, PageError> {
    let client = find(&viewer, &user, &client_id).await?.client;
    let entry = viewer.audit(AuditEvent::ConsentRevoked).client(&client.id);
    let store = viewer.state.database().begin().await?;
    store.forget_consent(user.id, &client.id).await?;
    // What it was allowed and has not fetched yet, it never will.
    store.forget_codes(user.id, Some(&client.id)).await?;
    store.withdraw_approvals(user.id, Some(&client.id)).await?;
    let revoked = store.revoke_grants_of(user.id, &client.id, viewer.state.now()).await?;
    store.record(&entry).await?;
    store.commit().await?;
    tracing::info!(client = %client.id, user = %user.id, families = revoked, "access taken back");
    done(&viewer, AccountNotice::AppRevoked { app: client.name }, HERE).await
}

/// What an app has of this person: a permission that is remembered, families of tokens that live, or both.
pub(super) struct Access {
    client: Client,
    consent: Option<Consent>,
    grants: Vec<Grant>,
}

/// Everything that has access or would get it without being asked.
pub(super) async fn connected(viewer: &Viewer, user: &User) -> Result<BTreeMap<ClientId, Access>, PageError> {
    let (store, now) = (viewer.store(), viewer.state.now());
    let mut consents: BTreeMap<ClientId, Consent> = BTreeMap::new();
    for consent in store.consents_of(user.id).await? {
        if consent.expires_at > now {
            consents.insert(consent.client_id.clone(), consent);
        }
    }
    let mut grants: BTreeMap<ClientId, Vec<Grant>> = BTreeMap::new();
    for grant in store.grants_of(user.id, now).await? {
        grants.entry(grant.client_id.clone()).or_default().push(grant);
    }
    let ids: Vec<ClientId> = consents.keys().chain(grants.keys()).cloned().collect();
    let mut all = BTreeMap::new();
    for id in ids {
        // Deleted a moment ago: nothing of it is left.
        let Some(client) = store.client(&id).await? else { continue };
        let (consent, grants) = (consents.remove(&id), grants.remove(&id).unwrap_or_default());
        all.entry(id).or_insert(Access { client, consent, grants });
    }
    Ok(all)
}

async fn find(viewer: &Viewer, user: &User, client_id: &str) -> Result<Access, PageError> {
    let access = match client_id.parse::<ClientId>() {
        Ok(id) => connected(viewer, user).await?.remove(&id),
        Err(_) => None,
    };
    access.ok_or_else(|| {
        PageError::new(StatusCode::NOT_FOUND, Problem::NotFound).with_action(app::ActionLabel::StartAgain, HERE)
    })
}

impl Access {
    async fn view(self, viewer: &Viewer, entries: &[ScopeEntry]) -> Result<ConnectedApp, PageError> {
        let Self { client, consent, grants } = self;
        let consented = consent.as_ref().map(|consent| consent.scope.clone()).unwrap_or_default();
        let scope = grants.iter().fold(consented, |all, grant| all.union(&grant.scope));
        let mut connections: Vec<Connection> = grants.into_iter().map(connection).collect();
        connections.sort_by_key(|connection| std::cmp::Reverse(connection.last_used));
        Ok(ConnectedApp {
            app: app_identity(viewer.store(), &client, None).await?,
            trusted: client.trusted,
            stopped: !client.is_active(),
            scopes: scope_lines(entries, &scope, &Scope::default(), viewer.locale),
            allowed: consent.map(|consent| (consent.granted_at, consent.expires_at)),
            connections,
            revoke_href: revoke_href(&client.id),
        })
    }
}

fn connection(grant: Grant) -> Connection {
    Connection {
        how: match grant.origin {
            GrantType::DeviceCode => How::DeviceCode,
            GrantType::Password => How::Password,
            _ => How::Browser,
        },
        device: grant.asked_from.user_agent.as_deref().and_then(user_agent::summary),
        since: grant.created_at,
        last_used: grant.last_used_at,
        last_used_from: grant.last_used_from,
    }
}

/// A client id needs no escaping.
fn revoke_href(id: &ClientId) -> String {
    format!("{HERE}/{id}/revoke")
}
