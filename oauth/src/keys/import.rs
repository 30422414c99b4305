//! Keys that were made elsewhere, in the forms `openssl` writes: PKCS#8, encrypted or not, and the older SEC1 and
//! PKCS#1.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RsaKeyPair};
use pkcs8::EncryptedPrivateKeyInfoRef;
use pkcs8::der::SecretDocument;
use zeroize::Zeroizing;

use super::{KeyError, Sealing, sealed};
use crate::model::{Algorithm, StoredKey};
use crate::types::Secret;

/// Why a key cannot be taken over. The message says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    #[error("there is no private key in PEM here, which begins with -----BEGIN PRIVATE KEY-----")]
    NotPem,
    #[error("the key is encrypted: name the variable that holds its passphrase with --passphrase-env")]
    Encrypted,
    #[error("the key is encrypted in an old form: convert it with `openssl pkcs8 -topk8`")]
    EncryptedOldForm,
    #[error("the passphrase does not open the key")]
    WrongPassphrase,
    #[error("a signing key is EC on the curve P-256 (ES256), RSA of 2048 to 8192 bits (RS256) or Ed25519 (EdDSA)")]
    Unsuitable,
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// Reads a private key and seals it. What it is says what it signs with.
pub fn import(sealing: &Sealing<'_>, pem: &str, passphrase: Option<&Secret>) -> Result<StoredKey, ImportError> {
    let der = decode(pem, passphrase)?;
    let (algorithm, pkcs8) = recognise(der.as_bytes()).ok_or(ImportError::Unsuitable)?;
    Ok(sealed(algorithm, &pkcs8, sealing)?)
}

/// The one block that holds a private key; `openssl ecparam` writes the curve's name in a block before it.
fn decode(pem: &str, passphrase: Option<&Secret>) -> Result<SecretDocument, ImportError> {
    let mut blocks = pem.match_indices("-----BEGIN ").map(|(at, _)| &pem[at..]);
    let block = blocks.find(|block| block.lines().next().is_some_and(|line| line.contains("PRIVATE KEY")));
    let block = block.ok_or(ImportError::NotPem)?;
    if block.contains("Proc-Type:") {
        return Err(ImportError::EncryptedOldForm);
    }
    // What follows the block is none of it.
    let end = block.find("-----END ").ok_or(ImportError::NotPem)?;
    let end = block[end..].find('\n').map_or(block.len(), |line| end + line);
    let (label, der) = SecretDocument::from_pem(&block[..end]).map_err(|_| ImportError::NotPem)?;
    if label != "ENCRYPTED PRIVATE KEY" {
        return Ok(der);
    }
    let passphrase = passphrase.ok_or(ImportError::Encrypted)?;
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(der.as_bytes()).map_err(|_| ImportError::NotPem)?;
    encrypted.decrypt(passphrase.expose()).map_err(|_| ImportError::WrongPassphrase)
}

