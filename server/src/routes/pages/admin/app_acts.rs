//! `/admin/apps/{id}/{act}`: what an administrator does to an application.

use app::PasswordAsk;
use app::admin::{AdminAct, AdminNotice, AppAct};
use axum::extract::Path;
use axum::response::Response;
use oauth::model::{AuditEvent, Client, ClientState};

use super::app_secret::rotate_secret;
use super::apps::{acts, client, replace};
use super::gate::{Admin, AdminForm, Question};
use super::lines::app_href;
use super::{done, not_found};
use crate::error::PageError;
use crate::render::{Viewer, see_other};

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
    let after = match act {
        AppAct::RotateSecret => return rotate_secret(viewer, &client).await,
        AppAct::Delete => {
            delete(viewer, &client).await?;
            return done(viewer, question.act.notice(), "/admin/apps").await;
        }
        AppAct::Verify => Client { verified: true, ..client.clone() },
        AppAct::Unverify => Client { verified: false, ..client.clone() },
        AppAct::Trust => Client { trusted: true, ..client.clone() },
        AppAct::Untrust => Client { trusted: false, ..client.clone() },
        AppAct::Suspend => Client { state: ClientState::Suspended, ..client.clone() },
        AppAct::Resume => Client { state: ClientState::Active, ..client.clone() },
    };
    let saved = save(viewer, &client, &after).await?;
    let notice = if saved { question.act.notice() } else { AdminNotice::CHANGED_MEANWHILE };
    done(viewer, notice, &question.cancel_href).await
}

/// It cannot be done to this application as it is now: another tab or administrator was faster.
async fn overtaken(viewer: &Viewer, client: &Client, act: AppAct) -> Result<Response, PageError> {
    let href = app_href(&client.id);
    if act == AppAct::RotateSecret {
        return done(viewer, AdminNotice::IS_PUBLIC, &href).await;
    }
    Ok(see_other(&href))
}

/// `false` when somebody changed it while the password was typed and checked.
async fn save(viewer: &Viewer, before: &Client, after: &Client) -> Result<bool, PageError> {
    let suspended = after.state == ClientState::Suspended;
    let transaction = viewer.state.database().begin().await?;
    // Families, then the application, as a refresh takes them: the other way round, two could wait for each other. And
    // once more for a family that began in between.
    if suspended {
        transaction.revoke_grants_of_client(&after.id, viewer.state.now()).await?;
    }
    if !replace(viewer, &*transaction, before, after).await? {
        return Ok(false);
    }
    if suspended {
        transaction.revoke_grants_of_client(&after.id, viewer.state.now()).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

async fn delete(viewer: &Viewer, client: &Client) -> Result<(), PageError> {
    let transaction = viewer.state.database().begin().await?;
    transaction.delete_client(&client.id).await?;
    transaction.record(&viewer.audit(AuditEvent::ClientDeleted).client(&client.id)).await?;
    Ok(transaction.commit().await?)
}
