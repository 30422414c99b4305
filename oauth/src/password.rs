//! Argon2id (RFC 9106). Hashing is slow on purpose: callers run it off the async threads, a few at a time.

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use std::fmt;
use std::sync::LazyLock;

use crate::types::Secret;

/// A password as it is stored: a PHC string with its own salt and parameters.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

/// What checking a password came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Right, and stored with today's parameters.
    Yes,
    /// Right, but stored with older parameters: hash it again.
    Outdated,
    No,
}

/// Longer ones are refused where they are typed: hashing megabytes is a way to keep a server busy.
pub const MAX_LENGTH: usize = 1024;

fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

impl PasswordHash {
    /// Hashes a password with a new salt.
    pub fn of(password: &Secret) -> Self {
        let hash: Phc = argon2()
            .hash_password(password.expose().as_bytes())
            .expect("the default parameters are valid and the system gives a salt");
        Self(hash.to_string())
    }

    /// A hash read back from where it was stored; `None` when it is none.
    pub fn from_stored(text: String) -> Option<Self> {
        Phc::new(&text).ok()?;
        Some(Self(text))
    }

    /// The hash as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks a password against what is stored. For an unknown person pass `None`: it takes as long and says no, so
/// that nobody learns who has an account by the clock.
pub fn verify(stored: Option<&PasswordHash>, password: &Secret) -> Verified {
    static NOBODY: LazyLock<PasswordHash> = LazyLock::new(|| PasswordHash::of(&Secret::from("nobody's".to_owned())));
    let hash = stored.unwrap_or(&NOBODY);
    let Ok(parsed) = Phc::new(&hash.0) else { return Verified::No };
    let right = argon2().verify_password(password.expose().as_bytes(), &parsed).is_ok();
    match (right && stored.is_some(), is_current(&parsed)) {
        (false, _) => Verified::No,
        (true, true) => Verified::Yes,
        (true, false) => Verified::Outdated,
    }
}

fn is_current(hash: &Phc) -> bool {
    let current = Params::DEFAULT;
    Params::try_from(hash).is_ok_and(|params| {
        (params.m_cost(), params.t_cost(), params.p_cost()) == (current.m_cost(), current.t_cost(), current.p_cost())
    })
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::from(text.to_owned())
    }

    #[test]
    fn the_right_password_verifies_and_any_other_does_not() {
        // row 105
        let hash = PasswordHash::of(&secret("correct horse battery staple"));
        assert!(hash.as_str().starts_with("$argon2id$"));
        assert_eq!(verify(Some(&hash), &secret("correct horse battery staple")), Verified::Yes);
        assert_eq!(verify(Some(&hash), &secret("correct horse battery stapl")), Verified::No);
        assert_eq!(verify(None, &secret("nobody's")), Verified::No);
    }

    #[test]
    fn a_hash_with_older_parameters_is_right_but_outdated() {
        let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
        let hash: Phc = old.hash_password(b"pass").unwrap();
        let stored = PasswordHash::from_stored(hash.to_string()).unwrap();
        assert_eq!(verify(Some(&stored), &secret("pass")), Verified::Outdated);
    }
}
