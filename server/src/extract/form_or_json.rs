//! A body of parameters, as a form or as a JSON object: both become the same list of names and values.
//!
//! The list keeps the order and the repetitions of the body, in JSON too, where most parsers silently keep the last of
//! two equal keys. `oauth::request::Params` refuses repetitions, control characters and oversized values, so that the
//! rule is the same for query, form and JSON.

use std::fmt;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use percent_encoding::percent_decode_str;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};

/// Names and values in the order they came.
pub type Pairs = Vec<(String, String)>;

/// No request of the protocol comes near it.
pub(super) const MAX_BYTES: usize = 64 * 1024;

/// Why a body has no parameters. The text is fit for an `error_description`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    #[error("the body is larger than 64 KB")]
    TooLarge,
    #[error("the body must be application/x-www-form-urlencoded or application/json")]
    UnsupportedMediaType,
    #[error("the body must be application/json")]
    NotJson,
    #[error("the body is malformed: {0}")]
    Malformed(&'static str),
    #[error("the body is not UTF-8")]
    NotUtf8,
}

impl BodyError {
    pub fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType | Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Malformed(_) | Self::NotUtf8 => StatusCode::BAD_REQUEST,
        }
    }
}

/// Reads the parameters of a request's body. No body, no parameters.
pub async fn read(request: Request) -> Result<Pairs, BodyError> {
    let (parts, body) = request.into_parts();
    parse(&parts.headers, &collect(body).await?)
}

pub(super) async fn collect(body: Body) -> Result<Vec<u8>, BodyError> {
    match Limited::new(body, MAX_BYTES).collect().await {
        Ok(whole) => Ok(whole.to_bytes().into()),
        Err(error) if error.is::<LengthLimitError>() => Err(BodyError::TooLarge),
        Err(_) => Err(BodyError::Malformed("it broke off")),
    }
}

fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Pairs, BodyError> {
    if body.is_empty() {
        return Ok(Pairs::new());
    }
    let text = str::from_utf8(body).map_err(|_| BodyError::NotUtf8);
    match media_type(headers)?.as_str() {
        "application/x-www-form-urlencoded" => form(text?),
        "application/json" => json(text?),
        _ => Err(BodyError::UnsupportedMediaType),
    }
}

