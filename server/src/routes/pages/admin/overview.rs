//! `GET /admin`.

use app::AuditLine;
use app::admin::{AdminOverviewView, Attention};
use axum::response::Response;
use oauth::model::{AuditEvent, AuditQuery, AuditRecord, Client, ClientState};
use oauth::store::{Store, StoreError};
use time::Duration;

use super::gate::Admin;
use super::{FEW, lines};
use crate::error::PageError;

/// A key that signs for longer than this is worth a thought.
const OLD_KEY: Duration = Duration::days(365);

/// What somebody who may be up to no good leaves behind.
const FAILURES: [AuditEvent; 4] = [
    AuditEvent::SignInFailed,
    AuditEvent::ClientAuthenticationFailed,
    AuditEvent::CodeReplayed,
    AuditEvent::RefreshTokenReused,
];

pub async fn get(Admin { viewer, .. }: Admin) -> Result<Response, PageError> {
    let (store, now) = (viewer.store(), viewer.state.now());
    let clients = store.clients().await?;
    let admins = store.count_admins().await?;
    let api_keys = store.api_keys().await?.iter().filter(|key| key.revoked_at.is_none()).count();
    let keys = store.signing_keys().await?;
    let signing = keys.iter().find(|key| key.retired_at.is_none());
    let key_age = signing.map(|key| now - key.created_at);
    let count = |is: fn(&Client) -> bool| clients.iter().filter(|client| is(client)).count() as u64;
    let unverified = count(|client| !client.verified && client.state != ClientState::Suspended);
    let suspended = count(|client| client.state == ClientState::Suspended);
    let old_key =
        key_age.filter(|age| *age > OLD_KEY).map(|age| Attention::OldKey { age_seconds: age.whole_seconds() });
    let attention = [
        (unverified > 0).then_some(Attention::UnverifiedApps(unverified)),
        old_key,
        (admins < 2).then_some(Attention::OnlyAdmin),
        (suspended > 0).then_some(Attention::SuspendedApps(suspended)),
    ];
    let view = AdminOverviewView {
        people: store.count_users().await?,
        admins,
        apps: clients.len() as u64,
        api_keys: api_keys as u64,
        signing_key: signing.zip(key_age).map(|(key, age)| (key.algorithm.to_string(), age.whole_seconds())),
        attention: attention.into_iter().flatten().collect(),
        failures: failures(store).await?,
    };
    viewer.page(view).await
}

/// The latest of all kinds.
async fn failures(store: &dyn Store) -> Result<Vec<AuditLine>, StoreError> {
    let mut all: Vec<AuditRecord> = Vec::new();
    for event in FAILURES {
        let query = AuditQuery { event: Some(event), limit: FEW, ..AuditQuery::default() };
        all.extend(store.audit(&query).await?);
    }
    all.sort_by_key(|record| std::cmp::Reverse(record.id));
    all.truncate(FEW as usize);
    lines::of(store, all).await
}
