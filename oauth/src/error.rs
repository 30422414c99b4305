//! The catalogue of answers: the RFC's code, its status, and a text. The text tells a developer what to do; the exact
//! cause goes to the log through `Debug`.

use std::error::Error;
use std::fmt;

use time::Duration;

use crate::store::StoreError;

/// The `error` values of RFC 6749 §4.1.2.1 and §5.2, RFC 8628 §3.5 and RFC 6750 §3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    InvalidRequest,
    InvalidClient,
    InvalidGrant,
    UnauthorizedClient,
    UnsupportedGrantType,
    UnsupportedResponseType,
    InvalidScope,
    AccessDenied,
    AuthorizationPending,
    SlowDown,
    ExpiredToken,
    InvalidToken,
    InsufficientScope,
    ServerError,
    TemporarilyUnavailable,
    /// Not an OAuth code: what the API's tiers say about an `X-API-KEY`.
    InvalidApiKey,
    /// Not an OAuth code: RFC 6585 §4, where guessing is slowed down.
    TooManyRequests,
}

impl ErrorCode {
    /// The value of the `error` key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::AccessDenied => "access_denied",
            Self::AuthorizationPending => "authorization_pending",
            Self::SlowDown => "slow_down",
            Self::ExpiredToken => "expired_token",
            Self::InvalidToken => "invalid_token",
            Self::InsufficientScope => "insufficient_scope",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
            Self::InvalidApiKey => "invalid_api_key",
            Self::TooManyRequests => "too_many_requests",
        }
    }

    /// The HTTP status that goes with it where it is answered directly, not by a redirect.
    pub fn status(self) -> u16 {
        match self {
            Self::InvalidClient | Self::InvalidToken | Self::InvalidApiKey => 401,
            Self::InsufficientScope => 403,
            Self::ServerError => 500,
            Self::TemporarilyUnavailable => 503,
            Self::TooManyRequests => 429,
            // RFC 6749 §5.2, and RFC 8628 §3.5 for the device grant's own: all 400.
            _ => 400,
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A rule's answer to a request it refuses. `Display` is the `error_description`: ASCII without quotes and
/// backslashes (RFC 6749 §5.2). `Debug` is the exact cause, for the log.
pub trait Refusal: Error + Send + Sync + 'static {
    /// The RFC's word for it.
    fn code(&self) -> ErrorCode;

    /// Where the rule stands that the application's request breaks, such as `RFC 6749 §3.1.2.3`; `None` where the
    /// application made no mistake: a person refused or mistyped, a device is waiting.
    fn section(&self) -> Option<&'static str> {
        None
    }

    /// The request's parameter that is to blame.
    fn parameter(&self) -> Option<&'static str> {
        None
    }

    /// After how long trying again can succeed, where that is known.
    fn retry_after(&self) -> Option<Duration> {
        None
    }
}

/// How a protocol request fails: refused by a rule, or the store did not answer. The second is never shown as the
/// first.
#[derive(Debug)]
pub enum OAuthError {
    Protocol(Box<dyn Refusal>),
    Store(StoreError),
    /// Our own state made no sense; the text is for the log.
    Internal(&'static str),
}

impl OAuthError {
    /// The RFC's word, whatever went wrong.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Protocol(refusal) => refusal.code(),
            Self::Store(_) | Self::Internal(_) => ErrorCode::ServerError,
        }
    }
}

impl<R: Refusal> From<R> for OAuthError {
    fn from(refusal: R) -> Self {
        Self::Protocol(Box::new(refusal))
    }
}

impl From<StoreError> for OAuthError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Protocol(refusal) => refusal.fmt(f),
            Self::Store(_) | Self::Internal(_) => f.write_str("something went wrong on our side"),
        }
    }
}