/// The type in lower case and without its parameters: a `charset` changes nothing, both formats are UTF-8.
pub(super) fn media_type(headers: &HeaderMap) -> Result<String, BodyError> {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(only), None, None) = (types.next(), types.next(), headers.get(header::CONTENT_ENCODING)) else {
        return Err(BodyError::UnsupportedMediaType);
    };
    let text = only.to_str().map_err(|_| BodyError::UnsupportedMediaType)?;
    Ok(text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

/// Reads form encoding, as a body or as a query has it.
pub(crate) fn form(text: &str) -> Result<Pairs, BodyError> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

/// Undoes form encoding. Where `url`'s own decoder puts a replacement character for bytes that are no text, this says
/// so: a password with a replacement character in it is another password.
pub(super) fn decode(text: &str) -> Result<String, BodyError> {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().map_err(|_| BodyError::NotUtf8)?;
    Ok(decoded.into_owned())
}

fn json(text: &str) -> Result<Pairs, BodyError> {
    let Object(pairs) = serde_json::from_str(text).map_err(|error: serde_json::Error| {
        BodyError::Malformed(if error.is_data() {
            "a JSON object of strings is expected"
        } else {
            "it is not valid JSON"
        })
    })?;
    Ok(pairs)
}

/// A JSON object whose values are texts. `null` is how some languages write "not there".
struct Object(Pairs);

/// One value: a text, an integer written as one, or nothing.
struct Text(Option<String>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairwise;

        impl<'de> Visitor<'de> for Pairwise {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut pairs = Pairs::new();
                while let Some((name, Text(value))) = map.next_entry::<String, Text>()? {
                    pairs.extend(value.map(|value| (name, value)));
                }
                Ok(Object(pairs))
            }
        }

        deserializer.deserialize_map(Pairwise)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) => Ok(Self(Some(text))),
            serde_json::Value::Number(number) if !number.is_f64() => Ok(Self(Some(number.to_string()))),
            serde_json::Value::Null => Ok(Self(None)),
            _ => Err(D::Error::custom("a string is expected")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "application/x-www-form-urlencoded";
    const JSON: &str = "application/json";

    async fn body(content_type: &str, body: impl Into<Body>) -> Result<Pairs, BodyError> {
        let mut request = Request::post("/");
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        read(request.body(body.into()).unwrap()).await
    }

    fn pairs(pairs: &[(&str, &str)]) -> Result<Pairs, BodyError> {
        Ok(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[tokio::test]
    async fn a_form_and_an_object_say_the_same() {
        let expected = pairs(&[("grant_type", "password"), ("password", "a b+é")]);
        assert_eq!(body(FORM, "grant_type=password&password=a+b%2B%C3%A9").await, expected);
        assert_eq!(body(JSON, r#"{"grant_type":"password","password":"a b+\u00e9"}"#).await, expected);
        for content_type in ["Application/JSON; charset=utf-8", "application/json;charset=\"UTF-8\""] {
            assert_eq!(body(content_type, r#"{"a":"b"}"#).await, pairs(&[("a", "b")]), "{content_type}");
        }
    }

    #[tokio::test]
    async fn a_repeated_parameter_stays_repeated_so_that_it_can_be_refused() {
        // row 4 (RFC 6749 §3.2)
        let expected = pairs(&[("a", "1"), ("a", "2")]);
        assert_eq!(body(FORM, "a=1&a=2").await, expected);
        assert_eq!(body(JSON, r#"{"a":"1","a":"2"}"#).await, expected);
    }

    #[tokio::test]
    async fn integers_are_text_and_null_is_nothing_but_everything_else_is_no_parameter() {
        assert_eq!(body(JSON, r#"{"a":12,"b":null,"c":""}"#).await, pairs(&[("a", "12"), ("c", "")]));
        for odd in [r#"{"a":["b"]}"#, r#"{"a":{"b":"c"}}"#, r#"{"a":true}"#, r#"{"a":1.5}"#, r#"["a"]"#, r#""a""#] {
            let expected = Err(BodyError::Malformed("a JSON object of strings is expected"));
            assert_eq!(body(JSON, odd).await, expected, "{odd}");
        }
        for broken in ["{", r#"{"a":"b"}x"#, r#"{"a":"\ud800"}"#, "a=b"] {
            assert_eq!(body(JSON, broken).await, Err(BodyError::Malformed("it is not valid JSON")), "{broken}");
        }
    }

    #[tokio::test]
    async fn bytes_that_are_no_text_are_refused_not_replaced() {
        assert_eq!(body(FORM, "password=%ff").await, Err(BodyError::NotUtf8));
        assert_eq!(body(JSON, &b"{\"a\":\"\xff\"}"[..]).await, Err(BodyError::NotUtf8));
        assert_eq!(body(FORM, "a=100%&b&&c=%zz").await, pairs(&[("a", "100%"), ("b", ""), ("c", "%zz")]));
    }

    #[tokio::test]
    async fn no_body_is_no_parameters_and_a_body_needs_a_type_we_know() {
        assert_eq!(body("", "").await, Ok(vec![]));
        assert_eq!(body("text/plain", "").await, Ok(vec![]));
        for unknown in ["", "text/plain", "application/jsonp", "multipart/form-data; boundary=x"] {
            assert_eq!(body(unknown, "a=b").await, Err(BodyError::UnsupportedMediaType), "{unknown:?}");
        }
    }

    #[tokio::test]
    async fn a_body_past_64_kb_is_too_large() {
        assert!(body(FORM, "a".repeat(MAX_BYTES)).await.is_ok());
        let error = body(FORM, "a".repeat(MAX_BYTES + 1)).await.unwrap_err();
        assert_eq!((error, error.status().as_u16()), (BodyError::TooLarge, 413));
    }
}
