//! `/admin/apps/{id}/{act}`: what an administrator does to an application.

use app::PasswordAsk;
use app::admin::{AdminAct, AdminNotice, AdminSecretView, AppAct, ShownOnce};
use axum::extract::Path;
use axum::response::Response;
use oauth::context::SystemEntropy;
use oauth::model::{AuditEvent, Client, ClientState};
use oauth::registration::{OldSecret, replace_secret};
use oauth::store::Transaction;
use oauth::types::Secret;
use time::Duration;

use super::apps::{acts, client};
use super::gate::{Admin, AdminForm, Question};
use super::lines::app_href;
use super::{done, not_found};
use crate::error::{PageError, ServerError};
use crate::render::{Viewer, see_other};

/// How long the secret that is replaced works on.
const OVERLAP: Duration = Duration::days(1);

fn named(segment: &str) -> Option<AppAct> {
    AppAct::ALL.into_iter().find(|act| act.segment() == segment)
}

async fn question(viewer: &Viewer, client: &Client, act: AppAct) -> Result<Question<AdminAct>, PageError> {
    let living = viewer.store().count_grants_of_client(&client.id, viewer.state.now()).await?;
    let cancel_href = app_href(&client.id);
    let href = format!("{cancel_href}/{}", act.segment());
    let act = AdminAct::App { act, name: client.name.clone(), living };
    Ok(Question { act, href, hidden: Vec::new(), cancel_href })
}

pub async fn ask(admin: Admin, Path((id, act)): Path<(String, String)>) -> Result<Response, PageError> {
    let act = named(&act).ok_or_else(not_found)?;
    let client = client(&admin.viewer, &id).await?;
    if !acts(&client).contains(&act) {
        return overtaken(&admin.viewer, &client, act).await;
    }
    admin.confirm(question(&admin.viewer, &client, act).await?, PasswordAsk::Ask).await
}

pub async fn act(
    Path((id, act)): Path<(String, String)>,
    AdminForm { admin, fields }: AdminForm,
) -> Result<Response, PageError> {
    let act = named(&act).ok_or_else(not_found)?;
    let viewer = &admin.viewer;
    let client = client(viewer, &id).await?;
    if !acts(&client).contains(&act) {
        return overtaken(viewer, &client, act).await;
    }
    let question = question(viewer, &client, act).await?;
    if let Some(password) = admin.lacks_password(&fields).await? {
        return admin.confirm(question, password).await;
    }
    match act {
        AppAct::RotateSecret => rotate_secret(viewer, client).await,
        AppAct::Delete => {
            let transaction = viewer.state.database().begin().await?;
            transaction.delete_client(&client.id).await?;
            record(viewer, &*transaction, AuditEvent::ClientDeleted, &client, None).await?;
            transaction.commit().await?;
            done(viewer, question.act.notice(), "/admin/apps").await
        }
        _ => {
            change(viewer, &client, act).await?;
            done(viewer, question.act.notice(), &question.cancel_href).await
        }
    }
}

/// It cannot be done to this application as it is now: another tab or administrator was faster.
async fn overtaken(viewer: &Viewer, client: &Client, act: AppAct) -> Result<Response, PageError> {
    let href = app_href(&client.id);
    if act == AppAct::RotateSecret {
        return done(viewer, AdminNotice::IS_PUBLIC, &href).await;
    }
    Ok(see_other(&href))
}

async fn change(viewer: &Viewer, seen: &Client, act: AppAct) -> Result<(), PageError> {
    let transaction = viewer.state.database().begin().await?;
    // As it is now, not as it was when the page was drawn: its developer may have changed it.
    let mut client = transaction.client(&seen.id).await?.ok_or_else(not_found)?;
    let (event, detail) = match act {
        AppAct::Verify => (AuditEvent::ClientVerified, None),
        AppAct::Suspend => (AuditEvent::ClientSuspended, None),
        AppAct::Resume => (AuditEvent::ClientResumed, None),
        _ => (AuditEvent::ClientChanged, Some(act.segment())),
    };
    match act {
        AppAct::Verify | AppAct::Unverify => client.verified = act == AppAct::Verify,
        AppAct::Trust | AppAct::Untrust => client.trusted = act == AppAct::Trust,
        AppAct::Suspend => client.state = ClientState::Suspended,
        AppAct::Resume => client.state = ClientState::Active,
        AppAct::RotateSecret | AppAct::Delete => {}
    }
    transaction.update_client(&client).await?;
    if act == AppAct::Suspend {
        transaction.revoke_grants_of_client(&client.id, viewer.state.now()).await?;
    }
    record(viewer, &*transaction, event, &client, detail).await?;
    Ok(transaction.commit().await?)
}

/// The new secret is shown in this very answer: kept for a next page, it would rest somewhere in clear.
async fn rotate_secret(viewer: &Viewer, seen: Client) -> Result<Response, PageError> {
    let end = viewer.state.now() + OVERLAP;
    let transaction = viewer.state.database().begin().await?;
    let client = transaction.client(&seen.id).await?.ok_or_else(not_found)?;
    let replaced = replace_secret(&client, &SystemEntropy, OldSecret::EndsAt(end))
        .map_err(|problems| ServerError::Internal(problems.to_string()))?;
    transaction.update_client(&replaced.client).await?;
    record(viewer, &*transaction, AuditEvent::ClientSecretRotated, &client, None).await?;
    transaction.commit().await?;
    let view = AdminSecretView {
        what: ShownOnce::ClientSecret { old_until: Some(end) },
        back_href: app_href(&client.id),
        app_name: client.name,
        secret: replaced.secret.as_ref().map(Secret::expose).unwrap_or_default().to_owned(),
    };
    viewer.page(view).await
}

async fn record(
    viewer: &Viewer,
    transaction: &dyn Transaction,
    event: AuditEvent,
    client: &Client,
    detail: Option<&str>,
) -> Result<(), PageError> {
    let entry = viewer.audit(event).client(&client.id);
    let entry = match detail {
        Some(detail) => entry.detail(detail),
        None => entry,
    };
    Ok(transaction.record(&entry).await?)
}
