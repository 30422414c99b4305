//! Access tokens as signed JWTs (RFC 9068).

use jsonwebtoken::{Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};

use crate::context::Ctx;
use crate::error::OAuthError;
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

/// Why a JWT does not name a token of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidJwt {
    #[error("not a JWT")]
    Malformed,
    /// Perhaps another instance has a newer key: load the keys again, once.
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
