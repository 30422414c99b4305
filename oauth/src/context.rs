//! What a rule may know besides its request: the time, chance, the settings and the keys. All passed in, never taken.

use time::{Duration, OffsetDateTime};

pub use crate::chance::{Entropy, Pepper, SystemEntropy};
use crate::keys::KeyRing;
use crate::model::AskedFrom;
use crate::types::Issuer;

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
    /// Who asks, as far as the connection tells.
    pub from: &'a AskedFrom,
    pub entropy: &'a dyn Entropy,
    pub config: &'a Config,
    pub keys: &'a KeyRing,
}
