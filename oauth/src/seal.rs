//! What rests in the database and is nobody's to read there: private keys, and a secret on its way to the one page that
//! shows it.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::chance::{Entropy, Pepper};

/// AES-256-GCM under a key for one purpose, derived from the server's secret.
pub struct Seal(LessSafeKey);

/// Why something sealed does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("it is not whole")]
    Damaged,
    #[error("it was sealed under another secret, for another purpose or by another name")]
    NotOurs,
}

impl Seal {
    pub fn new(pepper: &Pepper, purpose: &str) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, &*pepper.derive(purpose)).expect("AES-256 takes a key of 32 bytes");
        Self(LessSafeKey::new(key))
    }

    /// Seals it. Its name is authenticated with it, so that rows cannot be swapped.
    pub fn close(&self, plain: &[u8], name: &str, entropy: &dyn Entropy) -> String {
        let mut nonce = [0u8; 12];
        entropy.fill(&mut nonce);
        let mut sealed = plain.to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(name.as_bytes()), &mut sealed)
            .expect("AES-GCM takes up to 64 gigabytes");
        URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat())
    }

    /// What was sealed by this name.
    pub fn open(&self, sealed: &str, name: &str) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| SealError::Damaged)?;
        let (nonce, ciphertext) = bytes.split_first_chunk::<12>().ok_or(SealError::Damaged)?;
        let mut buffer = Zeroizing::new(ciphertext.to_vec());
        let length = self
            .0
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(name.as_bytes()), &mut buffer)
            .map_err(|_| SealError::NotOurs)?
            .len();
        buffer.truncate(length);
        Ok(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemEntropy;

    fn seal(secret: u8, purpose: &str) -> Seal {
        Seal::new(&Pepper::new(vec![secret; 32]).unwrap(), purpose)
    }

    #[test]
    fn it_opens_under_the_same_secret_for_the_same_purpose_by_the_same_name() {
        let sealed = seal(1, "once").close(b"secret", "app", &SystemEntropy);
        assert!(!sealed.contains("secret"));
        assert_eq!(seal(1, "once").open(&sealed, "app").unwrap().as_slice(), b"secret");
        for (other, name) in [(seal(2, "once"), "app"), (seal(1, "keys"), "app"), (seal(1, "once"), "other")] {
            assert_eq!(other.open(&sealed, name).unwrap_err(), SealError::NotOurs);
        }
    }

    #[test]
    fn what_is_damaged_does_not_open() {
        let sealed = seal(1, "once").close(b"secret", "app", &SystemEntropy);
        for damaged in ["", "!", &sealed[..10], &sealed[..sealed.len() - 4]] {
            assert!(seal(1, "once").open(damaged, "app").is_err(), "{damaged:?}");
        }
    }
}
