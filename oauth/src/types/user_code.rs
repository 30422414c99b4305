use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::chance::{Entropy, Pepper};

/// Twenty consonants: no vowel makes a word, no digit looks like a letter (RFC 8628 §6.1).
const ALPHABET: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LENGTH: usize = 8;

/// The code a person reads off a device and confirms, shown as `XXXX-XXXX`. 20^8 values, so it is guarded by
/// [throttling](crate::throttle) and a short life.
#[derive(Clone, PartialEq, Eq)]
pub struct UserCode([u8; LENGTH]);

/// HMAC-SHA-256 of a user code under the server's secret: 34 bits of chance would not survive a bare hash.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserCodeHash(String);

/// Not eight letters of the alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a user code is eight letters like BCDF-GHJK")]
pub struct InvalidUserCode;

impl UserCode {
    /// A new code, every one of the 20^8 equally likely.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let (mut letters, mut found) = ([0u8; LENGTH], 0);
        while found < LENGTH {
            // To ask for twice as many at once is much cheaper than to ask for each.
            let mut bytes = [0u8; 2 * LENGTH];
            entropy.fill(&mut bytes);
            // 240 is the largest multiple of 20 a byte holds; what is above would favour the first letters.
            for byte in bytes.into_iter().filter(|byte| *byte < 240).take(LENGTH - found) {
                letters[found] = ALPHABET[usize::from(byte) % ALPHABET.len()];
                found += 1;
            }
        }
        Self(letters)
    }

    /// What is stored of it.
    pub fn hash(&self, pepper: &Pepper) -> UserCodeHash {
        UserCodeHash(URL_SAFE_NO_PAD.encode(pepper.hmac("user_code", &self.0)))
    }
}

impl UserCodeHash {
    /// A hash read back from where it was stored.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// The hash as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UserCode {
    type Err = InvalidUserCode;

    /// Forgives case, dashes, spaces and any other punctuation (RFC 8628 §6.1).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // What is pasted may be long; what is typed never is.
        if text.len() > 200 {
            return Err(InvalidUserCode);
        }
        let letters: Vec<u8> = text
            .chars()
            .filter(|c| c.is_alphanumeric())
            .map(|c| u8::try_from(c.to_ascii_uppercase()).unwrap_or(0))
            .collect();
        if !letters.iter().all(|letter| ALPHABET.contains(letter)) {
            return Err(InvalidUserCode);
        }
        letters.try_into().map(Self).map_err(|_| InvalidUserCode)
    }
}

impl fmt::Display for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, letter) in self.0.iter().enumerate() {
            if i == LENGTH / 2 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*letter))?;
        }
        Ok(())
    }
}

impl fmt::Debug for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemEntropy;

    #[test]
    fn a_code_is_eight_consonants_shown_in_two_groups() {
        // row 30 (RFC 8628 §6.1)
        for _ in 0..200 {
            let shown = UserCode::generate(&SystemEntropy).to_string();
            assert_eq!((shown.len(), &shown[4..5]), (9, "-"));
            assert!(shown.bytes().all(|b| b == b'-' || ALPHABET.contains(&b)), "{shown}");
        }
    }

    #[test]
    fn case_dashes_spaces_and_punctuation_do_not_matter() {
        // row 31 (RFC 8628 §6.1)
        let code: UserCode = "BCDF-GHJK".parse().unwrap();
        for typed in ["bcdfghjk", " bcdf ghjk ", "bcdf–ghjk", "B.C.D.F/G_H J-K", "\u{a0}BCDF\u{2011}GHJK"] {
            assert_eq!(typed.parse(), Ok(code.clone()), "{typed:?}");
        }
    }

    #[test]
    fn what_is_not_a_code_is_refused() {
        for typed in ["", "BCDF-GHJ", "BCDF-GHJKL", "ABCD-EFGH", "BCDF-GHJ1", "ÉBCD-FGHJ", &"B".repeat(300)] {
            assert_eq!(typed.parse::<UserCode>(), Err(InvalidUserCode), "{typed:?}");
        }
    }
}
