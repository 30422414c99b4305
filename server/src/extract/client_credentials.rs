//! By what a client shows who it is: HTTP Basic or the body, and exactly one of them (RFC 6749 §2.3).

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, PAD};
use oauth::error::{ErrorCode, Refusal};
use oauth::types::Secret;
use url::form_urlencoded;

use super::form_or_json::decode;

/// What the request shows, before any of it is believed.
#[derive(Debug)]
pub enum Presented {
    None,
    /// `client_id` alone, as a public client does.
    Id(String),
    /// In the `Authorization` header. The secret may be empty.
    Basic {
        id: String,
        secret: Secret,
    },
    /// `client_id` and `client_secret` in the body.
    Post {
        id: String,
        secret: Secret,
    },
}

/// Why a request's credentials are not even looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    #[error("the Authorization header must be Basic with the client id and secret (RFC 6749 section 2.3.1)")]
    MalformedBasic,
    #[error("the client authenticates twice: use the Authorization header or the body, not both")]
    TwoMethods,
    #[error("client_id in the body differs from the one in the Authorization header")]
    TwoClients,
    #[error("client_secret comes without client_id")]
    SecretAlone,
    #[error("credentials and tokens belong in the body, never in the query string")]
    InQuery,
}

impl Refusal for CredentialsError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::MalformedBasic => ErrorCode::InvalidClient,
            _ => ErrorCode::InvalidRequest,
        }
    }

    fn section(&self) -> Option<&'static str> {
        Some(match self {
            Self::MalformedBasic | Self::SecretAlone | Self::InQuery => "RFC 6749 §2.3.1",
            Self::TwoMethods | Self::TwoClients => "RFC 6749 §2.3",
        })
    }
}

/// What URLs must never carry: they end up in histories and in the logs of every proxy on the way.
const NEVER_IN_QUERY: [&str; 12] = [
    "access_token",
    "assertion",
    "client_assertion",
    "client_secret",
    "code",
    "code_verifier",
    "device_code",
    "password",
    "refresh_token",
    "subject_token",
    "token",
    "username",
];

/// Reads the client's credentials from the headers and the body, and refuses a query string that holds any.
pub fn presented(
    headers: &HeaderMap,
    body: &[(String, String)],
    query: Option<&str>,
) -> Result<Presented, CredentialsError> {
    // Row 12. First, so that whoever wrote the request learns it even when the rest is right.
    let mut names = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).map(|(name, _)| name);
    if names.any(|name| NEVER_IN_QUERY.contains(&&*name)) {
        return Err(CredentialsError::InQuery);
    }
    // A parameter without a value counts as omitted (RFC 6749 §3.2): public clients of some libraries send an empty
    // client_secret.
    let field =
        |name| body.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.clone());
    let (id, secret) = (field("client_id"), field("client_secret").map(Secret::from));
    match (basic(headers)?, id, secret) {
        // "The client MUST NOT use more than one authentication method in each request" (§2.3).
        (Some(_), _, Some(_)) => Err(CredentialsError::TwoMethods),
        (Some((basic, _)), Some(id), None) if basic != id => Err(CredentialsError::TwoClients),
        (Some((id, secret)), _, None) => Ok(Presented::Basic { id, secret }),
        (None, Some(id), Some(secret)) => Ok(Presented::Post { id, secret }),
        (None, Some(id), None) => Ok(Presented::Id(id)),
        (None, None, Some(_)) => Err(CredentialsError::SecretAlone),
        (None, None, None) => Ok(Presented::None),
    }
}

/// Whether the `Authorization` header was tried: a refusal then carries `WWW-Authenticate: Basic` (§5.2, row 15).
pub fn tried_header(headers: &HeaderMap) -> bool {
    headers.contains_key(header::AUTHORIZATION)
}

fn basic(headers: &HeaderMap) -> Result<Option<(String, Secret)>, CredentialsError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(CredentialsError::TwoMethods);
    }
    value.to_str().ok().and_then(parse_basic).map(Some).ok_or(CredentialsError::MalformedBasic)
}

