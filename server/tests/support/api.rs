use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::{Answer, Wire};

/// Somebody who reads what the server publishes and calls the API.
#[derive(Clone)]
pub struct Api {
    wire: Wire,
}

/// A JWT taken apart, to be looked at or tampered with.
#[derive(Clone, Debug)]
pub struct Jwt {
    pub header: Value,
    pub claims: Value,
    pub signature: String,
}

impl Api {
    pub fn new(wire: Wire) -> Self {
        Self { wire }
    }

    pub async fn current_user(&self, access_token: &str) -> Answer {
        self.with_header("authorization", &format!("Bearer {access_token}")).await
    }

    /// `current_user` with this header and nothing else.
    pub async fn with_header(&self, name: &str, value: &str) -> Answer {
        let request = Request::get("/api/v1/users/current_user").header(name, value);
        self.wire.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.wire.get(path).await
    }

    pub async fn metadata(&self) -> Value {
        self.get("/.well-known/oauth-authorization-server").await.json()
    }

    pub async fn jwks(&self) -> Value {
        self.get("/oauth/jwks").await.json()
    }

    /// An answer to a script of this origin; `preflight` asks first whether it may `POST`.
    pub async fn script_of(&self, origin: &str, mut request: Request<Body>, preflight: bool) -> Answer {
        request.headers_mut().insert(header::ORIGIN, origin.parse().unwrap());
        if preflight {
            *request.method_mut() = axum::http::Method::OPTIONS;
            request.headers_mut().insert(header::ACCESS_CONTROL_REQUEST_METHOD, "POST".parse().unwrap());
            request.headers_mut().insert(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization".parse().unwrap());
        }
        self.wire.send(request).await
    }
}

impl Jwt {
    pub fn parse(text: &str) -> Self {
        let parts: Vec<_> = text.split('.').collect();
        let [header, claims, signature] = parts[..] else { panic!("not a JWT: {text}") };
        let read = |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
        Self { header: read(header), claims: read(claims), signature: signature.to_owned() }
    }

    /// What is signed.
    pub fn message(&self) -> String {
        let write = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}", write(&self.header), write(&self.claims))
    }

    pub fn to_text(&self) -> String {
        format!("{}.{}", self.message(), self.signature)
    }
}
