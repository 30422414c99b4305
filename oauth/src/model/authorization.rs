use time::OffsetDateTime;

use super::AskedFrom;
use crate::types::{ClientId, CodeChallenge, GrantId, Scope, Secret, SecretHash, UserId, VerifiedRedirectUri};

/// The unguessable name under which a request waits for the person, in the page's address.
pub type RequestId = Secret;

/// A checked authorization request waiting for the person (RFC 6749 §4.1.1). It is in the store, not in the session,
/// so that sign-in, the back button, two tabs and a restart lose nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationRequest {
    pub id: SecretHash,
    pub client_id: ClientId,
    pub redirect_uri: VerifiedRedirectUri,
    /// Whether the request itself named it: then the token request must too (RFC 6749 §4.1.3).
    pub redirect_uri_given: bool,
    /// Where refusals and errors go: the same, or the app's own failure URL.
    pub failure_uri: VerifiedRedirectUri,
    pub scope: Scope,
    pub state: Option<String>,
    pub code_challenge: Option<CodeChallenge>,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub answer: RequestState,
}

/// Whether the person has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    Waiting,
    Answered { at: OffsetDateTime },
}

/// What the person's yes became: single-use, short-lived, bound to everything it was asked with (RFC 6749 §4.1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationCode {
    pub code: SecretHash,
    /// The family its tokens will belong to; a replay revokes it.
    pub grant_id: GrantId,
    pub client_id: ClientId,
    pub user_id: UserId,
    pub redirect_uri: VerifiedRedirectUri,
    pub redirect_uri_given: bool,
    pub scope: Scope,
    pub code_challenge: Option<CodeChallenge>,
    /// The browser of whoever said yes; the family's tokens will be shown as given there. Two columns of their own.
    pub asked_from: AskedFrom,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}
