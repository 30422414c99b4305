//! How things fail, one type per audience: a client reading JSON ([`TokenError`]), an API caller holding a token
//! ([`BearerError`]), a person ([`PageError`]). The log names the exact cause under the request's id; the answer has
//! the RFC's word, and the id where the fault is ours.

use app::{Action, ActionLabel, Problem};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oauth::error::{ErrorCode, OAuthError};
use oauth::keys::KeyError;
use oauth::store::StoreError;
use serde::Serialize;

use crate::clock::whole_seconds;
use crate::extract::form_or_json::BodyError;
use crate::hasher::Busy;
use crate::onward::Onward;
use crate::render::see_other;
use crate::session::SessionError;

/// What goes wrong on our side, never a client's doing.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Session(#[from] SessionError),
    #[error("{0}")]
    Internal(String),
}

/// The JSON body of every error (RFC 6749 §5.2).
#[derive(Serialize)]
struct ErrorBody<'a> {
    error: &'a str,
    error_description: &'a str,
}

pub(crate) fn json_error(status: StatusCode, error: &str, description: &str) -> Response {
    let mut response = (status, Json(ErrorBody { error, error_description: description })).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn status_of(code: ErrorCode) -> StatusCode {
    StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// An error of the endpoints that clients call: token, device authorization.
#[derive(Debug)]
pub enum TokenError {
    OAuth(OAuthError),
    /// The body cannot be read.
    Body(BodyError),
    /// The request breaks a rule that is HTTP's, not the protocol's.
    Http {
        status: StatusCode,
        description: &'static str,
    },
}

impl From<OAuthError> for TokenError {
    fn from(error: OAuthError) -> Self {
        Self::OAuth(error)
    }
}

impl From<BodyError> for TokenError {
    fn from(error: BodyError) -> Self {
        Self::Body(error)
    }
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        match self {
            Self::OAuth(OAuthError::Protocol(refusal)) => {
                let code = refusal.code();
                tracing::info!(error = code.as_str(), cause = ?refusal, "refused");
                let mut response = json_error(status_of(code), code.as_str(), &refusal.to_string());
                if let Some(wait) = refusal.retry_after() {
                    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(whole_seconds(wait)));
                }
                // RFC 6749 §5.2 demands the challenge when Basic was tried, RFC 9110 §15.5.2 with every 401.
                let challenge = match code {
                    ErrorCode::InvalidClient => Some("Basic realm=\"sesame\", charset=\"UTF-8\""),
                    ErrorCode::InvalidApiKey => Some("ApiKey header=\"X-API-KEY\""),
                    _ => None,
                };
                if let Some(challenge) = challenge.map(HeaderValue::from_static) {
                    response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
                }
                response
            }
            Self::OAuth(error) => our_fault(&error),
            Self::Body(error) => {
                tracing::info!(cause = ?error, "refused");
                json_error(error.status(), ErrorCode::InvalidRequest.as_str(), &error.to_string())
            }
            Self::Http { status, description } => {
                tracing::info!(%status, description, "refused");
                json_error(status, ErrorCode::InvalidRequest.as_str(), description)
            }
        }
    }
}

/// A fault of ours as JSON: the cause is in the log under the request's id, which the `x-request-id` header repeats.
fn our_fault(error: &OAuthError) -> Response {
    tracing::error!(cause = ?error, "our fault");
    let code = ErrorCode::ServerError;
    json_error(status_of(code), code.as_str(), "something went wrong on our side; the log knows it by the x-request-id")
}

