//! A form of one of our pages: read, bound to the browser that got the page, and paired with who sent it.

use app::{ActionLabel, Problem};
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::StatusCode;
use oauth::request::Params;

use super::form_or_json::{self, BodyError};
use crate::csrf::{self, CsrfError};
use crate::error::PageError;
use crate::onward::{Onward, with_query};
use crate::render::Viewer;
use crate::state::AppState;

/// A form that came from our own page in this browser (row 100).
pub struct PageForm {
    pub viewer: Viewer,
    pub fields: Params,
}

impl FromRequest<AppState> for PageForm {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let viewer = Viewer::from_request_parts(&mut parts, state).await?;
        let pairs = form_or_json::read(Request::from_parts(parts.clone(), body)).await.map_err(unreadable)?;
        let fields = Params::from_pairs(pairs);
        // Where to go from a page that refuses this form: the page it came from.
        let again = with_query(parts.uri.path(), &Onward::of(&fields).carry());
        let expected = viewer.visitor.expected_csrf_token().await?;
        csrf::check(&state.config().issuer, &parts.headers, expected.as_deref(), fields.get(csrf::FIELD))
            .map_err(|error| refused(error, &again))?;
        Ok(Self { viewer, fields })
    }
}

fn unreadable(error: BodyError) -> PageError {
    let problem = if error == BodyError::TooLarge { Problem::TooLarge } else { Problem::MalformedRequest };
    PageError::new(error.status(), problem).with_details("invalid_request", error.to_string())
}

fn refused(error: CsrfError, again: &str) -> PageError {
    let problem = match error {
        CsrfError::ForeignOrigin => Problem::ForeignOrigin,
        CsrfError::NoCookie => Problem::CookiesOff,
        CsrfError::Mismatch => Problem::FormExpired,
    };
    PageError::new(StatusCode::FORBIDDEN, problem).with_action(ActionLabel::TryAgain, again)
}
