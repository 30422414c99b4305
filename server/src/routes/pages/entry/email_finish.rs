//! `/account/email/finish`: the new address is read by whoever opens this, and becomes the account's.

use app::{AccountNotice, EmailFinishView, LoginNotice};
use axum::response::Response;
use oauth::model::{Actor, AuditEvent, Ticket, TicketPurpose, User};
use oauth::request::Params;
use oauth::store::StoreError;

use super::{keep_notice, spent};
use crate::entry;
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::render::{Viewer, see_other};
use crate::routes::pages::account;

const PURPOSE: TicketPurpose = TicketPurpose::ChangeEmail;

pub async fn get(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    let Some((ticket, user)) = find(&viewer, &params).await? else { return spent(&viewer, PURPOSE).await };
    let view = EmailFinishView {
        ticket: params.get("ticket").unwrap_or_default().to_owned(),
        new: ticket.email.to_string(),
        old: user.email.to_string(),
    };
    viewer.page(view).await
}

pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    let Some((ticket, user)) = find(&viewer, &fields).await? else { return spent(&viewer, PURPOSE).await };
    if !set(&viewer, &ticket, &user).await? {
        return spent(&viewer, PURPOSE).await;
    }
    tracing::info!(user = %user.id, "address changed");
    entry::tell_email_changed(&viewer, &user);
    if viewer.user.as_ref().is_some_and(|signed_in| signed_in.id == user.id) {
        return account::done(&viewer, AccountNotice::EmailChanged, "/account").await;
    }
    keep_notice(&viewer, LoginNotice::EmailChanged).await?;
    Ok(see_other("/login"))
}

async fn find(viewer: &Viewer, params: &Params) -> Result<Option<(Ticket, User)>, PageError> {
    let token = params.get("ticket").unwrap_or_default();
    let Some(ticket) = entry::find(viewer, token, PURPOSE).await? else { return Ok(None) };
    let owner = entry::owner(viewer.store(), &ticket).await?;
    Ok(owner.map(|user| (ticket, user)))
}

/// Uses the ticket up and sets the address, both or neither. `false` when somebody was faster, or has the address now.
async fn set(viewer: &Viewer, ticket: &Ticket, user: &User) -> Result<bool, PageError> {
    let now = viewer.state.now();
    let transaction = viewer.state.database().begin().await?;
    if !transaction.redeem_ticket(&ticket.token, now).await? {
        return Ok(false);
    }
    match transaction.set_email(user.id, &ticket.email).await {
        Ok(()) => {}
        Err(StoreError::Duplicate(_)) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    // Whoever still reads the old mailbox must not get in by it.
    transaction.void_tickets(TicketPurpose::ResetPassword, &user.email, now).await?;
    transaction.record(&viewer.audit(AuditEvent::EmailChanged).by(Actor::Person(user.id)).about(user.id)).await?;
    transaction.commit().await?;
    Ok(true)
}
