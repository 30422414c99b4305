use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;

/// A signing algorithm Sésame offers (RFC 7518 §3.1, RFC 8037 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    Es256,
    Rs256,
    EdDsa,
}

impl Algorithm {
    /// The `alg` value.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::EdDsa => "EdDSA",
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Not an algorithm Sésame signs with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signing algorithm is one of ES256, RS256, EdDSA")]
pub struct UnknownAlgorithm;

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Es256, Self::Rs256, Self::EdDsa].into_iter().find(|a| a.as_str() == text).ok_or(UnknownAlgorithm)
    }
}

/// A signing key at rest. The private half is sealed under the server's secret; the public half says how to verify
/// what it signed, also after it has retired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    /// RFC 7638 thumbprint of the public key.
    pub kid: String,
    pub algorithm: Algorithm,
    /// Nonce, ciphertext and tag, base64url.
    pub sealed_private_key: String,
    pub created_at: OffsetDateTime,
    /// When it stopped signing; it is published until its last token has expired.
    pub retired_at: Option<OffsetDateTime>,
}
