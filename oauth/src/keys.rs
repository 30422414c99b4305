//! Signing keys: made or imported, sealed under the server's secret, opened, published.

mod import;
mod public;

pub use self::import::{ImportError, import};

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{DecodingKey, EncodingKey};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use crate::chance::{Entropy, Pepper};
use crate::model::{Algorithm, StoredKey};
use crate::seal::{Seal, SealError};

/// Why a key cannot be made or opened. The message says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("there is no active signing key: make one with `sesame key generate`")]
    NoActiveKey,
    #[error("a signing key does not open: is this the secret the database was made with?")]
    WrongSecret,
    #[error("a signing key is damaged")]
    Damaged,
    #[error("the signing key could not be generated")]
    Generation,
}

/// A key that is open: it signs, or verifies what it signed before it retired.
pub struct SigningKey {
    pub kid: String,
    pub algorithm: Algorithm,
    pub(crate) encoding: EncodingKey,
    pub(crate) decoding: DecodingKey,
    jwk: Jwk,
    public_pem: String,
    retired_at: Option<OffsetDateTime>,
}

/// All open keys, newest first, at least one of them signing.
pub struct KeyRing(Vec<SigningKey>);

impl KeyRing {
    /// Opens what the store keeps.
    pub fn open(stored: &[StoredKey], pepper: &Pepper) -> Result<Self, KeyError> {
        let keys = stored.iter().map(|key| SigningKey::open(key, pepper)).collect::<Result<Vec<_>, _>>()?;
        if keys.iter().all(|key| key.retired_at.is_some()) {
            return Err(KeyError::NoActiveKey);
        }
        Ok(Self(keys))
    }

    /// All of them, newest first.
    pub fn iter(&self) -> impl Iterator<Item = &SigningKey> {
        self.0.iter()
    }

    /// The key that signs now.
    pub fn signer(&self) -> Result<&SigningKey, KeyError> {
        self.0.iter().find(|key| key.retired_at.is_none()).ok_or(KeyError::NoActiveKey)
    }

    /// Whether there is a key to sign with.
    pub fn can_sign(&self) -> bool {
        self.signer().is_ok()
    }

    /// The key a token names.
    pub fn find(&self, kid: &str) -> Option<&SigningKey> {
        self.0.iter().find(|key| key.kid == kid)
    }

    /// The JWK set everybody may read (RFC 7517 §5).
    pub fn jwks(&self) -> JwkSet {
        JwkSet { keys: self.0.iter().map(|key| key.jwk.clone()).collect() }
    }
}

impl SigningKey {
    /// The public half, as most libraries read it: PEM of a `SubjectPublicKeyInfo` (RFC 7468 §13).
    pub fn public_pem(&self) -> &str {
        &self.public_pem
    }

    fn open(stored: &StoredKey, pepper: &Pepper) -> Result<Self, KeyError> {
        let pkcs8 = seal(pepper).open(&stored.sealed_private_key, &stored.kid)?;
        let encoding = encoding_key(stored.algorithm, &pkcs8)?;
        let jwk = public_jwk(&encoding, stored.algorithm)?;
        let decoding = DecodingKey::from_jwk(&jwk).map_err(|_| KeyError::Damaged)?;
        Ok(Self {
            kid: stored.kid.clone(),
            algorithm: stored.algorithm,
            encoding,
            decoding,
            jwk,
            public_pem: public::pem(stored.algorithm, &pkcs8)?,
            retired_at: stored.retired_at,
        })
    }
}

/// Whether the server's secret is the one these keys are sealed under. A key sealed under another would keep the server
/// from starting.
pub fn check_secret(stored: &[StoredKey], pepper: &Pepper) -> Result<(), KeyError> {
    stored.iter().try_for_each(|key| SigningKey::open(key, pepper).map(drop))
}

/// Makes a key and seals it.
pub fn generate(
    algorithm: Algorithm,
    pepper: &Pepper,
    entropy: &dyn Entropy,
    now: OffsetDateTime,
) -> Result<StoredKey, KeyError> {
    sealed(algorithm, &private_key(algorithm)?, &Sealing { pepper, entropy, now })
}

/// What a key is sealed with, and when.
#[derive(Clone, Copy)]
pub struct Sealing<'a> {
    pub pepper: &'a Pepper,
    pub entropy: &'a dyn Entropy,
    pub now: OffsetDateTime,
}

/// A private key as it is stored.
fn sealed(algorithm: Algorithm, pkcs8: &[u8], sealing: &Sealing<'_>) -> Result<StoredKey, KeyError> {
    let jwk = public_jwk(&encoding_key(algorithm, pkcs8)?, algorithm)?;
    let kid = jwk.common.key_id.ok_or(KeyError::Generation)?;
    let sealed_private_key = seal(sealing.pepper).close(pkcs8, &kid, sealing.entropy);
    Ok(StoredKey { kid, algorithm, sealed_private_key, created_at: sealing.now, retired_at: None })
}

