//! `GET /oauth/authorize` (RFC 6749 §3.1): checks the request, keeps it, and sends the person on to answer it.

use app::{ActionLabel, Problem};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use oauth::authorize::{self, AuthorizeError, RedirectedError, ShownError};
use oauth::error::ErrorCode;

use crate::caller::Caller;
use crate::error::PageError;
use crate::extract::query::Query;
use crate::onward::Onward;
use crate::openapi::bodies::AuthorizationParams;
use crate::render::see_other;
use crate::state::AppState;

/// Where an application sends the person's browser
///
/// The answer comes back to the application as a redirect: `code`, `state` and `iss`, or `error`, `error_description`,
/// `state` and `iss`. What is wrong with the client or its redirect URI is shown to the person instead.
#[utoipa::path(
    get,
    path = "/oauth/authorize",
    operation_id = "authorize",
    tag = "OAuth",
    params(AuthorizationParams),
    responses(
        (status = 303, description = "On to sign-in and consent, or back to the application with an error.",
            headers(("Location" = String))),
        (status = 400, description = "A page that says what is wrong.", body = String, content_type = "text/html"),
    ),
)]
pub async fn get(State(state): State<AppState>, caller: Caller, Query(params): Query) -> Result<Response, PageError> {
    match authorize::begin(&state.moment(&caller.from).ctx(), state.store(), &params).await {
        Ok(begun) => {
            tracing::info!(client = %begun.client.id, "authorization request");
            Ok(see_other(&Onward::Request(begun.id.expose().to_owned()).href()))
        }
        Err(AuthorizeError::Redirect(error)) => redirected(error),
        Err(AuthorizeError::Show(error)) => Err(shown(&error)),
        Err(AuthorizeError::Internal(error)) => Err(error.into()),
    }
}

fn redirected(error: RedirectedError) -> Result<Response, PageError> {
    tracing::info!(client = %error.client.id, error = %error.code, description = error.description, "refused");
    if error.automatic {
        return Ok(see_other(&error.location));
    }
    let name = error.client.name;
    Err(PageError::new(StatusCode::BAD_REQUEST, Problem::MalformedRequest)
        .with_action(ActionLabel::ReturnToApp { name }, error.location)
        .with_details(error.code.as_str(), error.description))
}

fn shown(error: &ShownError) -> PageError {
    let problem = match error {
        ShownError::MissingClient | ShownError::RepeatedClient | ShownError::UnknownClient => Problem::UnknownApp,
        ShownError::SuspendedClient => Problem::AppSuspended,
        ShownError::MissingRedirectUri | ShownError::RepeatedRedirectUri | ShownError::UnregisteredRedirectUri => {
            Problem::BadRedirect
        }
    };
    PageError::new(StatusCode::BAD_REQUEST, problem).with_details(ErrorCode::InvalidRequest.as_str(), error.to_string())
}
