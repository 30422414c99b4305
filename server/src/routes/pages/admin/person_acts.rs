//! `/admin/people/{id}/{act}`: what an administrator does to a person.

use app::PasswordAsk;
use app::admin::{AdminAct, AdminNotice, PersonAct};
use axum::extract::Path;
use axum::response::Response;
use oauth::model::{AuditEvent, User, UserState};
use oauth::revoke;
use oauth::store::StoreError;

use super::gate::{Admin, AdminForm, Question};
use super::lines::{name_of, person_href};
use super::people::{acts, person};
use super::{done, not_found};
use crate::entry;
use crate::error::PageError;
use crate::render::{Viewer, see_other};

fn named(segment: &str) -> Option<PersonAct> {
    PersonAct::ALL.into_iter().find(|act| act.segment() == segment)
}

fn question(user: &User, act: PersonAct) -> Question<AdminAct> {
    let cancel_href = person_href(user.id);
    let href = format!("{cancel_href}/{}", act.segment());
    Question { act: AdminAct::Person { act, name: name_of(user) }, href, hidden: Vec::new(), cancel_href }
}

pub async fn ask(admin: Admin, Path((id, act)): Path<(String, String)>) -> Result<Response, PageError> {
    let act = named(&act).ok_or_else(not_found)?;
    let user = person(&admin.viewer, &id).await?;
    if !acts(admin.viewer.store(), &user).await?.contains(&act) {
        return overtaken(&admin.viewer, &user).await;
    }
    admin.confirm(question(&user, act), PasswordAsk::Ask).await
}

pub async fn act(
    Path((id, act)): Path<(String, String)>,
    AdminForm { admin, fields }: AdminForm,
) -> Result<Response, PageError> {
    let act = named(&act).ok_or_else(not_found)?;
    let viewer = &admin.viewer;
    let user = person(viewer, &id).await?;
    if !acts(viewer.store(), &user).await?.contains(&act) {
        return overtaken(viewer, &user).await;
    }
    let question = question(&user, act);
    if let Some(password) = admin.lacks_password(&fields).await? {
        return admin.confirm(question, password).await;
    }
    match perform(viewer, &user, act).await {
        // Of several administrators who go at once one stays, and hears why.
        Err(StoreError::LastAdmin) => return done(viewer, AdminNotice::LAST_ADMIN, &question.cancel_href).await,
        performed => performed?,
    }
    if user.id == admin.user.id && leaves(act) {
        // Ended here too: what this request still remembers must not be kept again.
        viewer.visitor.sign_out().await?;
        return Ok(see_other("/"));
    }
    let href = if act == PersonAct::Delete { "/admin/people" } else { &question.cancel_href };
    done(viewer, question.act.notice(), href).await
}

/// Whether whoever does it to themselves has no business here any more.
fn leaves(act: PersonAct) -> bool {
    matches!(act, PersonAct::WithdrawAdmin | PersonAct::SignOut | PersonAct::Suspend | PersonAct::Delete)
}

/// It cannot be done to this person as they are now: another tab or administrator was faster, or they are the last one.
async fn overtaken(viewer: &Viewer, user: &User) -> Result<Response, PageError> {
    let href = person_href(user.id);
    if viewer.store().is_last_admin(user).await? {
        return done(viewer, AdminNotice::LAST_ADMIN, &href).await;
    }
    Ok(see_other(&href))
}

async fn perform(viewer: &Viewer, user: &User, act: PersonAct) -> Result<(), StoreError> {
    match act {
        // Row 106: the letter goes to the person, the administrator never chooses a password.
        PersonAct::ResetPassword => return entry::start_reset(viewer, user).await,
        PersonAct::SignOut => {
            viewer.store().record(&viewer.audit(AuditEvent::SessionsEnded).about(user.id)).await?;
        }
        PersonAct::Suspend => suspend(viewer, user).await?,
        PersonAct::Delete => delete(viewer, user).await?,
        PersonAct::Resume | PersonAct::MakeAdmin | PersonAct::WithdrawAdmin => change(viewer, user, act).await?,
    }
    if matches!(act, PersonAct::SignOut | PersonAct::Suspend | PersonAct::Delete) {
        let ended = viewer.state.sessions().end_sessions_of(user.id).await?;
        tracing::info!(user = %user.id, act = act.segment(), ended, "an administrator ended sessions");
    }
    Ok(())
}

async fn suspend(viewer: &Viewer, user: &User) -> Result<(), StoreError> {
    let transaction = viewer.state.database().begin().await?;
    // Families, then the person, as a refresh takes them: the other way round, two could wait for each other. And once
    // more for a family that began in between.
    revoke::all_of(&*transaction, user.id, viewer.state.now()).await?;
    transaction.set_user_state(user.id, UserState::Suspended).await?;
    transaction.revoke_grants_of_user(user.id, viewer.state.now()).await?;
    transaction.record(&viewer.audit(AuditEvent::AccountSuspended).about(user.id)).await?;
    transaction.commit().await
}

async fn delete(viewer: &Viewer, user: &User) -> Result<(), StoreError> {
    // Before the transaction: a refresh that begins now is refused and stands in nobody's way.
    viewer.store().revoke_grants_of_user(user.id, viewer.state.now()).await?;
    let transaction = viewer.state.database().begin().await?;
    transaction.delete_user(user.id).await?;
    transaction.record(&viewer.audit(AuditEvent::AccountDeleted).about(user.id)).await?;
    transaction.commit().await
}

async fn change(viewer: &Viewer, user: &User, act: PersonAct) -> Result<(), StoreError> {
    let transaction = viewer.state.database().begin().await?;
    let event = match act {
        PersonAct::MakeAdmin => {
            transaction.set_admin(user.id, true).await?;
            AuditEvent::AdminGranted
        }
        PersonAct::WithdrawAdmin => {
            transaction.set_admin(user.id, false).await?;
            AuditEvent::AdminWithdrawn
        }
        _ => {
            transaction.set_user_state(user.id, UserState::Active).await?;
            AuditEvent::AccountResumed
        }
    };
    transaction.record(&viewer.audit(event).about(user.id)).await?;
    transaction.commit().await
}