/// Tries what it could be, and writes it as PKCS#8.
fn recognise(der: &[u8]) -> Option<(Algorithm, Zeroizing<Vec<u8>>)> {
    if let Ok(pair) = EcdsaKeyPair::from_private_key_der(&ECDSA_P256_SHA256_FIXED_SIGNING, der) {
        return Some((Algorithm::Es256, Zeroizing::new(pair.to_pkcs8v1().ok()?.as_ref().to_vec())));
    }
    if let Ok(pair) = Ed25519KeyPair::from_pkcs8(der) {
        return Some((Algorithm::EdDsa, Zeroizing::new(pair.to_pkcs8v1().ok()?.as_ref().to_vec())));
    }
    let pair = RsaKeyPair::from_pkcs8(der).or_else(|_| RsaKeyPair::from_der(der)).ok()?;
    let pkcs8 = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).ok()?;
    Some((Algorithm::Rs256, Zeroizing::new(pkcs8.as_ref().to_vec())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{Pepper, SystemEntropy};
    use crate::keys::KeyRing;
    use aws_lc_rs::rsa::KeySize;
    use aws_lc_rs::signature::ECDSA_P384_SHA384_FIXED_SIGNING;
    use pkcs8::der::pem::{LineEnding, encode_string};
    use time::macros::datetime;

    /// `openssl ecparam -name prime256v1 -genkey`
    const SEC1: &str = "\
-----BEGIN EC PARAMETERS-----
BggqhkjOPQMBBw==
-----END EC PARAMETERS-----
-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIMrDswCiu/6hHS35PLVEP//4TceUGVgnUnQE/hFzp3ugoAoGCCqGSM49
AwEHoUQDQgAEH1ZICWAWwJ2QRQQuMoTtL2W1s64b2ySN4aU+J/M8x8qKJ2QU30Az
pAL8M+2aXJBcLu69JTA7+tKPsTPmCoWBoQ==
-----END EC PRIVATE KEY-----
";
    /// The same key, `openssl pkcs8 -topk8 -v2 aes-256-cbc -passout 'pass:open sesame'`
    const ENCRYPTED: &str = "\
-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAggOFsrdAgb6wICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECGtj9wIuQk0qU0DNnPrmbkEgZAr
Kf8agHW2Vtatu9X/4JymNXY6K+vt5PMXFoURVxd3f/o89trpiiSUcg1OUNFTwogl
YG1fyUBWrou/AD1kiiK4arlnwuE3foZny5NhL9jRMQ8vwNcePtIkCT2L52nsojCF
2NBvyQDVpD1EVgJFpx5smbkwO8biSScG0WWRrv9+PZjw1MA6CKkzwh/yDfT9AMs=
-----END ENCRYPTED PRIVATE KEY-----
";
    /// `openssl pkey -pubout` of the same.
    const PUBLIC: &str = "\
-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEH1ZICWAWwJ2QRQQuMoTtL2W1s64b
2ySN4aU+J/M8x8qKJ2QU30AzpAL8M+2aXJBcLu69JTA7+tKPsTPmCoWBoQ==
-----END PUBLIC KEY-----
";
    /// `openssl genpkey -algorithm ed25519`
    const ED25519: &str = "\
-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIGwDAQT30rb+xU5MBGIJZ6ADC2xVTkG3RYey12rhLT1Q
-----END PRIVATE KEY-----
";

    fn pepper() -> Pepper {
        Pepper::new(vec![1; 32]).unwrap()
    }

    fn imported(pem: &str, passphrase: Option<&str>) -> Result<StoredKey, ImportError> {
        let pepper = pepper();
        let sealing = Sealing { pepper: &pepper, entropy: &SystemEntropy, now: datetime!(2026-01-01 0:00 UTC) };
        let passphrase = passphrase.map(|text| Secret::from(text.to_owned()));
        import(&sealing, pem, passphrase.as_ref())
    }

    fn pem(label: &str, der: &[u8]) -> String {
        encode_string(label, LineEnding::LF, der).unwrap()
    }

    fn public_pem(key: StoredKey) -> String {
        KeyRing::open(&[key], &pepper()).unwrap().signer().unwrap().public_pem().to_owned()
    }

    #[test]
    fn what_is_no_key_or_does_not_open_is_told_apart() {
        let old_form = SEC1.replace("EC PRIVATE KEY-----\nM", "EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nM");
        let p384 = EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).unwrap().to_pkcs8v1().unwrap();
        for (pem, passphrase, error) in [
            ("", None, ImportError::NotPem),
            (PUBLIC, None, ImportError::NotPem),
            (&SEC1[..250], None, ImportError::NotPem),
            (ENCRYPTED, None, ImportError::Encrypted),
            (ENCRYPTED, Some("open barley"), ImportError::WrongPassphrase),
            (&old_form, None, ImportError::EncryptedOldForm),
            (&pem("PRIVATE KEY", p384.as_ref()), None, ImportError::Unsuitable),
            (&pem("PRIVATE KEY", b"no key"), None, ImportError::NotPem),
        ] {
            assert_eq!(imported(pem, passphrase), Err(error), "{pem}");
        }
    }

    #[test]
    fn one_key_in_any_of_its_forms_is_one_key() {
        let plain = imported(SEC1, None).unwrap();
        let encrypted = imported(&format!("Bag Attributes\n{ENCRYPTED}\nmore"), Some("open sesame")).unwrap();
        assert_eq!((plain.algorithm, &plain.kid), (Algorithm::Es256, &encrypted.kid));
        assert_eq!(public_pem(plain), PUBLIC);
    }

    #[test]
    fn what_a_key_is_says_what_it_signs_with() {
        assert_eq!(imported(ED25519, None).unwrap().algorithm, Algorithm::EdDsa);
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        let pkcs8 = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).unwrap();
        let key = imported(&pem("PRIVATE KEY", pkcs8.as_ref()), None).unwrap();
        assert_eq!(key.algorithm, Algorithm::Rs256);
        // PKCS#1 is what PKCS#8 wraps, behind 26 bytes that say "RSA".
        let pkcs1 = imported(&pem("RSA PRIVATE KEY", &pkcs8.as_ref()[26..]), None).unwrap();
        assert_eq!(key.kid, pkcs1.kid);
        for key in [key, imported(ED25519, None).unwrap()] {
            assert!(public_pem(key).starts_with("-----BEGIN PUBLIC KEY-----"));
        }
    }
}
