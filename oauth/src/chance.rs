//! Where secrets come from: the system's chance, and the one secret of the server.

use aws_lc_rs::{hkdf, hmac, rand as aws_rand};
use zeroize::Zeroizing;

/// A source of chance.
pub trait Entropy: Send + Sync {
    /// Fills the buffer with bytes nobody can foresee.
    fn fill(&self, buffer: &mut [u8]);
}

/// The operating system's source.
#[derive(Clone, Copy, Debug)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        // A machine without randomness cannot issue tokens: going on would be the one wrong answer.
        aws_rand::fill(buffer).expect("the operating system gives randomness");
    }
}

/// One secret of the server, from which every keyed hash and sealing key is derived. Shared by all instances.
#[derive(Clone)]
pub struct Pepper(Zeroizing<Vec<u8>>);

impl Pepper {
    /// The secret has at least 32 bytes; `None` when it is shorter.
    pub fn new(secret: Vec<u8>) -> Option<Self> {
        let secret = Zeroizing::new(secret);
        (secret.len() >= 32).then_some(Self(secret))
    }

    /// HMAC-SHA-256 under a key that serves this one purpose.
    pub fn hmac(&self, purpose: &str, data: &[u8]) -> Vec<u8> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &*self.derive(purpose));
        hmac::sign(&key, data).as_ref().to_vec()
    }

    /// 256 bits of key for one purpose (HKDF, RFC 5869).
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0u8; 32]);
        hkdf::Salt::new(hkdf::HKDF_SHA256, b"sesame")
            .extract(&self.0)
            .expand(&[purpose.as_bytes()], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut *key))
            .expect("32 bytes are within what HKDF-SHA-256 can give");
        key
    }
}

impl std::fmt::Debug for Pepper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}
