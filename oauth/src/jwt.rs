//! Access tokens as signed JWTs (RFC 9068).

use jsonwebtoken::{Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};

use crate::context::Ctx;
use crate::error::OAuthError;
use crate::keys::KeyRing;
use crate::model::AccessToken;
use crate::types::{Secret, TokenId};

/// RFC 9068 §2.1: a JWT of another kind can never pass for an access token.
const TYPE: &str = "at+jwt";

/// RFC 9068 §2.2, times in Unix seconds.
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    exp: i64,
    iat: i64,
    jti: String,
    client_id: String,
    scope: String,
}

/// Signs the token behind this row.
pub fn sign(ctx: &Ctx<'_>, token: &AccessToken) -> Result<Secret, OAuthError> {
    let issuer = ctx.config.issuer.as_str();
    let claims = Claims {
        iss: issuer.to_owned(),
        sub: token.subject.to_string(),
        // The API behind this server is the one resource there is (RFC 9068 §3).
        aud: issuer.to_owned(),
        exp: token.expires_at.unix_timestamp(),
        iat: token.created_at.unix_timestamp(),
        jti: token.id.as_str().to_owned(),
        client_id: token.client_id.to_string(),
        scope: token.scope.to_string(),
    };
    let key = ctx.keys.signer().map_err(|_| OAuthError::Internal("no active signing key"))?;
    let mut header = Header::new(key.algorithm.into());
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key.kid.clone());
    let jwt = encode(&header, &claims, &key.encoding).map_err(|_| OAuthError::Internal("signing failed"))?;
    Ok(Secret::from(jwt))
}

/// Whether a JWT names a key that is not among these. Another instance may have made it: load the keys again, once.
pub fn names_unknown_key(keys: &KeyRing, jwt: &str) -> bool {
    let kid = decode_header(jwt).ok().and_then(|header| header.kid);
    kid.is_some_and(|kid| keys.find(&kid).is_none())
}

/// Why a JWT does not name a token of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidJwt {
    #[error("not a JWT")]
    Malformed,
    #[error("signed with a key this server does not know")]
    UnknownKey,
    #[error("the signature or a claim is not ours")]
    NotOurs,
}

/// Checks the signature and that it is our access token, and returns the name of its row. Whether it is still alive,
/// the row says.
pub fn verify(ctx: &Ctx<'_>, jwt: &str) -> Result<TokenId, InvalidJwt> {
    let header = decode_header(jwt).map_err(|_| InvalidJwt::Malformed)?;
    let kid = header.kid.ok_or(InvalidJwt::NotOurs)?;
    let key = ctx.keys.find(&kid).ok_or(InvalidJwt::UnknownKey)?;
    // The algorithm is the key's, never the token's word for it (RFC 8725 §3.1).
    let mut validation = Validation::new(key.algorithm.into());
    validation.required_spec_claims.clear();
    // Time is passed in: the row's expiry is compared with `ctx.now`.
    validation.validate_exp = false;
    validation.set_audience(&[ctx.config.issuer.as_str()]);
    validation.set_issuer(&[ctx.config.issuer.as_str()]);
    let token = decode::<Claims>(jwt, &key.decoding, &validation).map_err(|_| InvalidJwt::NotOurs)?;
    if token.header.typ.as_deref() != Some(TYPE) {
        return Err(InvalidJwt::NotOurs);
    }
    Ok(TokenId::from_stored(token.claims.jti))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::SystemEntropy;
    use crate::keys::{KeyRing, generate};
    use crate::model::{Algorithm, StoredKey};
    use crate::testing::World;
    use crate::types::{GrantId, Subject};
    use time::Duration;

    fn key(world: &World, algorithm: Algorithm) -> StoredKey {
        generate(algorithm, &world.config.pepper, &SystemEntropy, world.now).unwrap()
    }

    fn token(world: &World) -> AccessToken {
        AccessToken {
            id: TokenId::generate(&SystemEntropy, world.now),
            grant_id: GrantId::generate(&SystemEntropy, world.now),
            client_id: "app".parse().unwrap(),
            subject: Subject::User(world.person),
            scope: "read".parse().unwrap(),
            created_at: world.now,
            expires_at: world.now + Duration::hours(2),
            revoked_at: None,
            last_used_at: world.now,
        }
    }

    #[tokio::test]
    async fn each_algorithm_signs_what_it_verifies_and_no_other_key_of_its_name_does() {
        // row 61 (RFC 9068 §2.1)
        let mut world = World::new().await;
        for algorithm in [Algorithm::Es256, Algorithm::Rs256, Algorithm::EdDsa] {
            let ours = key(&world, algorithm);
            world.keys = KeyRing::open(std::slice::from_ref(&ours), &world.config.pepper).unwrap();
            let token = token(&world);
            let jwt = sign(&world.ctx(), &token).unwrap();
            assert_eq!(decode_header(jwt.expose()).unwrap().alg, algorithm.into());
            assert_eq!(verify(&world.ctx(), jwt.expose()), Ok(token.id));
            assert!(!names_unknown_key(&world.keys, jwt.expose()), "{algorithm}");

            let foreign = key(&world, algorithm);
            world.keys = KeyRing::open(&[foreign], &world.config.pepper).unwrap();
            assert_eq!(verify(&world.ctx(), jwt.expose()), Err(InvalidJwt::UnknownKey), "{algorithm}");
            assert!(names_unknown_key(&world.keys, jwt.expose()), "{algorithm}");
        }
    }

    #[tokio::test]
    async fn after_a_rotation_the_old_keys_tokens_still_verify_and_new_ones_are_the_new_keys() {
        let mut world = World::new().await;
        let mut old = key(&world, Algorithm::Es256);
        world.keys = KeyRing::open(std::slice::from_ref(&old), &world.config.pepper).unwrap();
        let before = sign(&world.ctx(), &token(&world)).unwrap();
        old.retired_at = Some(world.now);
        let new = key(&world, Algorithm::EdDsa);
        world.keys = KeyRing::open(&[new.clone(), old], &world.config.pepper).unwrap();
        assert!(verify(&world.ctx(), before.expose()).is_ok());
        let after = sign(&world.ctx(), &token(&world)).unwrap();
        assert_eq!(decode_header(after.expose()).unwrap().kid, Some(new.kid));
    }

    #[tokio::test]
    async fn a_token_of_another_issuer_or_of_another_kind_is_not_ours() {
        // row 61 (RFC 9068 §4)
        let mut world = World::new().await;
        let stored = key(&world, Algorithm::Es256);
        world.keys = KeyRing::open(std::slice::from_ref(&stored), &world.config.pepper).unwrap();
        let jwt = sign(&world.ctx(), &token(&world)).unwrap();
        world.config.issuer = "https://other.example".parse().unwrap();
        assert_eq!(verify(&world.ctx(), jwt.expose()), Err(InvalidJwt::NotOurs));

        let signer = world.keys.signer().unwrap();
        let mut header = Header::new(signer.algorithm.into());
        header.kid = Some(signer.kid.clone());
        let claims = serde_json::json!({
            "iss": "https://other.example", "sub": "1", "aud": "https://other.example", "exp": 9_999_999_999_i64,
            "iat": 1, "jti": "x", "client_id": "app", "scope": "read",
        });
        let id_token = encode(&header, &claims, &signer.encoding).unwrap();
        assert_eq!(verify(&world.ctx(), &id_token), Err(InvalidJwt::NotOurs), "typ is JWT, not at+jwt");
    }
}
