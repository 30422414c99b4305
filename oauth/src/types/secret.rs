use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::chance::Entropy;

/// A value that opens something: a code, a token, a client secret, a password. It prints `[redacted]`, wipes itself,
/// and is stored only as its hash.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

/// SHA-256 of a secret, base64url. A fast hash is right here: these secrets carry at least 128 bits of chance.
/// Passwords go through Argon2 instead.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SecretHash(String);

impl Secret {
    /// 256 random bits, base64url, 43 characters.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = Zeroizing::new([0u8; 32]);
        entropy.fill(&mut *bytes);
        Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(*bytes)))
    }

    /// The secret itself. Call this only where it leaves towards its owner or enters a computation.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored of it.
    pub fn hash(&self) -> SecretHash {
        SecretHash(URL_SAFE_NO_PAD.encode(digest(&SHA256, self.0.as_bytes())))
    }
}

impl SecretHash {
    /// The hash as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A hash read back from where it was stored.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// Whether this is the hash of that secret, in constant time.
    pub fn matches(&self, secret: &Secret) -> bool {
        self.0.as_bytes().ct_eq(secret.hash().0.as_bytes()).into()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemEntropy;

    #[test]
    fn a_secret_does_not_print() {
        // row 108
        let secret = Secret::from("hunter2".to_owned());
        assert_eq!(format!("{secret:?}"), "[redacted]");
        assert_eq!(format!("{:?}", Some(&secret)), "Some([redacted])");
    }

    #[test]
    fn a_generated_secret_carries_256_bits_and_matches_its_hash_alone() {
        // row 29 (RFC 8628 §5.2)
        let (one, other) = (Secret::generate(&SystemEntropy), Secret::generate(&SystemEntropy));
        assert_eq!(one.expose().len(), 43);
        assert!(one.hash().matches(&one));
        assert!(!one.hash().matches(&other));
    }
}