fn private_key(algorithm: Algorithm) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let random = SystemRandom::new();
    let failed = |_| KeyError::Generation;
    let pkcs8 = match algorithm {
        Algorithm::Es256 => {
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).map_err(failed)?.as_ref().to_vec()
        }
        Algorithm::EdDsa => Ed25519KeyPair::generate_pkcs8v1(&random).map_err(failed)?.as_ref().to_vec(),
        Algorithm::Rs256 => {
            let pair = RsaKeyPair::generate(KeySize::Rsa3072).map_err(failed)?;
            AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(failed)?.as_ref().to_vec()
        }
    };
    Ok(Zeroizing::new(pkcs8))
}

fn encoding_key(algorithm: Algorithm, pkcs8: &[u8]) -> Result<EncodingKey, KeyError> {
    match algorithm {
        Algorithm::Es256 => Ok(EncodingKey::from_ec_der(pkcs8)),
        Algorithm::EdDsa => Ok(EncodingKey::from_ed_der(pkcs8)),
        Algorithm::Rs256 => {
            // The DER constructor wants the inner PKCS#1 structure; the PEM one unwraps PKCS#8 itself.
            let body = Zeroizing::new(STANDARD.encode(pkcs8));
            let pem = Zeroizing::new(format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", *body));
            EncodingKey::from_rsa_pem(pem.as_bytes()).map_err(|_| KeyError::Damaged)
        }
    }
}

fn public_jwk(key: &EncodingKey, algorithm: Algorithm) -> Result<Jwk, KeyError> {
    let mut jwk = Jwk::from_encoding_key(key, algorithm.into()).map_err(|_| KeyError::Damaged)?;
    jwk.common.key_id = Some(jwk.thumbprint(ThumbprintHash::SHA256).map_err(|_| KeyError::Damaged)?);
    jwk.common.public_key_use = Some(PublicKeyUse::Signature);
    Ok(jwk)
}

fn seal(pepper: &Pepper) -> Seal {
    Seal::new(pepper, "signing_key")
}

impl From<SealError> for KeyError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Damaged => Self::Damaged,
            SealError::NotOurs => Self::WrongSecret,
        }
    }
}

impl From<Algorithm> for jsonwebtoken::Algorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Es256 => Self::ES256,
            Algorithm::Rs256 => Self::RS256,
            Algorithm::EdDsa => Self::EdDSA,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemEntropy;
    use time::macros::datetime;

    fn pepper(byte: u8) -> Pepper {
        Pepper::new(vec![byte; 32]).unwrap()
    }

    fn stored(algorithm: Algorithm) -> StoredKey {
        generate(algorithm, &pepper(1), &SystemEntropy, datetime!(2026-01-01 0:00 UTC)).unwrap()
    }

    #[test]
    fn a_key_opens_under_its_secret_alone() {
        // row 105: sealed at rest
        let key = stored(Algorithm::Es256);
        assert!(KeyRing::open(std::slice::from_ref(&key), &pepper(1)).is_ok());
        assert_eq!(KeyRing::open(&[key], &pepper(2)).err(), Some(KeyError::WrongSecret));
    }

    #[test]
    fn a_sealed_key_cannot_be_passed_off_as_another() {
        let (mut one, other) = (stored(Algorithm::Es256), stored(Algorithm::Es256));
        one.sealed_private_key = other.sealed_private_key;
        assert_eq!(KeyRing::open(&[one], &pepper(1)).err(), Some(KeyError::WrongSecret));
    }

    #[test]
    fn the_published_set_holds_public_halves_only() {
        for algorithm in [Algorithm::Es256, Algorithm::Rs256, Algorithm::EdDsa] {
            let key = stored(algorithm);
            let jwks = serde_json::to_value(KeyRing::open(&[key], &pepper(1)).unwrap().jwks()).unwrap();
            let jwk = jwks["keys"][0].as_object().unwrap();
            assert_eq!(jwk["alg"], algorithm.as_str());
            assert_eq!(jwk["use"], "sig");
            for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
                assert!(!jwk.contains_key(private), "{algorithm}: {private}");
            }
        }
    }

    #[test]
    fn a_ring_without_an_active_key_is_refused() {
        let mut key = stored(Algorithm::Es256);
        key.retired_at = Some(key.created_at);
        assert_eq!(KeyRing::open(&[key], &pepper(1)).err(), Some(KeyError::NoActiveKey));
    }
}
