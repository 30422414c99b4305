//! The access token of a request to the API: in the `Authorization` header and nowhere else (RFC 6750 §2.1).

use axum::http::{HeaderMap, header};
use oauth::error::{ErrorCode, Refusal};
use oauth::types::Secret;
use url::form_urlencoded;

/// Why a request's token is not even looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BearerError {
    /// 401 `invalid_token`: the RFC counts a malformed token as a bad one (§3.1).
    #[error("the access token is malformed")]
    Malformed,
    /// 400 `invalid_request`.
    #[error("the access token is sent twice: use the Authorization header alone")]
    TwoMethods,
}

impl Refusal for BearerError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Malformed => ErrorCode::InvalidToken,
            Self::TwoMethods => ErrorCode::InvalidRequest,
        }
    }
}

/// The token that was sent; `None` when none was, which is answered by a challenge without an error (row 81).
///
/// A token in the query or in the body counts as none: URLs are logged, and a form is what a foreign page can send.
/// But beside one in the header it is a second method, and "clients MUST NOT use more than one" (§2, row 83).
pub fn bearer(
    headers: &HeaderMap,
    query: Option<&str>,
    body: &[(String, String)],
) -> Result<Option<Secret>, BearerError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let mut in_query = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let elsewhere =
        in_query.any(|(name, _)| name == "access_token") || body.iter().any(|(name, _)| name == "access_token");
    if values.next().is_some() {
        return Err(BearerError::TwoMethods);
    }
    let value = value.to_str().map_err(|_| BearerError::Malformed)?;
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        // Another scheme shows something else, not a token.
        return Ok(None);
    }
    if elsewhere {
        return Err(BearerError::TwoMethods);
    }
    let token = token.trim();
    // `b64token` (§2.1): a character outside it cannot be in a token of ours.
    let b64token = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    if token.is_empty() || !token.bytes().all(b64token) {
        return Err(BearerError::Malformed);
    }
    Ok(Some(Secret::from(token.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(authorization: &[&str], query: Option<&str>) -> String {
        let headers = authorization.iter().map(|value| (header::AUTHORIZATION, value.parse().unwrap())).collect();
        match bearer(&headers, query, &[]) {
            Ok(None) => "none".to_owned(),
            Ok(Some(token)) => token.expose().to_owned(),
            Err(error) => format!("{error:?} {}", error.code()),
        }
    }

    #[test]
    fn the_scheme_is_case_insensitive_and_the_token_is_not() {
        for scheme in ["Bearer", "bearer", "BEARER"] {
            assert_eq!(show(&[&format!("{scheme} eyJ.a-b_~+/c==")], None), "eyJ.a-b_~+/c==");
        }
    }

    #[test]
    fn nothing_and_another_scheme_are_no_token() {
        // row 81 (RFC 6750 §3.1)
        assert_eq!(show(&[], None), "none");
        assert_eq!(show(&["Basic YTpi"], None), "none");
    }

    #[test]
    fn a_malformed_token_is_a_bad_one() {
        // row 82 (RFC 6750 §3.1)
        for value in ["Bearer", "Bearer ", "Bearer a b", "Bearer \"a\"", "Bearer a,b"] {
            assert_eq!(show(&[value], None), "Malformed invalid_token", "{value}");
        }
    }

    #[test]
    fn a_token_in_the_query_or_the_body_counts_as_none() {
        assert_eq!(show(&[], Some("access_token=abc")), "none");
        let body = [("access_token".to_owned(), "abc".to_owned())];
        assert!(bearer(&HeaderMap::new(), None, &body).unwrap().is_none());
    }

    #[test]
    fn two_methods_at_once_are_refused() {
        // row 83 (RFC 6750 §2)
        assert_eq!(show(&["Bearer abc", "Bearer abc"], None), "TwoMethods invalid_request");
        assert_eq!(show(&["Bearer abc"], Some("x=1&access_token=abc")), "TwoMethods invalid_request");
        let headers = [(header::AUTHORIZATION, "Bearer abc".parse().unwrap())].into_iter().collect();
        let body = [("access_token".to_owned(), String::new())];
        assert_eq!(bearer(&headers, None, &body).unwrap_err(), BearerError::TwoMethods);
    }
}
