//! `/sign-up` and `/reset` begin alike: an address, and a letter to it. The answer is the same for every address, so that
//! it tells nobody who has an account (row 104).

use app::{AddressProblem, AddressView, LetterSentView, Sent};
use axum::http::StatusCode;
use axum::response::Response;
use oauth::model::TicketPurpose;
use oauth::request::Params;
use serde_json::Value;

use super::{SENT_TO, mailbox, too_many, with_status};
use crate::entry::{self, Asked};
use crate::error::PageError;
use crate::onward::{Onward, with_query};
use crate::render::{Viewer, see_other};
use crate::routes::pages::destination::Ahead;

/// The empty form.
pub(super) async fn show(viewer: &Viewer, letter: Sent, onward: &Onward) -> Result<Response, PageError> {
    form(viewer, letter, onward, Typed::default()).await
}

/// Sends the letter, or says what is wrong with the address.
pub(super) async fn send(viewer: Viewer, letter: Sent, fields: &Params) -> Result<Response, PageError> {
    let onward = Onward::of(fields);
    let here = path(letter);
    let email = match mailbox(fields) {
        Ok(email) => email,
        Err(problem) => {
            let viewer = viewer.at(&with_query(here, &onward.carry()));
            let email = fields.get("email").unwrap_or_default().to_owned();
            let form = form(&viewer, letter, &onward, Typed { email, problem: Some(problem) }).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, form));
        }
    };
    let sent_to = Value::from(email.as_str());
    let asked = match letter {
        Sent::SignUp => entry::ask_sign_up(&viewer, email, onward.clone()).await?,
        Sent::Reset => entry::ask_reset(&viewer, email, onward.clone()).await?,
    };
    match asked {
        Asked::Sent => {
            viewer.visitor.set_flash(SENT_TO, sent_to).await?;
            Ok(see_other(&with_query(&format!("{here}/sent"), &onward.carry())))
        }
        Asked::TooMany { wait } => Err(too_many(wait)),
    }
}

/// Says to look into the mail: the same to everybody.
pub(super) async fn sent(viewer: &Viewer, letter: Sent, params: &Params) -> Result<Response, PageError> {
    let purpose = match letter {
        Sent::SignUp => TicketPurpose::SignUp,
        Sent::Reset => TicketPurpose::ResetPassword,
    };
    let email = viewer.visitor.flash(SENT_TO).await?;
    let view = LetterSentView {
        sent: letter,
        email: email.as_ref().and_then(Value::as_str).map(str::to_owned),
        lasts_seconds: entry::lifetime(purpose).whole_seconds(),
        again_href: with_query(path(letter), &Onward::of(params).carry()),
    };
    viewer.page(view).await
}

fn path(letter: Sent) -> &'static str {
    match letter {
        Sent::SignUp => "/sign-up",
        Sent::Reset => "/reset",
    }
}

/// What was typed last time, and what is wrong with it.
#[derive(Default)]
struct Typed {
    email: String,
    problem: Option<AddressProblem>,
}

async fn form(viewer: &Viewer, letter: Sent, onward: &Onward, typed: Typed) -> Result<Response, PageError> {
    let Ahead { destination, policy } = Ahead::of(viewer, onward).await?;
    let Typed { email, problem } = typed;
    let view =
        AddressView { letter, carry: onward.carry(), destination, email, problem, login_href: onward.login_href() };
    viewer.page_with(view, policy).await
}
