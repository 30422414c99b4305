//! The demo app's own hands: how it calls the server, and where it keeps its state between two requests.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use tower::ServiceExt as _;

use crate::error::ServerError;

/// An HTTP client whose wire is a function call into the real router.
#[derive(Clone)]
pub struct DemoClient {
    server: Router,
}

/// An answer of the server, as the demo app sees it.
pub struct Answer {
    pub status: StatusCode,
    pub text: String,
}

impl Answer {
    /// One value of the JSON object, when it is text.
    pub fn get(&self, key: &str) -> Option<String> {
        let value: Value = serde_json::from_str(&self.text).ok()?;
        value[key].as_str().map(str::to_owned)
    }

    /// The JSON as people like to read it, the order of its keys kept.
    pub fn pretty(&self) -> String {
        serde_json::from_str::<InOrder>(&self.text)
            .and_then(|object| serde_json::to_string_pretty(&object))
            .unwrap_or_else(|_| self.text.clone())
    }
}

/// A JSON object whose keys stay as they came; [`Value`] sorts them.
struct InOrder(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for InOrder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = InOrder;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<InOrder, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(InOrder(pairs))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

impl Serialize for InOrder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl DemoClient {
    pub fn new(server: Router) -> Self {
        Self { server }
    }

    /// `POST` with a JSON body.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Answer, ServerError> {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string()))).await
    }

    /// `GET` with an access token.
    pub async fn get(&self, path: &str, token: &str) -> Result<Answer, ServerError> {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::empty())).await
    }

    async fn send(&self, request: axum::http::Result<Request<Body>>) -> Result<Answer, ServerError> {
        let failed = |error: &dyn std::fmt::Display| ServerError::Internal(format!("the demo app's request: {error}"));
        let mut request = request.map_err(|error| failed(&error))?;
        request.headers_mut().insert(header::USER_AGENT, HeaderValue::from_static("MovieBox/1.0 (demo television)"));
        // Where this app runs: demo mode listens on this machine alone.
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))));
        let response = self.server.clone().oneshot(request).await.map_err(|error| failed(&error))?;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 1 << 20).await.map_err(|error| failed(&error))?;
        Ok(Answer { status, text: String::from_utf8_lossy(&bytes).into_owned() })
    }
}

/// The demo app's cookie: its own, beside the server's session, and seen under `/demo` alone.
pub struct DemoCookie;

impl DemoCookie {
    const NAME: &'static str = "movie_box";

    /// What the app kept, if the browser still has it.
    pub fn read(headers: &HeaderMap) -> Option<Value> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(name, _)| *name == Self::NAME)?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(value).ok()?).ok()
    }

    /// Keeps it in the browser.
    pub fn write(response: &mut Response, state: &Value) {
        Self::set(response, &URL_SAFE_NO_PAD.encode(state.to_string()), 3600);
    }

    /// Forgets it, so that a page loaded again cannot spend the same code twice.
    pub fn clear(response: &mut Response) {
        Self::set(response, "", 0);
    }

    fn set(response: &mut Response, value: &str, max_age: u32) {
        let cookie = format!("{}={value}; Path=/demo; HttpOnly; SameSite=Lax; Max-Age={max_age}", Self::NAME);
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_shown_with_its_keys_as_they_came() {
        let answer = |text: &str| Answer { status: StatusCode::OK, text: text.to_owned() };
        let shown = answer(r#"{"id":5,"email":"john.doe@example.com","created_date":"05/02/2024"}"#).pretty();
        let places: Vec<_> = ["id", "email", "created_date"].iter().map(|key| shown.find(key)).collect();
        assert!(places.is_sorted() && places[0].is_some(), "{shown}");
        assert_eq!(answer("no JSON").pretty(), "no JSON");
    }
}
