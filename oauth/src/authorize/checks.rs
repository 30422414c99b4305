//! Each check beside its error.

use super::{Approval, Asked, AuthorizeError};
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::model::Client;
use crate::request::{AuthorizeRequest, Params};
use crate::store::Store;
use crate::types::{ClientId, CodeChallenge, GrantType, Scope, VerifiedRedirectUri};

/// Errors that are shown to the person, because where the answer may go is not certain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShownError {
    #[error("client_id is missing")]
    MissingClient,
    #[error("client_id came more than once")]
    RepeatedClient,
    #[error("no application is registered under this client_id")]
    UnknownClient,
    #[error("this application has been suspended")]
    SuspendedClient,
    #[error("redirect_uri is missing, and the application has not registered exactly one")]
    MissingRedirectUri,
    #[error("redirect_uri came more than once")]
    RepeatedRedirectUri,
    #[error("redirect_uri is not one the application has registered; it is compared letter by letter")]
    UnregisteredRedirectUri,
}

/// Errors the application hears of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("response_type is required")]
    MissingResponseType,
    #[error("the only response_type of this server is code")]
    UnsupportedResponseType,
    #[error("the only response_mode of this server is query")]
    UnsupportedResponseMode,
    #[error("this server takes its parameters in the query alone, not in a request object")]
    RequestObject,
    #[error("this client may not use the authorization code grant")]
    GrantNotAllowed,
    #[error("code_challenge is required, with code_challenge_method=S256")]
    MissingChallenge,
    #[error("code_challenge_method must be S256")]
    UnsupportedChallengeMethod,
    #[error("code_challenge must be the base64url encoding of a SHA-256 hash, 43 characters")]
    MalformedChallenge,
    #[error("scope holds a character that RFC 6749 section 3.3 does not allow")]
    MalformedScope,
    #[error("scope asks for more than this client may have")]
    WiderScope,
}

impl Refusal for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::UnsupportedResponseType => ErrorCode::UnsupportedResponseType,
            Self::GrantNotAllowed => ErrorCode::UnauthorizedClient,
            Self::MalformedScope | Self::WiderScope => ErrorCode::InvalidScope,
            _ => ErrorCode::InvalidRequest,
        }
    }

    fn section(&self) -> Option<&'static str> {
        Some(match self {
            Self::MissingResponseType | Self::UnsupportedResponseType => "RFC 6749 §3.1.1",
            Self::UnsupportedResponseMode => "RFC 6749 §4.1.2",
            Self::RequestObject => "RFC 9101 §5",
            Self::GrantNotAllowed => "RFC 6749 §4.1.2.1",
            Self::MissingChallenge => "RFC 7636 §4.4.1",
            Self::UnsupportedChallengeMethod => "RFC 7636 §4.3",
            Self::MalformedChallenge => "RFC 7636 §4.2",
            Self::MalformedScope | Self::WiderScope => "RFC 6749 §3.3",
        })
    }

    fn parameter(&self) -> Option<&'static str> {
        Some(match self {
            Self::MissingResponseType | Self::UnsupportedResponseType | Self::GrantNotAllowed => "response_type",
            Self::UnsupportedResponseMode => "response_mode",
            Self::RequestObject => "request",
            Self::MissingChallenge | Self::MalformedChallenge => "code_challenge",
            Self::UnsupportedChallengeMethod => "code_challenge_method",
            Self::MalformedScope | Self::WiderScope => "scope",
        })
    }
}

impl Refusal for ShownError {
    fn code(&self) -> ErrorCode {
        ErrorCode::InvalidRequest
    }

    fn section(&self) -> Option<&'static str> {
        match self {
            Self::MissingRedirectUri => Some("RFC 6749 §3.1.2.3"),
            Self::UnregisteredRedirectUri => Some("RFC 9700 §4.1.3"),
            Self::RepeatedRedirectUri => Some("RFC 6749 §3.1"),
            // Nobody is there to read of it, or they know.
            Self::MissingClient | Self::RepeatedClient | Self::UnknownClient | Self::SuspendedClient => None,
        }
    }

    fn parameter(&self) -> Option<&'static str> {
        Some("redirect_uri")
    }
}

