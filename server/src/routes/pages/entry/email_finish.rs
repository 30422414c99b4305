//! `/account/email/finish`: the new address is read by whoever opens this, and becomes the account's. Who that is the link
//! does not say: a mistyped address may be a stranger's. So they are signed in as the account, or type its password.

use app::{AccountNotice, EmailFinishView, LoginNotice, PasswordAsk};
use axum::response::Response;
use oauth::model::{Actor, AuditEvent, Ticket, TicketPurpose, User};
use oauth::request::Params;
use oauth::store::StoreError;

use super::{keep_notice, owned, spent};
use crate::entry;
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::onward::with_query;
use crate::password_again::{password_again, with_status};
use crate::render::{Viewer, see_other};
use crate::routes::pages::account;

const HERE: &str = "/account/email/finish";
const PURPOSE: TicketPurpose = TicketPurpose::ChangeEmail;

pub async fn get(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    let Some((ticket, user)) = owned(&viewer, &params, PURPOSE).await? else { return spent(&viewer, PURPOSE).await };
    let password = if is_them(&viewer, &user) { PasswordAsk::No } else { PasswordAsk::Ask };
    viewer.page(view(&params, &ticket, &user, password)).await
}

pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    let Some((ticket, user)) = owned(&viewer, &fields, PURPOSE).await? else { return spent(&viewer, PURPOSE).await };
    if !is_them(&viewer, &user)
        && let Err(ask) = password_again(&viewer, &user, &fields).await?
    {
        let view = view(&fields, &ticket, &user, ask);
        let viewer = viewer.at(&with_query(HERE, &[("ticket".to_owned(), view.ticket.clone())]));
        return Ok(with_status(viewer.page(view).await?, ask));
    }
    if !set(&viewer, &ticket, &user).await? {
        return spent(&viewer, PURPOSE).await;
    }
    tracing::info!(user = %user.id, "address changed");
    entry::tell_email_changed(&viewer, &user);
    if is_them(&viewer, &user) {
        return account::done(&viewer, AccountNotice::EmailChanged, "/account").await;
    }
    keep_notice(&viewer, LoginNotice::EmailChanged).await?;
    Ok(see_other("/login"))
}

fn is_them(viewer: &Viewer, user: &User) -> bool {
    viewer.user.as_ref().is_some_and(|signed_in| signed_in.id == user.id)
}

fn view(params: &Params, ticket: &Ticket, user: &User, password: PasswordAsk) -> EmailFinishView {
    EmailFinishView {
        ticket: params.get("ticket").unwrap_or_default().to_owned(),
        new: ticket.email.to_string(),
        old: user.email.to_string(),
        password,
    }
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
