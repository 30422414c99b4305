use std::error::Error;
use std::fmt;

use crate::types::{InvalidClientId, InvalidRedirectUri, InvalidScope, InvalidText, UnknownGrantType};

/// Which part of a registration a problem belongs to: beside it the browser shows what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Name,
    Id,
    Secret,
    Kind,
    GrantTypes,
    Scopes,
    DefaultScopes,
    RedirectUris,
    FailureRedirectUri,
    Pkce,
    AccessTokenLifetime,
    RefreshTokenLifetime,
    SiteUrl,
    Description,
}

/// One thing that is wrong with a registration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("a name has 1 to 100 characters on one line: {0}")]
    Name(InvalidText),
    #[error("a description has at most 500 characters: {0}")]
    Description(InvalidText),
    #[error("{0}")]
    Id(InvalidClientId),
    #[error("a secret is 1 to 256 printable ASCII characters")]
    Secret,
    #[error("a public client has no secret")]
    PublicHasNoSecret,
    #[error("an app that is installed or runs in a browser cannot keep a secret: it is public")]
    NativeIsPublic,
    #[error("{text:?}: {why}")]
    RedirectUri { text: String, why: InvalidRedirectUri },
    #[error("failure redirect URI {text:?}: {why}")]
    FailureRedirectUri { text: String, why: InvalidRedirectUri },
    #[error("authorization_code needs a redirect URI, where the person comes back to")]
    NoRedirectUri,
    #[error("an application has at most {0} redirect URIs")]
    TooManyRedirectUris(usize),
    #[error("grant type {text:?}: {why}")]
    GrantType { text: String, why: UnknownGrantType },
    #[error("a client has a grant type at least")]
    NoGrantType,
    #[error("refresh_token alone begins nothing: it goes with authorization_code, device_code or password")]
    RefreshTokenAlone,
    #[error("client_credentials is for clients with a secret: a public client cannot prove that it is itself")]
    PublicActsAsItself,
    #[error("scope {text:?}: {why}")]
    Scope { text: String, why: InvalidScope },
    #[error("there is no scope {0}: make it with `sesame scope create`")]
    UnknownScope(String),
    #[error("an application asks for something at least")]
    NoScope,
    #[error("scope {0} is for an administrator to give: nobody consents to what a service does")]
    ScopeOfService(String),
    #[error("default scope {0} is none of its scopes")]
    DefaultScope(String),
    #[error("a public client must use PKCE (RFC 9700 section 2.1.1)")]
    PublicNeedsPkce,
    #[error("access tokens live a second at least and a year at most")]
    AccessTokenLifetime,
    #[error("refresh tokens live a second at least and ten years at most")]
    RefreshTokenLifetime,
    #[error("site URL {0:?}: it starts with https:// or http:// and has no user name")]
    SiteUrl(String),
    #[error("{value} cannot be added and removed at once")]
    AddedAndRemoved { field: Field, value: String },
    #[error("{value} cannot be removed: the client does not have it")]
    NotThere { field: Field, value: String },
}

/// Everything that is wrong, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problem {
    /// Where it belongs.
    pub fn field(&self) -> Field {
        match self {
            Self::Name(_) => Field::Name,
            Self::Description(_) => Field::Description,
            Self::Id(_) => Field::Id,
            Self::Secret | Self::PublicHasNoSecret => Field::Secret,
            Self::NativeIsPublic => Field::Kind,
            Self::RedirectUri { .. } | Self::NoRedirectUri | Self::TooManyRedirectUris(_) => Field::RedirectUris,
            Self::FailureRedirectUri { .. } => Field::FailureRedirectUri,
            Self::GrantType { .. } | Self::NoGrantType | Self::RefreshTokenAlone | Self::PublicActsAsItself => {
                Field::GrantTypes
            }
            Self::Scope { .. } | Self::UnknownScope(_) | Self::NoScope | Self::ScopeOfService(_) => Field::Scopes,
            Self::DefaultScope(_) => Field::DefaultScopes,
            Self::PublicNeedsPkce => Field::Pkce,
            Self::AccessTokenLifetime => Field::AccessTokenLifetime,
            Self::RefreshTokenLifetime => Field::RefreshTokenLifetime,
            Self::SiteUrl(_) => Field::SiteUrl,
            Self::AddedAndRemoved { field, .. } | Self::NotThere { field, .. } => *field,
        }
    }
}

impl Problems {
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// What was parsed, or nothing and the problem noted.
    pub(super) fn keep<T>(&mut self, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.0.push(problem)).ok()
    }

    /// What could be parsed, and every problem noted.
    pub(super) fn keep_all<T>(&mut self, parsed: impl IntoIterator<Item = Result<T, Problem>>) -> Vec<T> {
        parsed.into_iter().filter_map(|one| self.keep(one)).collect()
    }

    /// Notes broken rules, but for fields that could not be read: what they lack is not known yet.
    pub(super) fn extend(&mut self, broken: Vec<Problem>) {
        let read = |problem: &Problem| self.0.iter().all(|unread| unread.field() != problem.field());
        let mut broken: Vec<_> = broken.into_iter().filter(read).collect();
        self.0.append(&mut broken);
        self.0.sort_by_key(Problem::field);
    }

    /// The result, if nothing is wrong.
    pub(super) fn or<T>(self, result: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(result) } else { Err(self) }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            write!(f, "{}{problem}", if i > 0 { "; " } else { "" })?;
        }
        Ok(())
    }
}

impl Error for Problems {}
