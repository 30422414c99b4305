//! `/sign-up`: the address first, and nothing else. No account exists, and no name is taken, before a letter to it is
//! answered.

use app::{Sent, SignUpClosedView};
use axum::http::StatusCode;
use axum::response::Response;

use super::{address, with_status};
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::onward::Onward;
use crate::render::{Viewer, see_other};

pub async fn get(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    let onward = Onward::of(&params);
    if viewer.user.is_some() {
        return Ok(see_other(&onward.href()));
    }
    if !viewer.state.sign_up_is_open() {
        return closed(&viewer, &onward).await;
    }
    address::show(&viewer, Sent::SignUp, &onward).await
}

pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    if !viewer.state.sign_up_is_open() {
        return closed(&viewer, &Onward::of(&fields)).await;
    }
    address::send(viewer, Sent::SignUp, &fields).await
}

pub async fn after(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    address::sent(&viewer, Sent::SignUp, &params).await
}

/// A friendly word where only administrators make accounts.
pub(super) async fn closed(viewer: &Viewer, onward: &Onward) -> Result<Response, PageError> {
    let view = SignUpClosedView { login_href: onward.login_href() };
    Ok(with_status(StatusCode::FORBIDDEN, viewer.page(view).await?))
}
