//! `/admin/keys`: the keys that sign access tokens, as `sesame key` has them.

use app::PasswordAsk;
use app::admin::{AdminAct, AdminKeyRow, AdminKeysView, KeyState};
use axum::response::Response;
use oauth::context::SystemEntropy;
use oauth::keys;
use oauth::model::{Algorithm, AuditEvent, Client, StoredKey};
use oauth::request::Params;
use time::Duration;

use super::gate::{Admin, AdminForm, Question};
use super::{done, not_found, notice};
use crate::error::{PageError, ServerError};
use crate::extract::query::Query;

const ALGORITHMS: [Algorithm; 3] = [Algorithm::Es256, Algorithm::Rs256, Algorithm::EdDsa];

pub async fn list(Admin { viewer, .. }: Admin) -> Result<Response, PageError> {
    let store = viewer.store();
    let keys = store.signing_keys().await?;
    let clients = store.clients().await?;
    let longest = clients.iter().map(|client: &Client| client.access_token_lifetime).max().unwrap_or(Duration::ZERO);
    let signer = keys.iter().find(|key| key.retired_at.is_none());
    let state = |key: &StoredKey| match key.retired_at {
        Some(at) => KeyState::Retired { at, verifies_until: at + longest },
        None if signer.is_some_and(|signer| signer.kid == key.kid) => KeyState::Signs,
        None => KeyState::Reserve,
    };
    let row = |key: &StoredKey| AdminKeyRow {
        kid: key.kid.clone(),
        algorithm: key.algorithm.to_string(),
        since: key.created_at,
        state: state(key),
    };
    // The one that signs now comes first: rotating changes the key, not the algorithm, unless somebody says so.
    let now = signer.map(|key| key.algorithm);
    let others = ALGORITHMS.into_iter().filter(|algorithm| Some(*algorithm) != now);
    let view = AdminKeysView {
        keys: keys.iter().map(row).collect(),
        algorithms: now.into_iter().chain(others).map(|algorithm| algorithm.to_string()).collect(),
        notice: notice(&viewer).await?,
    };
    viewer.page(view).await
}

/// What is asked, unless no such algorithm is offered.
fn question(params: &Params) -> Option<(Algorithm, Question<AdminAct>)> {
    let algorithm = params.get("algorithm").unwrap_or(Algorithm::Es256.as_str()).parse::<Algorithm>().ok()?;
    let hidden = vec![("algorithm".to_owned(), algorithm.to_string())];
    let act = AdminAct::RotateKeys { algorithm: algorithm.to_string() };
    let (href, cancel_href) = ("/admin/keys/rotate".to_owned(), "/admin/keys".to_owned());
    Some((algorithm, Question { act, href, hidden, cancel_href }))
}

pub async fn ask(admin: Admin, Query(params): Query) -> Result<Response, PageError> {
    admin.confirm(question(&params).ok_or_else(not_found)?.1, PasswordAsk::Ask).await
}

pub async fn rotate(AdminForm { admin, fields }: AdminForm) -> Result<Response, PageError> {
    let (algorithm, question) = question(&fields).ok_or_else(not_found)?;
    if let Some(password) = admin.lacks_password(&fields).await? {
        return admin.confirm(question, password).await;
    }
    let viewer = &admin.viewer;
    let (state, pepper) = (&viewer.state, &viewer.state.config().pepper);
    let key = keys::generate(algorithm, pepper, &SystemEntropy, state.now()).map_err(ServerError::from)?;
    let transaction = state.database().begin().await?;
    transaction.add_signing_key(&key).await?;
    transaction.retire_signing_keys_but(&key.kid, state.now()).await?;
    let entry = viewer.audit(AuditEvent::SigningKeysRotated).detail(format!("{} {}", key.algorithm, key.kid));
    transaction.record(&entry).await?;
    transaction.commit().await?;
    state.follow_keys().await?;
    done(viewer, question.act.notice(), &question.cancel_href).await
}
