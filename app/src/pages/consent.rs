use crate::{AppIdentity, Person, ScopeLine};

/// `/oauth/authorize`: may this app do these things in my name?
#[derive(Clone, Debug)]
pub struct ConsentView {
    /// The id of the kept authorization request, sent back as the hidden field `request`.
    pub request: String,
    pub app: AppIdentity,
    pub scopes: Vec<ScopeLine>,
    pub lifetime: Lifetime,
    pub person: Person,
    /// Hidden fields posted to `/logout`, so that somebody else comes back here.
    pub switch_account: Vec<(String, String)>,
}

/// How long a permission lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    pub access_seconds: i64,
    /// Whether the app gets a refresh token.
    pub renewable: bool,
}
