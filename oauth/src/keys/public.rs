use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RsaKeyPair};
use pkcs8::der::pem::{LineEnding, encode_string};

use super::KeyError;
use crate::model::Algorithm;

/// The public half of a private key, in PEM.
pub(super) fn pem(algorithm: Algorithm, pkcs8: &[u8]) -> Result<String, KeyError> {
    let damaged = |_| KeyError::Damaged;
    let der: PublicKeyX509Der<'_> = match algorithm {
        Algorithm::Es256 => {
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8).map_err(damaged)?;
            pair.public_key().as_der()
        }
        Algorithm::EdDsa => Ed25519KeyPair::from_pkcs8(pkcs8).map_err(damaged)?.public_key().as_der(),
        Algorithm::Rs256 => RsaKeyPair::from_pkcs8(pkcs8).map_err(damaged)?.public_key().as_der(),
    }
    .map_err(|_| KeyError::Damaged)?;
    encode_string("PUBLIC KEY", LineEnding::LF, der.as_ref()).map_err(|_| KeyError::Damaged)
}
