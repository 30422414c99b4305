//! `/reset`: a letter with a link that chooses another password (row 104: the answer tells nobody who has an account).

use app::{AddressProblem, ResetView, Sent};
use axum::http::StatusCode;
use axum::response::Response;

use super::sign_up::letter_sent;
use super::{SENT_TO, mailbox, too_many, with_status};
use crate::entry::{self, Asked};
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::onward::{Onward, with_query};
use crate::render::{Viewer, see_other};
use crate::routes::pages::destination::Ahead;

pub async fn get(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    form(&viewer, &Onward::of(&params), String::new(), None).await
}

pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    let onward = Onward::of(&fields);
    match mailbox(&fields) {
        Ok(email) => {
            viewer.visitor.set_flash(SENT_TO, email.as_str().into()).await?;
            match entry::ask_reset(&viewer, email, onward.clone()).await? {
                Asked::Sent => Ok(see_other(&with_query("/reset/sent", &onward.carry()))),
                Asked::TooMany { wait } => Err(too_many(wait)),
            }
        }
        Err(problem) => {
            let viewer = viewer.at(&with_query("/reset", &onward.carry()));
            let typed = fields.get("email").unwrap_or_default().to_owned();
            let form = form(&viewer, &onward, typed, Some(problem)).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, form))
        }
    }
}

/// The same for everybody, and when loaded anew.
pub async fn after(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    letter_sent(&viewer, &params, Sent::Reset).await
}

async fn form(
    viewer: &Viewer,
    onward: &Onward,
    email: String,
    problem: Option<AddressProblem>,
) -> Result<Response, PageError> {
    let Ahead { destination, policy } = Ahead::of(viewer, onward).await?;
    let view = ResetView { carry: onward.carry(), destination, email, problem, login_href: onward.login_href() };
    viewer.page_with(view, policy).await
}
