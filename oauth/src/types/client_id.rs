use std::fmt;
use std::str::FromStr;

/// The public name of an application (RFC 6749 §2.2).
///
/// Never all digits: a person's `sub` is, and the two must not be confused (RFC 9700 §4.15). Never an
/// `https://` URL: those name client metadata documents.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientId(String);

/// Why a text is not a client id. The message says the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidClientId {
    #[error("a client id has 1 to 100 characters")]
    Length,
    #[error("a client id is made of letters, digits and - . _ ~")]
    Characters,
    #[error("a client id cannot be all digits, those are people's ids")]
    AllDigits,
}

impl ClientId {
    /// The id as it is written on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ClientId {
    type Err = InvalidClientId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() || text.len() > 100 {
            return Err(InvalidClientId::Length);
        }
        if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b)) {
            return Err(InvalidClientId::Characters);
        }
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(InvalidClientId::AllDigits);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_id_can_never_equal_a_persons_id() {
        // row 75 (RFC 9700 §4.15)
        assert_eq!("12345".parse::<ClientId>(), Err(InvalidClientId::AllDigits));
        assert!("12345a".parse::<ClientId>().is_ok());
    }

    #[test]
    fn control_characters_urls_and_extremes_are_refused() {
        for text in ["", "a b", "a\0", "https://app.example/client", "é", &"a".repeat(101)] {
            assert!(text.parse::<ClientId>().is_err(), "{text:?}");
        }
    }
}