/// An error of a resource that wants an access token (RFC 6750 §3).
#[derive(Debug)]
pub enum BearerError {
    /// Nothing was presented: a bare challenge, and no error code (§3.1).
    NoToken,
    OAuth(OAuthError),
    /// The scope this resource wants, told along (§3).
    Scope(&'static str),
}

impl From<OAuthError> for BearerError {
    fn from(error: OAuthError) -> Self {
        Self::OAuth(error)
    }
}

impl IntoResponse for BearerError {
    fn into_response(self) -> Response {
        let (code, description, scope) = match self {
            Self::NoToken => {
                let mut response = json_error(
                    StatusCode::UNAUTHORIZED,
                    ErrorCode::InvalidToken.as_str(),
                    "this needs an access token in the Authorization header",
                );
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
                return response;
            }
            Self::Scope(scope) => {
                let refusal = oauth::bearer::Error::InsufficientScope;
                (ErrorCode::InsufficientScope, refusal.to_string(), Some(scope))
            }
            Self::OAuth(OAuthError::Protocol(refusal)) => {
                tracing::info!(cause = ?refusal, "access token refused");
                (refusal.code(), refusal.to_string(), None)
            }
            Self::OAuth(error) => return our_fault(&error),
        };
        let mut challenge = format!("Bearer error=\"{code}\", error_description=\"{description}\"");
        if let Some(scope) = scope {
            challenge.push_str(&format!(", scope=\"{scope}\""));
        }
        let mut response = json_error(status_of(code), code.as_str(), &description);
        if let Ok(challenge) = HeaderValue::from_str(&challenge) {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// An error on a page. It travels in the response's extensions to [`crate::render::draw_problems`], which knows the
/// person's language and draws it.
#[derive(Clone, Debug)]
pub struct PageError {
    pub status: StatusCode,
    pub problem: Problem,
    pub actions: Vec<Action>,
    /// The RFC's code and a text, for a developer who looks over the person's shoulder.
    pub details: Option<Box<(String, String)>>,
    /// Instead of a page: sign in, then go there.
    sign_in: Option<Box<Onward>>,
}

impl PageError {
    pub fn new(status: StatusCode, problem: Problem) -> Self {
        Self { status, problem, actions: Vec::new(), details: None, sign_in: None }
    }

    /// Nobody is signed in where somebody has to be.
    pub fn sign_in_first(onward: Onward) -> Self {
        Self { sign_in: Some(Box::new(onward)), ..Self::new(StatusCode::UNAUTHORIZED, Problem::NotFound) }
    }

    #[must_use]
    pub fn with_action(mut self, label: ActionLabel, href: impl Into<String>) -> Self {
        self.actions.push(Action { label, href: href.into() });
        self
    }

    #[must_use]
    pub fn with_details(mut self, code: &str, description: impl Into<String>) -> Self {
        self.details = Some(Box::new((code.to_owned(), description.into())));
        self
    }
}

impl From<ServerError> for PageError {
    fn from(error: ServerError) -> Self {
        tracing::error!(cause = ?error, "our fault");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, Problem::Internal)
    }
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        match error {
            // A rule that the store alone can keep, and no fault of ours.
            StoreError::LastAdmin => Self::new(StatusCode::CONFLICT, Problem::LastAdministrator)
                .with_action(ActionLabel::Account, "/account"),
            error => ServerError::from(error).into(),
        }
    }
}

impl From<SessionError> for PageError {
    fn from(error: SessionError) -> Self {
        ServerError::from(error).into()
    }
}

impl From<OAuthError> for PageError {
    fn from(error: OAuthError) -> Self {
        match error {
            OAuthError::Protocol(refusal) => {
                tracing::info!(cause = ?refusal, "refused");
                Self::new(StatusCode::BAD_REQUEST, Problem::MalformedRequest)
                    .with_details(refusal.code().as_str(), refusal.to_string())
            }
            OAuthError::Store(error) => error.into(),
            OAuthError::Internal(text) => ServerError::Internal(text.to_owned()).into(),
        }
    }
}

impl From<Busy> for PageError {
    fn from(_: Busy) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, Problem::Busy)
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        if let Some(onward) = &self.sign_in {
            return see_other(&onward.login_href());
        }
        let mut response = self.status.into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(Busy::RETRY_AFTER_SECONDS));
        }
        if let Problem::TooManyTries { wait_seconds } = self.problem {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait_seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
