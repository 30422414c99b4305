//! What the load sends, for those who must know it beforehand. `load.lua` says the same.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// So many prepared tokens of each kind. The load walks from the first on, the journey takes from the last
/// [`KEPT_BACK`].
pub const PREPARED: u32 = 200_000;
pub const KEPT_BACK: u32 = 2_000;
/// People who sign in, so that no account's throttle is asked twice at once.
pub const PEOPLE: u32 = 2_000;

pub const EMAIL: &str = "john.doe@example.com";
pub const PASSWORD: &str = "correct horse battery staple";
/// RFC 7636's own example.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub const TOKEN: &str = "/oauth/token";
pub const CURRENT_USER: &str = "/api/v1/users/current_user";
pub const INTROSPECT: &str = "/oauth/introspect";

/// The n-th secret of a kind, which a script can put together as well.
pub fn secret(kind: &str, n: u32) -> String {
    format!("bench-{kind}-{n:08}-0123456789abcdefghijklmn")
}

/// How Sésame stores it.
pub fn stored(kind: &str, n: u32) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, secret(kind, n).as_bytes()))
}

pub const CLIENT_CREDENTIALS: &str =
    "grant_type=client_credentials&client_id=backend_routines&client_secret=backend-secret";

pub fn refresh(n: u32) -> String {
    let token = secret("refresh", n);
    format!("grant_type=refresh_token&client_id=demo-web&client_secret=demo-web-secret&refresh_token={token}")
}

pub fn code(n: u32) -> String {
    let code = secret("code", n);
    format!(
        "grant_type=authorization_code&client_id=demo-web&client_secret=demo-web-secret&code={code}\
         &code_verifier={VERIFIER}"
    )
}

pub fn device(n: u32) -> String {
    let code = secret("device", n);
    format!(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=demo-device&device_code={code}"
    )
}

pub fn password(n: u32) -> String {
    let (n, password) = (n % PEOPLE, PASSWORD.replace(' ', "+"));
    format!(
        "grant_type=password&client_id=front_application&client_secret=front-secret\
         &username=person{n}%40bench.example&password={password}"
    )
}

pub fn introspect(token: &str) -> String {
    format!("client_id=demo-web&client_secret=demo-web-secret&token={token}")
}
