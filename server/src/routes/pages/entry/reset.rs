//! `/reset`: a letter with a link that chooses another password.

use app::Sent;
use axum::response::Response;

use super::address;
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::onward::Onward;
use crate::render::Viewer;

pub async fn get(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    address::show(&viewer, Sent::Reset, &Onward::of(&params)).await
}

pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    address::send(viewer, Sent::Reset, &fields).await
}

pub async fn after(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    address::sent(&viewer, Sent::Reset, &params).await
}
