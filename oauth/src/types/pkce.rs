use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

use super::Secret;

/// The S256 challenge of an authorization request (RFC 7636 §4.3): base64url of 32 bytes.
///
/// There is no `plain` variant: whoever reads the authorization request would read the verifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeChallenge(String);

/// What the client must show to redeem its code (RFC 7636 §4.1).
#[derive(Clone, Debug)]
pub struct CodeVerifier(Secret);

/// Not of the form RFC 7636 gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPkce {
    #[error("code_challenge must be the base64url encoding of a SHA-256 hash, 43 characters")]
    Challenge,
    #[error("code_verifier must be 43 to 128 characters out of A-Z a-z 0-9 - . _ ~")]
    Verifier,
}

impl CodeChallenge {
    /// The challenge as the client sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// RFC 7636 §4.6: BASE64URL(SHA256(ASCII(verifier))) equals the challenge, in constant time.
    pub fn is_met_by(&self, verifier: &CodeVerifier) -> bool {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, verifier.0.expose().as_bytes());
        let computed = URL_SAFE_NO_PAD.encode(digest.as_ref());
        self.0.as_bytes().ct_eq(computed.as_bytes()).into()
    }
}

impl CodeVerifier {
    /// The verifier itself, for the state machine that computes the hash.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl FromStr for CodeChallenge {
    type Err = InvalidPkce;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match URL_SAFE_NO_PAD.decode(text) {
            Ok(hash) if hash.len() == 32 => Ok(Self(text.to_owned())),
            _ => Err(InvalidPkce::Challenge),
        }
    }
}

impl FromStr for CodeVerifier {
    type Err = InvalidPkce;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
        if !(43..=128).contains(&text.len()) || !text.bytes().all(unreserved) {
            return Err(InvalidPkce::Verifier);
        }
        Ok(Self(Secret::from(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The example of RFC 7636 appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn the_rfcs_own_example_verifies_and_one_changed_letter_does_not() {
        let challenge: CodeChallenge = CHALLENGE.parse().unwrap();
        assert!(challenge.is_met_by(&VERIFIER.parse().unwrap()));
        assert!(!challenge.is_met_by(&VERIFIER.replace('d', "e").parse().unwrap()));
    }

    #[test]
    fn a_verifier_has_43_to_128_unreserved_characters() {
        // row 25 (RFC 7636 §4.1)
        assert!("a".repeat(42).parse::<CodeVerifier>().is_err());
        assert!("a".repeat(43).parse::<CodeVerifier>().is_ok());
        assert!("a".repeat(128).parse::<CodeVerifier>().is_ok());
        assert!("a".repeat(129).parse::<CodeVerifier>().is_err());
        assert!(format!("{}+", "a".repeat(43)).parse::<CodeVerifier>().is_err());
    }

    #[test]
    fn a_challenge_that_is_no_hash_is_refused() {
        for text in ["", "abc", &"a".repeat(44), &format!("{CHALLENGE}=")] {
            assert_eq!(text.parse::<CodeChallenge>(), Err(InvalidPkce::Challenge), "{text:?}");
        }
    }
}