/// Step 1. Nothing can be said to an application nobody knows.
pub(super) async fn client(store: &dyn Store, params: &Params) -> Result<Client, AuthorizeError> {
    if params.is_repeated("client_id") {
        return Err(ShownError::RepeatedClient.into());
    }
    let id = params.get("client_id").ok_or(ShownError::MissingClient)?;
    let id: ClientId = id.parse().map_err(|_| ShownError::UnknownClient)?;
    let client = store.client(&id).await.map_err(OAuthError::from)?.ok_or(ShownError::UnknownClient)?;
    if !client.is_active() {
        return Err(ShownError::SuspendedClient.into());
    }
    Ok(client)
}

/// Step 2. RFC 9700 §4.1.3: "exact string matching", but for the port of a loopback address (RFC 8252 §7.3).
pub(super) fn redirect_uri(client: &Client, params: &Params) -> Result<VerifiedRedirectUri, ShownError> {
    if params.is_repeated("redirect_uri") {
        return Err(ShownError::RepeatedRedirectUri);
    }
    match (params.get("redirect_uri"), client.redirect_uris.as_slice()) {
        (Some(presented), registered) => {
            let verified = registered.iter().find_map(|uri| uri.verify(presented));
            verified.ok_or(ShownError::UnregisteredRedirectUri)
        }
        // RFC 6749 §3.1.2.3: it may be left out when exactly one is registered.
        (None, [only]) => Ok(only.as_verified()),
        (None, _) => Err(ShownError::MissingRedirectUri),
    }
}

/// Step 3. A request object or another response mode would change what the parameters mean: refused, not ignored.
pub(super) fn unsupported_parameters(params: &Params) -> Result<(), Error> {
    if params.get("request").is_some() || params.get("request_uri").is_some() {
        return Err(Error::RequestObject);
    }
    match params.get("response_mode") {
        None | Some("query") => Ok(()),
        Some(_) => Err(Error::UnsupportedResponseMode),
    }
}

/// Step 4.
pub(super) fn response_type(client: &Client, request: &AuthorizeRequest<'_>) -> Result<(), Error> {
    match request.response_type {
        None => Err(Error::MissingResponseType),
        Some("code") if client.may_use(GrantType::AuthorizationCode) => Ok(()),
        Some("code") => Err(Error::GrantNotAllowed),
        // The implicit grant does not exist here (RFC 9700 §2.1.2).
        Some(_) => Err(Error::UnsupportedResponseType),
    }
}

/// Step 5. RFC 7636 §4.3: the method defaults to `plain`, which is refused, so it must be named.
pub(crate) fn check_pkce(client: &Client, request: &AuthorizeRequest<'_>) -> Result<Option<CodeChallenge>, Error> {
    let Some(challenge) = request.code_challenge else {
        // RFC 9700 §2.1.1: public clients MUST use PKCE. The exception is a record made for an old confidential app.
        return if client.needs_pkce() { Err(Error::MissingChallenge) } else { Ok(None) };
    };
    if request.code_challenge_method != Some("S256") {
        return Err(Error::UnsupportedChallengeMethod);
    }
    challenge.parse().map(Some).map_err(|_| Error::MalformedChallenge)
}

/// Step 6. Nothing asked is the client's default (RFC 6749 §3.3).
fn check_scope(client: &Client, asked: Option<&str>) -> Result<Scope, Error> {
    let asked = asked.map(str::parse::<Scope>).transpose().map_err(|_| Error::MalformedScope)?;
    client.allowed(asked).ok_or(Error::WiderScope)
}

/// Steps 5 and 6 together, what the state machine negotiates.
pub(crate) fn check(client: &Client, request: &AuthorizeRequest<'_>) -> Result<Asked, Error> {
    Ok(Asked { code_challenge: check_pkce(client, request)?, scope: check_scope(client, request.scope)? })
}

/// The same at the person's yes: the client may have lost a scope since, and nobody approves more than was asked.
pub(crate) fn check_approval(client: &Client, approval: &Approval<'_>) -> Result<Asked, Error> {
    if !approval.scope.is_within(&approval.request.scope) || !approval.scope.is_within(&client.scope) {
        return Err(Error::WiderScope);
    }
    Ok(Asked { scope: approval.scope.clone(), code_challenge: approval.request.code_challenge.clone() })
}
