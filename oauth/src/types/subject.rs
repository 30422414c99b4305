use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::OffsetDateTime;

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

/// A name that begins with its time in milliseconds, and goes on with 80 bits of chance. What is made one after the other
/// so stands side by side in an index: names by chance alone would each fall on another page of it, and with millions of
/// rows most of those are not at hand. The time is no secret: it is a token's `iat`.
fn name_of(now: OffsetDateTime, entropy: &dyn Entropy) -> String {
    let millis = u64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
    let mut bytes = [0u8; 16];
    let (time, chance) = bytes.split_at_mut(6);
    time.copy_from_slice(&millis.to_be_bytes()[2..]);
    entropy.fill(chance);
    URL_SAFE_NO_PAD.encode(bytes)
}

impl GrantId {
    /// For a family that begins now.
    pub fn generate(entropy: &dyn Entropy, now: OffsetDateTime) -> Self {
        Self(name_of(now, entropy))
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
    /// The `jti` of a JWT that is issued now.
    pub fn generate(entropy: &dyn Entropy, now: OffsetDateTime) -> Self {
        Self(name_of(now, entropy))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::SystemEntropy;
    use time::Duration;
    use time::macros::datetime;

    #[test]
    fn what_is_named_in_the_same_moment_has_one_beginning_and_no_two_have_one_name() {
        let noon = datetime!(2026-11-22 12:00 UTC);
        let named = |at| TokenId::generate(&SystemEntropy, at).as_str().to_owned();
        let (one, other, later) = (named(noon), named(noon), named(noon + Duration::seconds(1)));
        assert_eq!((&one[..8], one.len()), (&other[..8], 22));
        assert_ne!(one[8..], other[8..]);
        assert_ne!(one[..8], later[..8]);
        assert_eq!(one[..5], later[..5], "near in time, near in the index");
    }
}