/// `Basic` base64(form-encoded id, `:`, form-encoded secret). Without the decoding, a secret with a colon, a plus or a
/// percent sign could not be told from another (§2.3.1, row 13).
fn parse_basic(value: &str) -> Option<(String, Secret)> {
    const BASE64: GeneralPurpose =
        GeneralPurpose::new(&STANDARD, PAD.with_decode_padding_mode(DecodePaddingMode::Indifferent));
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(BASE64.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let (id, secret) = (decode(id).ok()?, decode(secret).ok()?);
    (!id.is_empty()).then(|| (id, Secret::from(secret)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::STANDARD as BASE64;

    fn headers(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (header::AUTHORIZATION, value.parse().unwrap())).collect()
    }

    fn basic_header(text: &str) -> String {
        format!("Basic {}", BASE64.encode(text))
    }

    /// What came out, on one line; the body as `name=value`.
    fn show(authorization: &[&str], body: &[&str], query: Option<&str>) -> String {
        let pair = |pair: &&str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
        match presented(&headers(authorization), &body.iter().map(pair).collect::<Vec<_>>(), query) {
            Ok(Presented::None) => "none".to_owned(),
            Ok(Presented::Id(id)) => id,
            Ok(Presented::Basic { id, secret }) => format!("basic {id} {}", secret.expose()),
            Ok(Presented::Post { id, secret }) => format!("post {id} {}", secret.expose()),
            Err(error) => format!("{error:?} {}", error.code()),
        }
    }

    #[test]
    fn each_method_alone_is_read() {
        assert_eq!(show(&[], &[], None), "none");
        assert_eq!(show(&[], &["client_id=app"], None), "app");
        assert_eq!(show(&[], &["client_id=app", "client_secret=s:1"], None), "post app s:1");
        assert_eq!(show(&[&basic_header("app:s")], &[], None), "basic app s");
        assert_eq!(show(&[&basic_header("app:s")], &["client_id=app"], None), "basic app s");
        assert_eq!(show(&[&basic_header("app:s").replace("Basic", "basic")], &[], None), "basic app s");
    }

    #[test]
    fn basic_credentials_are_form_urldecoded() {
        // row 13 (RFC 6749 §2.3.1)
        assert_eq!(show(&[&basic_header("my%2Dapp:a%3Ab+c%2B%25:d")], &[], None), "basic my-app a:b c+%:d");
    }

    #[test]
    fn an_empty_secret_in_the_body_is_none_at_all() {
        assert_eq!(show(&[], &["client_id=app", "client_secret="], None), "app");
        assert_eq!(show(&[&basic_header("app:")], &["client_secret="], None), "basic app ");
    }

    #[test]
    fn two_methods_at_once_are_refused() {
        // row 14 (RFC 6749 §2.3)
        let basic = basic_header("app:s");
        let body = ["client_id=app", "client_secret=s"];
        assert_eq!(show(&[&basic], &body, None), "TwoMethods invalid_request");
        assert_eq!(show(&[&basic], &body[1..], None), "TwoMethods invalid_request");
        assert_eq!(show(&[&basic, &basic], &[], None), "TwoMethods invalid_request");
        assert_eq!(show(&[&basic], &["client_id=other"], None), "TwoClients invalid_request");
        assert_eq!(show(&[], &body[1..], None), "SecretAlone invalid_request");
    }

    #[test]
    fn a_header_that_is_not_basic_is_a_failed_authentication() {
        // row 15 (RFC 6749 §5.2)
        let odd = [&basic_header("no-colon"), &basic_header(":s"), &basic_header("app:%ff")];
        for value in odd.map(String::as_str).into_iter().chain(["Basic", "Basic !!", "Bearer abc", ""]) {
            assert_eq!(show(&[value], &[], None), "MalformedBasic invalid_client", "{value}");
        }
    }

    #[test]
    fn credentials_and_tokens_in_the_query_are_refused_however_they_are_written() {
        // row 12 (RFC 6749 §2.3.1)
        for query in ["client_secret=s", "x=1&refresh_token=", "client%5Fsecret=s", "code=1"] {
            assert_eq!(show(&[], &["client_id=app"], Some(query)), "InQuery invalid_request", "{query}");
        }
        assert_eq!(show(&[], &["client_id=app"], Some("ui_locales=fr")), "app");
    }

    #[test]
    fn a_secret_does_not_print() {
        // row 108
        let presented = presented(&headers(&[&basic_header("app:hunter2")]), &[], None).unwrap();
        assert!(!format!("{presented:?}").contains("hunter2"));
    }
}
