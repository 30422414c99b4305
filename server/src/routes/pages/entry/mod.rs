//! The ways into an account: making one, getting back into it, moving it to another address.

mod address;
mod email_finish;
mod reset;
mod reset_finish;
mod sign_up;
mod sign_up_finish;

use app::{AddressProblem, LinkSpentView, LoginNotice, NewPasswordProblem, Problem, Purpose};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use oauth::model::{Ticket, TicketPurpose, User};
use oauth::password::{Unsuitable, check_new};
use oauth::request::Params;
use oauth::types::{Email, Secret};
use serde_json::Value;
use time::Duration;

use crate::clock::whole_seconds;
use crate::entry;
use crate::error::PageError;
use crate::mail;
use crate::render::Viewer;
use crate::state::AppState;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-up", get(sign_up::get).post(sign_up::post))
        .route("/sign-up/sent", get(sign_up::after))
        .route("/sign-up/finish", get(sign_up_finish::get).post(sign_up_finish::post))
        .route("/reset", get(reset::get).post(reset::post))
        .route("/reset/sent", get(reset::after))
        .route("/reset/finish", get(reset_finish::get).post(reset_finish::post))
        .route("/account/email/finish", get(email_finish::get).post(email_finish::post))
}

/// The address a letter can go to, from the field `email`.
fn mailbox(fields: &Params) -> Result<Email, AddressProblem> {
    let typed = fields.get("email").map(str::trim).filter(|text| !text.is_empty()).ok_or(AddressProblem::Missing)?;
    let email: Email = typed.parse().map_err(|_| AddressProblem::Malformed)?;
    if mail::is_writable(&email) { Ok(email) } else { Err(AddressProblem::Malformed) }
}

/// The field `new_password`, if it may be one. `known` is what others know of the person.
pub(super) fn new_password(fields: &Params, known: &[&str]) -> Result<Secret, NewPasswordProblem> {
    let password = Secret::from(fields.get("new_password").ok_or(NewPasswordProblem::Missing)?.to_owned());
    check_new(&password, known).map_err(|unsuitable| match unsuitable {
        Unsuitable::TooShort => NewPasswordProblem::TooShort,
        Unsuitable::TooLong => NewPasswordProblem::TooLong,
        Unsuitable::Guessable => NewPasswordProblem::Guessable,
    })?;
    Ok(password)
}

/// The ticket of this link and whose it is, if it is good.
async fn owned(viewer: &Viewer, params: &Params, purpose: TicketPurpose) -> Result<Option<(Ticket, User)>, PageError> {
    let token = params.get("ticket").unwrap_or_default();
    let Some(ticket) = entry::find(viewer, token, purpose).await? else { return Ok(None) };
    let owner = entry::owner(viewer.store(), &ticket).await?;
    Ok(owner.map(|user| (ticket, user)))
}

/// The page that says to wait, when too many letters were asked for.
pub(super) fn too_many(wait: Duration) -> PageError {
    let problem = Problem::TooManyTries { wait_seconds: whole_seconds(wait) };
    PageError::new(StatusCode::TOO_MANY_REQUESTS, problem)
}

/// The one page for every link that is good for nothing any more, whyever.
async fn spent(viewer: &Viewer, purpose: TicketPurpose) -> Result<Response, PageError> {
    let purpose = match purpose {
        TicketPurpose::SignUp => Purpose::SignUp,
        TicketPurpose::ResetPassword => Purpose::Reset,
        TicketPurpose::ChangeEmail => Purpose::ChangeEmail,
    };
    Ok(with_status(StatusCode::GONE, viewer.page(LinkSpentView { purpose }).await?))
}

fn with_status(status: StatusCode, mut response: Response) -> Response {
    *response.status_mut() = status;
    response
}

/// Under which the session keeps, for the next page alone, where a letter went.
const SENT_TO: &str = "letter_sent_to";
/// And what the sign-in page says first.
const NOTICE: &str = "login_notice";

async fn keep_notice(viewer: &Viewer, notice: LoginNotice) -> Result<(), PageError> {
    let word = match notice {
        LoginNotice::PasswordReset => "password_reset",
        LoginNotice::EmailChanged => "email_changed",
    };
    Ok(viewer.visitor.set_flash(NOTICE, word.into()).await?)
}

/// What the sign-in page says first, once.
pub async fn notice(viewer: &Viewer) -> Result<Option<LoginNotice>, PageError> {
    Ok(match viewer.visitor.flash(NOTICE).await?.as_ref().and_then(Value::as_str) {
        Some("password_reset") => Some(LoginNotice::PasswordReset),
        Some("email_changed") => Some(LoginNotice::EmailChanged),
        _ => None,
    })
}
