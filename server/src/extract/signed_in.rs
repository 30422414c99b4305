//! Pages and forms that only somebody who is signed in can see and send. Anybody else signs in first and comes back.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use oauth::model::User;
use oauth::request::Params;

use super::page_form::PageForm;
use crate::error::PageError;
use crate::onward::Onward;
use crate::render::{Viewer, see_other};
use crate::state::AppState;

/// Whoever looks at a page, and is somebody.
pub struct SignedIn {
    pub viewer: Viewer,
    pub user: User,
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let viewer = Viewer::from_request_parts(parts, state).await.map_err(PageError::into_response)?;
        match viewer.user.clone() {
            Some(user) => Ok(Self { viewer, user }),
            None => Err(see_other(&Onward::page(parts.uri.path()).login_href())),
        }
    }
}

/// A form that somebody sent. Its address must be that of a page too: whoever has been signed out meanwhile comes back
/// to it.
pub struct SignedInForm {
    pub viewer: Viewer,
    pub user: User,
    pub fields: Params,
}

impl FromRequest<AppState> for SignedInForm {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let SignedIn { viewer, user } = SignedIn::from_request_parts(&mut parts, state).await?;
        let form = PageForm::from_request(Request::from_parts(parts, body), state).await;
        let PageForm { fields, .. } = form.map_err(PageError::into_response)?;
        Ok(Self { viewer, user, fields })
    }
}
