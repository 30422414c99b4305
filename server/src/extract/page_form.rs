//! A form of one of our pages: read, bound to the browser that got the page, and paired with who sent it.

use std::error::Error;

use app::{ActionLabel, Problem};
use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts as _, Multipart, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use http_body_util::{LengthLimitError, Limited};
use oauth::request::Params;

use super::form_or_json::{self, BodyError, MAX_BYTES, Pairs};
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
        check(&viewer, &parts, &fields).await?;
        Ok(Self { viewer, fields })
    }
}

/// A form with a file in it, under the same rules.
pub struct PageUpload {
    pub viewer: Viewer,
    pub fields: Params,
    /// `None` when no file was chosen.
    pub file: Option<Upload>,
}

/// A file somebody sent. **Nothing it says about itself is believed.**
pub struct Upload {
    pub file_name: String,
    /// Of a file that is larger than any form takes, the beginning: enough to say so beside its field.
    pub bytes: Vec<u8>,
}

/// What is read in all. A photograph that is too large is refused beside its field, with what was typed around it.
const MAX_UPLOAD: usize = 8 * 1024 * 1024;
/// What is kept of a file.
const MAX_FILE: usize = 256 * 1024 + 1;

impl FromRequest<AppState> for PageUpload {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let viewer = Viewer::from_request_parts(&mut parts, state).await?;
        let mut limited = Request::from_parts(parts.clone(), Body::new(Limited::new(body, MAX_UPLOAD)));
        DefaultBodyLimit::disable().apply(&mut limited);
        let multipart = Multipart::from_request(limited, state).await;
        let (pairs, file) = match multipart {
            Ok(multipart) => read_parts(multipart).await.map_err(unreadable)?,
            Err(_) => return Err(unreadable(BodyError::UnsupportedMediaType)),
        };
        let fields = Params::from_pairs(pairs);
        check(&viewer, &parts, &fields).await?;
        Ok(Self { viewer, fields, file })
    }
}

/// Texts and the one file, in the order they came. All texts together are as long as those of a form without a file.
async fn read_parts(mut multipart: Multipart) -> Result<(Pairs, Option<Upload>), BodyError> {
    let (mut pairs, mut file, mut room) = (Pairs::new(), None, MAX_BYTES);
    while let Some(part) = multipart.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some() {
            let file_name = part.file_name().unwrap_or_default().to_owned();
            let bytes = beginning(part).await.map_err(broken)?;
            // A browser sends an empty file without a name where none was chosen.
            file = (!bytes.is_empty() || !file_name.is_empty()).then_some(Upload { file_name, bytes }).or(file);
        } else {
            // As between two fields of a form: a field of nothing counts too.
            room = room.checked_sub(name.len() + "&=".len()).ok_or(BodyError::TooLarge)?;
            let value = text(part, room).await?;
            room -= value.len();
            pairs.push((name, value));
        }
    }
    Ok((pairs, file))
}

/// A text, if there is room for it.
async fn text(mut part: Field<'_>, room: usize) -> Result<String, BodyError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        if bytes.len() + chunk.len() > room {
            return Err(BodyError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| BodyError::NotUtf8)
}

/// As much of a file as is kept; the rest is read and forgotten.
async fn beginning(mut part: Field<'_>) -> Result<Vec<u8>, MultipartError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await? {
        let room = MAX_FILE - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(bytes)
}

fn broken(error: MultipartError) -> BodyError {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    let mut too_large = false;
    while let Some(error) = cause {
        too_large |= error.is::<LengthLimitError>();
        cause = error.source();
    }
    if too_large { BodyError::TooLarge } else { BodyError::Malformed("it is no form with a file") }
}

/// Whether a form came from our own page in this browser.
async fn check(viewer: &Viewer, parts: &Parts, fields: &Params) -> Result<(), PageError> {
    // Where to go from a page that refuses this form: the page it came from.
    let mut carry = Onward::of(fields).carry();
    // The link of a letter leads to its form, and no other page does.
    carry.extend(fields.get("ticket").map(|ticket| ("ticket".to_owned(), ticket.to_owned())));
    let again = with_query(parts.uri.path(), &carry);
    let expected = viewer.visitor.expected_csrf_token().await?;
    csrf::check(&viewer.state.config().issuer, &parts.headers, expected.as_deref(), fields.get(csrf::FIELD))
        .map_err(|error| refused(error, &again))
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
