//! Access tokens: what is in them, who can verify them, and what does not pass for one.

use std::collections::BTreeSet;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use oauth::context::{Pepper, SystemEntropy};
use oauth::keys;
use oauth::model::{self, Client, TokenFormat};
use serde_json::{Value, json};

use crate::support::{Jwt, TestServer, confidential, single_page_app, web_app};

/// A server, and a living access token of John's.
async fn with_token() -> (TestServer, String) {
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let token = app.obtain_tokens(&mut server.john().await).await.access;
    assert!(server.api().current_user(&token).await.is_ok());
    (server, token)
}

async fn is_refused(server: &TestServer, token: &str) {
    assert_eq!(server.api().current_user(token).await.error(), "401 invalid_token", "{token}");
}

#[tokio::test]
async fn an_unsigned_token_is_refused() {
    // rows 61, 82 (RFC 9068 §4, RFC 8725 §3.1)
    let (server, token) = with_token().await;
    for alg in ["none", "None", "NONE", ""] {
        let mut jwt = Jwt::parse(&token);
        jwt.header["alg"] = alg.into();
        is_refused(&server, &jwt.to_text()).await;
        is_refused(&server, &format!("{}.", jwt.message())).await;
    }
}

#[tokio::test]
async fn a_token_signed_with_the_public_key_as_a_secret_is_refused() {
    // row 61 (RFC 8725 §2.1)
    let (server, token) = with_token().await;
    let jwk = server.api().jwks().await["keys"][0].clone();
    let point = |name: &str| URL_SAFE_NO_PAD.decode(jwk[name].as_str().unwrap()).unwrap();
    let uncompressed = [&[4][..], &point("x"), &point("y")].concat();
    for secret in [jwk.to_string().into_bytes(), uncompressed, point("x")] {
        let mut jwt = Jwt::parse(&token);
        jwt.header["alg"] = "HS256".into();
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &secret), jwt.message().as_bytes());
        jwt.signature = URL_SAFE_NO_PAD.encode(tag);
        is_refused(&server, &jwt.to_text()).await;
    }
}

#[tokio::test]
async fn a_token_signed_with_another_key_is_refused_whatever_it_calls_itself() {
    // row 61 (RFC 9068 §4)
    let (server, token) = with_token().await;
    let ours = decode_header(&token).unwrap();
    let pair = foreign_key();
    for kid in [ours.kid.clone(), Some("unknown".to_owned()), None] {
        let header = Header { typ: Some("at+jwt".to_owned()), kid, ..Header::new(Algorithm::ES256) };
        let forged = encode(&header, &Jwt::parse(&token).claims, &pair).unwrap();
        is_refused(&server, &forged).await;
    }
    // A key that the token brings along is nobody's key.
    let mut jwt = Jwt::parse(&token);
    jwt.header["jwk"] = server.api().jwks().await["keys"][0].clone();
    jwt.header["jku"] = "https://evil.example/jwks".into();
    is_refused(&server, &jwt.to_text()).await;
}

/// A private key that is not the server's.
fn foreign_key() -> EncodingKey {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
    let random = aws_lc_rs::rand::SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EncodingKey::from_ec_der(pkcs8.as_ref())
}

#[tokio::test]
async fn a_token_with_one_bit_changed_is_refused() {
    // row 61 (RFC 9068 §4)
    let (server, token) = with_token().await;
    for (index, part) in token.split('.').enumerate() {
        let bytes = URL_SAFE_NO_PAD.decode(part).unwrap();
        for position in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut bent = bytes.clone();
            bent[position] ^= 1;
            let mut parts: Vec<_> = token.split('.').map(str::to_owned).collect();
            parts[index] = URL_SAFE_NO_PAD.encode(bent);
            is_refused(&server, &parts.join(".")).await;
        }
    }
    for odd in ["x", "a.b", "a.b.c", "a.b.c.d", "...", &format!("{token}."), &token[..token.len() - 1]] {
        is_refused(&server, odd).await;
    }
}

/// The server's own signing key, taken out of its database with its own secret.
async fn stolen_key(server: &TestServer) -> (String, EncodingKey) {
    let secret = std::fs::read_to_string(server.directory.path().join("secret")).unwrap();
    let pepper = Pepper::new(STANDARD.decode(secret.trim()).unwrap()).unwrap();
    let stored = server.store().signing_keys().await.unwrap().remove(0);
    let sealed = URL_SAFE_NO_PAD.decode(&stored.sealed_private_key).unwrap();
    let (nonce, ciphertext) = sealed.split_at(12);
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &*pepper.derive("signing_key")).unwrap());
    let mut pkcs8 = ciphertext.to_vec();
    let nonce = Nonce::try_assume_unique_for_key(nonce).unwrap();
    let length = key.open_in_place(nonce, Aad::from(stored.kid.as_bytes()), &mut pkcs8).unwrap().len();
    (stored.kid, EncodingKey::from_ec_der(&pkcs8[..length]))
}

