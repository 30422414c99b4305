//! Pages and forms that only somebody who is signed in can see and send. Anybody else signs in first and comes back.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use oauth::model::User;
use oauth::request::Params;

use super::page_form::{PageForm, PageUpload, Upload};
use crate::error::PageError;
use crate::onward::Onward;
use crate::render::Viewer;
use crate::state::AppState;

/// Whoever looks at a page, and is somebody.
pub struct SignedIn {
    pub viewer: Viewer,
    pub user: User,
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, PageError> {
        let viewer = Viewer::from_request_parts(parts, state).await?;
        let user = viewer.require_user(Onward::page(parts.uri.path()))?.clone();
        Ok(Self { viewer, user })
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
    type Rejection = PageError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let SignedIn { viewer, user } = SignedIn::from_request_parts(&mut parts, state).await?;
        let PageForm { fields, .. } = PageForm::from_request(Request::from_parts(parts, body), state).await?;
        Ok(Self { viewer, user, fields })
    }
}

/// A form with a file that somebody sent, from an address that is a page too.
pub struct SignedInUpload {
    pub viewer: Viewer,
    pub user: User,
    pub fields: Params,
    pub file: Option<Upload>,
}

impl FromRequest<AppState> for SignedInUpload {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let SignedIn { viewer, user } = SignedIn::from_request_parts(&mut parts, state).await?;
        let PageUpload { fields, file, .. } = PageUpload::from_request(Request::from_parts(parts, body), state).await?;
        Ok(Self { viewer, user, fields, file })
    }
}
