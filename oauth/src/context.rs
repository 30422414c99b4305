//! What a rule may know besides its request: the time, chance, the settings and the keys. All passed in, never taken.

use aws_lc_rs::{hkdf, hmac, rand as aws_rand};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

use crate::keys::KeyRing;
use crate::types::Issuer;

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

/// The protocol's settings. Lifetimes a client record may override are named in [`crate::model::Client`].
#[derive(Clone, Debug)]
pub struct Config {
    /// This server's name, the base of every URL.
    pub issuer: Issuer,
    /// The server's secret.
    pub pepper: Pepper,
    /// How long a person may take between the app's request and their answer.
    pub request_lifetime: Duration,
    /// RFC 6749 §4.1.2 allows ten minutes at most; a code travels in seconds.
    pub code_lifetime: Duration,
    /// RFC 8628 §3.2 `expires_in`.
    pub device_code_lifetime: Duration,
    /// RFC 8628 §3.2 `interval`.
    pub device_poll_interval: Duration,
    /// How long a refresh token may rest unused.
    pub refresh_token_lifetime: Duration,
    /// How long one approval can be refreshed in all.
    pub grant_lifetime: Duration,
    /// Within this time a repeated refresh is a lost answer, afterwards a theft.
    pub refresh_grace: Duration,
    /// How long a remembered consent spares the person the question.
    pub consent_lifetime: Duration,
}

impl Config {
    /// The defaults, for a server of this name and secret.
    pub fn new(issuer: Issuer, pepper: Pepper) -> Self {
        Self {
            issuer,
            pepper,
            request_lifetime: Duration::minutes(30),
            code_lifetime: Duration::seconds(60),
            device_code_lifetime: Duration::seconds(600),
            device_poll_interval: Duration::seconds(5),
            refresh_token_lifetime: Duration::days(30),
            grant_lifetime: Duration::days(365),
            refresh_grace: Duration::seconds(60),
            consent_lifetime: Duration::days(365),
        }
    }
}

/// What every rule gets first. Made once per request.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    /// The time of this request, whole milliseconds.
    pub now: OffsetDateTime,
    pub entropy: &'a dyn Entropy,
    pub config: &'a Config,
    pub keys: &'a KeyRing,
}
