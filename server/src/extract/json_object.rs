//! A body that is one JSON object, for the parts of the API that speak JSON alone.

use std::fmt;

use axum::extract::Request;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::form_or_json::{BodyError, collect, media_type};

/// Reads the object. A key that comes twice is refused wherever it stands: most parsers keep the last one, and then two
/// readers of one body may each believe something else.
pub async fn read(request: Request) -> Result<Map<String, Value>, BodyError> {
    let (parts, body) = request.into_parts();
    let bytes = collect(body).await?;
    if bytes.is_empty() {
        return Err(BodyError::Malformed("a JSON object is expected"));
    }
    if media_type(&parts.headers).ok().as_deref() != Some("application/json") {
        return Err(BodyError::NotJson);
    }
    let text = str::from_utf8(&bytes).map_err(|_| BodyError::NotUtf8)?;
    match serde_json::from_str(text) {
        Ok(Strict(Value::Object(object))) => Ok(object),
        Ok(_) => Err(BodyError::Malformed("a JSON object is expected")),
        Err(error) if error.is_data() => Err(BodyError::Malformed("a key comes twice")),
        Err(_) => Err(BodyError::Malformed("it is not valid JSON")),
    }
}

/// Any JSON in which no object has a key twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue).map(Self)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Strict(value)) = seq.next_element()? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((key, Strict(value))) = map.next_entry::<String, Strict>()? {
            if object.insert(key, value).is_some() {
                return Err(A::Error::custom("a key comes twice"));
            }
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    async fn body(content_type: &str, body: impl Into<Body>) -> Result<Map<String, Value>, String> {
        let request = Request::post("/").header("content-type", content_type).body(body.into()).unwrap();
        read(request).await.map_err(|error| format!("{} {error}", error.status().as_u16()))
    }

    #[tokio::test]
    async fn anything_but_one_object_is_refused() {
        for (text, why) in [
            ("", "400 the body is malformed: a JSON object is expected"),
            ("[{}]", "400 the body is malformed: a JSON object is expected"),
            ("null", "400 the body is malformed: a JSON object is expected"),
            ("{", "400 the body is malformed: it is not valid JSON"),
            (r#"{"a":1}{"a":1}"#, "400 the body is malformed: it is not valid JSON"),
            (r#"{"a":1,"a":1}"#, "400 the body is malformed: a key comes twice"),
            (r#"{"a":[{"b":{"c":1,"c":2}}]}"#, "400 the body is malformed: a key comes twice"),
            (r#"{"a":1,"\u0061":1}"#, "400 the body is malformed: a key comes twice"),
        ] {
            assert_eq!(body("application/json", text).await.unwrap_err(), why, "{text}");
        }
        let deep = format!("{{\"a\":{}", "[".repeat(10_000));
        assert_eq!(
            body("application/json", deep).await.unwrap_err(),
            "400 the body is malformed: it is not valid JSON"
        );
        assert!(body("application/json", &b"{\"a\":\"\xff\"}"[..]).await.unwrap_err().starts_with("400"));
        assert!(body("application/json", "a".repeat(70_000)).await.unwrap_err().starts_with("413"));
        for other in ["", "text/plain", "application/x-www-form-urlencoded", "application/merge-patch+json"] {
            assert_eq!(body(other, "{}").await.unwrap_err(), "415 the body must be application/json", "{other}");
        }
    }

    #[tokio::test]
    async fn every_kind_of_value_is_read() {
        let text = r#"{"a":[null,true,-1,2,1.5,"é\u0000"],"b":{}}"#;
        let read = body("application/json; charset=utf-8", text).await.unwrap();
        assert_eq!(Value::Object(read), serde_json::from_str::<Value>(text).unwrap());
    }
}
