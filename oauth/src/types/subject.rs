use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::ClientId;
use crate::chance::Entropy;

/// A person's number. Its decimal form is the `sub` of their tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserId(pub i64);

/// Names a token family: what one approval gave, and everything refreshed from it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GrantId(String);

/// Names one access token: the `jti` of a JWT, the hash of an opaque one. Not a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenId(String);

/// On whose behalf a token acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A person allowed it.
    User(UserId),
    /// The application acts as itself (RFC 6749 §4.4).
    Client(ClientId),
}

impl Subject {
    /// The person, when there is one.
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::User(id) => Some(*id),
            Self::Client(_) => None,
        }
    }
}

fn random_id(entropy: &dyn Entropy) -> String {
    let mut bytes = [0u8; 16];
    entropy.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

impl GrantId {
    /// 128 random bits.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(random_id(entropy))
    }

    /// An id read back from where it was stored.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// The id as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TokenId {
    /// 128 random bits, for the `jti` of a JWT.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(random_id(entropy))
    }

    /// An id read from a verified token or from where it was stored.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// The id as it is stored and written in a JWT.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => id.fmt(f),
            Self::Client(id) => id.fmt(f),
        }
    }
}
