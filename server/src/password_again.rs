//! "Type your password again": before what is dangerous, or what whoever finds an open browser must not do.

use app::PasswordAsk;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use oauth::model::User;
use oauth::request::Params;
use oauth::store::StoreError;
use oauth::types::Secret;

use crate::clock::whole_seconds;
use crate::render::Viewer;
use crate::sign_in::{SignIn, check_password};

/// Whether the form's field `password` is this person's; if not, what to say. Counted like a sign-in.
pub async fn password_again(
    viewer: &Viewer,
    user: &User,
    fields: &Params,
) -> Result<Result<(), PasswordAsk>, StoreError> {
    let Some(password) = fields.get("password") else { return Ok(Err(PasswordAsk::Missing)) };
    let password = Secret::from(password.to_owned());
    Ok(match check_password(&viewer.state, &viewer.caller, user, password).await? {
        SignIn::Right(_) => Ok(()),
        SignIn::Wrong | SignIn::Suspended(_) => Err(PasswordAsk::Wrong),
        SignIn::TooManyTries { wait } => Err(PasswordAsk::TooMany { wait_seconds: whole_seconds(wait) }),
        SignIn::Busy => Err(PasswordAsk::Busy),
    })
}

/// The status of a form that is shown again because of its password.
pub fn with_status(mut response: Response, ask: PasswordAsk) -> Response {
    let (status, retry_after) = match ask {
        PasswordAsk::TooMany { wait_seconds } => (StatusCode::TOO_MANY_REQUESTS, Some(wait_seconds)),
        PasswordAsk::Busy => (StatusCode::SERVICE_UNAVAILABLE, Some(2)),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, None),
    };
    *response.status_mut() = status;
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