#[tokio::test]
async fn a_true_signature_under_false_claims_is_refused() {
    // row 61 (RFC 9068 §2.1, §4)
    let (server, token) = with_token().await;
    let (kid, key) = stolen_key(&server).await;
    let sign = |typ: &str, name: &str, value: Value| {
        let mut claims = Jwt::parse(&token).claims;
        claims[name] = value;
        let header = Header { typ: Some(typ.to_owned()), kid: Some(kid.clone()), ..Header::new(Algorithm::ES256) };
        encode(&header, &claims, &key).unwrap()
    };
    assert!(
        server.api().current_user(&sign("at+jwt", "scope", json!("read"))).await.is_ok(),
        "the key is the true one"
    );
    for (typ, name, value) in [
        ("JWT", "scope", json!("read")),
        ("dpop+jwt", "scope", json!("read")),
        ("at+jwt", "iss", json!("https://evil.example")),
        ("at+jwt", "aud", json!("https://other.example")),
        ("at+jwt", "jti", json!("unknown")),
        ("at+jwt", "jti", json!(1)),
    ] {
        is_refused(&server, &sign(typ, name, value)).await;
    }
    // What the token may do stands in its row, not in what its bearer says.
    let wider = server.api().current_user(&sign("at+jwt", "sub", json!("2"))).await;
    assert_eq!(wider.json()["id"], 1);
}

#[tokio::test]
async fn a_key_that_another_instance_made_is_found_without_a_restart() {
    // row 61 (contract §3)
    let (server, _) = with_token().await;
    let secret = std::fs::read_to_string(server.directory.path().join("secret")).unwrap();
    let pepper = Pepper::new(STANDARD.decode(secret.trim()).unwrap()).unwrap();
    // Keys are looked up again once in five seconds at most.
    server.wait(5);
    let newer = keys::generate(model::Algorithm::Es256, &pepper, &SystemEntropy, server.clock.now()).unwrap();
    server.store().add_signing_key(&newer).await.unwrap();
    let there = server.another_instance().await;
    let app = server.web_app(Client { id: "other-app".parse().unwrap(), ..single_page_app() }).await;
    let code = app.obtain_code(&mut server.john().await).await;
    let token = app.through(there.wire.clone()).redeem(&code).await.get("access_token");
    assert_eq!(decode_header(&token).unwrap().kid, Some(newer.kid));
    let answer = server.api().current_user(&token).await;
    assert!(answer.is_ok(), "{answer}");
}

#[tokio::test]
async fn anybody_can_verify_a_token_through_the_published_keys() {
    // row 61 (RFC 9068 §2, §4, RFC 7517)
    let (server, token) = with_token().await;
    let header = decode_header(&token).unwrap();
    assert_eq!((header.typ.as_deref(), header.alg), (Some("at+jwt"), Algorithm::ES256));
    let jwks: JwkSet = serde_json::from_value(server.api().jwks().await).unwrap();
    let key = DecodingKey::from_jwk(jwks.find(header.kid.as_deref().unwrap()).unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::ES256);
    validation.validate_exp = false;
    validation.set_audience(&["https://id.example"]);
    validation.set_issuer(&["https://id.example"]);
    let claims = decode::<Value>(&token, &key, &validation).unwrap().claims;
    let names: BTreeSet<_> = claims.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["aud", "client_id", "exp", "iat", "iss", "jti", "scope", "sub"].into());
    assert_eq!(
        (&claims["sub"], &claims["client_id"], &claims["scope"]),
        (&json!("1"), &json!("web-app"), &json!("read"))
    );
    assert_eq!((&claims["iat"], &claims["exp"]), (&json!(1_772_366_400), &json!(1_772_373_600)));
    assert!(claims["jti"].as_str().unwrap().len() >= 22);
}

#[tokio::test]
async fn the_published_keys_are_public_halves_alone() {
    // row 105 (RFC 7517 §8.1.1)
    let (server, _) = with_token().await;
    let answer = server.api().get("/oauth/jwks").await;
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    for key in answer.json()["keys"].as_array().unwrap() {
        let names: BTreeSet<_> = key.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x", "y"].into());
    }
}

#[tokio::test]
async fn an_opaque_token_opens_the_same_doors() {
    // row 61 (contract §3)
    let server = TestServer::start().await;
    let client = Client {
        id: "opaque".parse().unwrap(),
        token_format: TokenFormat::Opaque,
        authentication: confidential("opaque-secret"),
        ..web_app()
    };
    let app = server.web_app(client).await;
    let token = app.obtain_tokens(&mut server.john().await).await.access;
    assert_eq!(URL_SAFE_NO_PAD.decode(&token).unwrap().len(), 32);
    assert!(server.api().current_user(&token).await.is_ok());
    server.wait(7200);
    is_refused(&server, &token).await;
}
