//! `/reset/finish`: another password. Whoever lost theirs may have lost more, so every session ends and every token of
//! theirs is dead.

use app::{LoginNotice, NewPasswordProblem, ResetFinishView};
use axum::http::StatusCode;
use axum::response::Response;
use oauth::model::{Actor, AuditEvent, Ticket, TicketPurpose, User};
use oauth::password::PasswordHash;
use oauth::request::Params;
use oauth::revoke;
use oauth::throttle::ThrottleKey;

use super::{keep_notice, new_password, owned, spent, with_status};
use crate::entry;
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::onward::{Onward, with_query};
use crate::render::{Viewer, see_other};

const PURPOSE: TicketPurpose = TicketPurpose::ResetPassword;

pub async fn get(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    match owned(&viewer, &params, PURPOSE).await? {
        Some((_, user)) => form(&viewer, &params, &user, None).await,
        None => spent(&viewer, PURPOSE).await,
    }
}

pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    let Some((ticket, user)) = owned(&viewer, &fields, PURPOSE).await? else { return spent(&viewer, PURPOSE).await };
    let known = [user.email.as_str(), &user.firstname, &user.lastname];
    let password = match new_password(&fields, &known) {
        Ok(password) => password,
        Err(problem) => {
            let viewer = viewer.at(&with_query("/reset/finish", &carry(&fields)));
            let form = form(&viewer, &fields, &user, Some(problem)).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, form));
        }
    };
    let hash = viewer.state.hasher().hash(password).await?;
    if !set(&viewer, &ticket, &user, &hash).await? {
        return spent(&viewer, PURPOSE).await;
    }
    tracing::info!(user = %user.id, "password reset");
    entry::tell_password_changed(&viewer, &user);
    keep_notice(&viewer, LoginNotice::PasswordReset).await?;
    Ok(see_other(&Onward::of(&fields).login_href()))
}

/// Uses the ticket up, sets the password and ends all that the old one began. `false` when somebody else was faster.
async fn set(viewer: &Viewer, ticket: &Ticket, user: &User, hash: &PasswordHash) -> Result<bool, PageError> {
    let now = viewer.state.now();
    let transaction = viewer.state.database().begin().await?;
    if !transaction.redeem_ticket(&ticket.token, now).await? {
        return Ok(false);
    }
    // Another letter to this mailbox opens nothing either: whoever reads the mail may be why the password is changed.
    transaction.void_tickets(PURPOSE, &ticket.email, now).await?;
    // Families, then the person, as a refresh takes them.
    revoke::all_of(&*transaction, user.id, now).await?;
    transaction.set_password(user.id, hash).await?;
    // What the old one began in between. From here on it begins nothing.
    transaction.revoke_grants_of_user(user.id, now).await?;
    transaction.record(&viewer.audit(AuditEvent::PasswordReset).by(Actor::Person(user.id)).about(user.id)).await?;
    transaction.commit().await?;
    viewer.state.sessions().end_sessions_of(user.id).await?;
    // Nobody who has just chosen their password has to wait because somebody guessed at the old one.
    viewer.store().forget(&ThrottleKey::account(user.email.as_str())).await?;
    Ok(true)
}

fn carry(params: &Params) -> Vec<(String, String)> {
    let mut carry = vec![("ticket".to_owned(), params.get("ticket").unwrap_or_default().to_owned())];
    carry.extend(Onward::of(params).carry());
    carry
}

async fn form(
    viewer: &Viewer,
    params: &Params,
    user: &User,
    problem: Option<NewPasswordProblem>,
) -> Result<Response, PageError> {
    viewer.page(ResetFinishView { carry: carry(params), email: user.email.to_string(), problem }).await
}
