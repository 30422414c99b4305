//! `/account/password`.

use app::{AccountNotice, NewPasswordProblem, PasswordAsk, PasswordView};
use axum::response::Response;
use oauth::model::{AuditEvent, TicketPurpose, User};
use oauth::password::PasswordHash;

use super::done;
use crate::entry;
use crate::error::PageError;
use crate::extract::signed_in::{SignedIn, SignedInForm};
use crate::password_again::{password_again, with_status};
use crate::render::{Viewer, unprocessable};
use crate::routes::pages::entry::new_password;

pub async fn get(SignedIn { viewer, user }: SignedIn) -> Result<Response, PageError> {
    show(&viewer, &user, PasswordAsk::Ask, None).await
}

pub async fn post(SignedInForm { viewer, user, fields }: SignedInForm) -> Result<Response, PageError> {
    let new = new_password(&fields, &[user.email.as_str(), &user.firstname, &user.lastname]);
    let viewer = viewer.at("/account/password");
    let again = password_again(&viewer, &user, &fields).await?;
    let new = match (again, new) {
        (Ok(()), Ok(new)) => new,
        (Ok(()), Err(problem)) => {
            return Ok(unprocessable(show(&viewer, &user, PasswordAsk::Ask, Some(problem)).await?));
        }
        (Err(ask), new) => return Ok(with_status(show(&viewer, &user, ask, new.err()).await?, ask)),
    };
    let hash = viewer.state.hasher().hash(new).await?;
    change(&viewer, &user, &hash).await
}

/// The new one counts, every other browser is out, and a link to choose yet another one is worth nothing.
async fn change(viewer: &Viewer, user: &User, hash: &PasswordHash) -> Result<Response, PageError> {
    let store = viewer.state.database().begin().await?;
    store.set_password(user.id, hash).await?;
    store.void_tickets(TicketPurpose::ResetPassword, &user.email, viewer.state.now()).await?;
    // With the password itself: a link that was asked for before it counts no more because of this line.
    store.record(&viewer.audit(AuditEvent::PasswordChanged)).await?;
    store.commit().await?;
    let ended = viewer.state.sessions().end_sessions_of(user.id).await?;
    // This browser's session goes on under another id, which whoever knew the old one does not know.
    viewer.visitor.sign_in(&User { password: Some(hash.clone()), ..user.clone() }).await?;
    entry::tell_password_changed(viewer, user);
    tracing::info!(user = %user.id, "password changed");
    let sessions_ended = ended.saturating_sub(1);
    if sessions_ended > 0 {
        viewer.store().record(&viewer.audit(AuditEvent::SessionsEnded).detail(sessions_ended.to_string())).await?;
    }
    done(viewer, AccountNotice::PasswordChanged { sessions_ended }, "/account").await
}

async fn show(
    viewer: &Viewer,
    user: &User,
    current: PasswordAsk,
    new: Option<NewPasswordProblem>,
) -> Result<Response, PageError> {
    viewer.page(PasswordView { email: user.email.to_string(), current, new }).await
}
