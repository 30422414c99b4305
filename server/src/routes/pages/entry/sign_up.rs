//! `/sign-up`: the address first, and nothing else. No account exists, and no name is taken, before a letter to it is
//! answered.

use app::{AddressProblem, LetterSentView, Sent, SignUpClosedView, SignUpView};
use axum::http::StatusCode;
use axum::response::Response;
use oauth::model::TicketPurpose;
use oauth::request::Params;
use serde_json::Value;

use super::{SENT_TO, mailbox, too_many, with_status};
use crate::entry::{self, Asked};
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::onward::{Onward, with_query};
use crate::render::{Viewer, see_other};
use crate::routes::pages::destination::Ahead;

pub async fn get(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    let onward = Onward::of(&params);
    if viewer.user.is_some() {
        return Ok(see_other(&onward.href()));
    }
    if !viewer.state.sign_up_is_open() {
        return closed(&viewer, &onward).await;
    }
    form(&viewer, &onward, String::new(), None).await
}

pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    let onward = Onward::of(&fields);
    if !viewer.state.sign_up_is_open() {
        return closed(&viewer, &onward).await;
    }
    match mailbox(&fields) {
        Ok(email) => {
            viewer.visitor.set_flash(SENT_TO, email.as_str().into()).await?;
            match entry::ask_sign_up(&viewer, email, onward.clone()).await? {
                Asked::Sent => Ok(see_other(&with_query("/sign-up/sent", &onward.carry()))),
                Asked::TooMany { wait } => Err(too_many(wait)),
            }
        }
        Err(problem) => {
            let viewer = viewer.at(&with_query("/sign-up", &onward.carry()));
            let typed = fields.get("email").unwrap_or_default().to_owned();
            let form = form(&viewer, &onward, typed, Some(problem)).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, form))
        }
    }
}

/// The same for everybody, and when loaded anew.
pub async fn after(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    letter_sent(&viewer, &params, Sent::SignUp).await
}

/// Says to look into the mail.
pub(super) async fn letter_sent(viewer: &Viewer, params: &Params, sent: Sent) -> Result<Response, PageError> {
    let (purpose, form) = match sent {
        Sent::SignUp => (TicketPurpose::SignUp, "/sign-up"),
        Sent::Reset => (TicketPurpose::ResetPassword, "/reset"),
    };
    let email = viewer.visitor.flash(SENT_TO).await?;
    let view = LetterSentView {
        sent,
        email: email.as_ref().and_then(Value::as_str).map(str::to_owned),
        lasts_seconds: entry::lifetime(purpose).whole_seconds(),
        again_href: with_query(form, &Onward::of(params).carry()),
    };
    viewer.page(view).await
}

/// A friendly word where only administrators make accounts.
pub(super) async fn closed(viewer: &Viewer, onward: &Onward) -> Result<Response, PageError> {
    let view = SignUpClosedView { login_href: onward.login_href() };
    Ok(with_status(StatusCode::FORBIDDEN, viewer.page(view).await?))
}

async fn form(
    viewer: &Viewer,
    onward: &Onward,
    email: String,
    problem: Option<AddressProblem>,
) -> Result<Response, PageError> {
    let Ahead { destination, policy } = Ahead::of(viewer, onward).await?;
    let view = SignUpView { carry: onward.carry(), destination, email, problem, login_href: onward.login_href() };
    viewer.page_with(view, policy).await
}
