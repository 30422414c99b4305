use time::OffsetDateTime;

use super::words::words;
use crate::types::ClientId;

/// A mistake of an application, for its developer to read: which rule a refused request broke. The same mistake made
/// again is counted, not repeated. **No secret is ever in it.**
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientProblem {
    pub client_id: ClientId,
    pub endpoint: Endpoint,
    /// The RFC's word, such as `invalid_request`.
    pub error: String,
    /// The rule in a sentence.
    pub rule: String,
    /// What came, when it may be shown.
    pub received: Option<String>,
    /// What would have been right.
    pub registered: Option<String>,
    /// Where the rule stands, such as `RFC 6749 §3.1.2.3`.
    pub section: Option<String>,
    pub first_at: OffsetDateTime,
    pub last_at: OffsetDateTime,
    pub count: u64,
}

/// Where the request went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    Authorize,
    AuthorizeDevice,
    Token,
    Revoke,
    Introspect,
}

words!(Endpoint, "authorize, authorize_device, token, revoke, introspect", {
    Authorize => "authorize", AuthorizeDevice => "authorize_device", Token => "token", Revoke => "revoke",
    Introspect => "introspect"
});

/// So many mistakes of an application are kept, the latest ones: whoever knows its id can make any number of them.
pub const PROBLEMS_KEPT: u64 = 50;
