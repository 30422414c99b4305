use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use oauth::context::SystemEntropy;
use oauth::model::{ApiKey, Client};
use oauth::types::{ApiKeyId, GrantType, Secret};
use serde_json::{Value, json};

use crate::support::{Answer, EMAIL, PASSWORD, TestServer, Tokens, Wire, confidential, web_app};

/// An app that shows an API key.
#[derive(Clone)]
pub struct FrontApp {
    pub wire: Wire,
    pub key: String,
}

/// What somebody signed in does through such an app.
#[derive(Clone)]
pub struct Person {
    pub app: FrontApp,
    pub token: String,
}

/// The record of an app with a key; its secret is `front-app-secret`.
pub fn front_client() -> Client {
    Client {
        id: "front-app".parse().unwrap(),
        authentication: confidential("front-app-secret"),
        grant_types: [GrantType::Password, GrantType::RefreshToken, GrantType::AuthorizationCode].into(),
        scope: "read user".parse().unwrap(),
        default_scope: "read".parse().unwrap(),
        ..web_app()
    }
}

/// Gives a registered client a key.
pub async fn give_key(server: &TestServer, client: &Client, text: &str) -> ApiKeyId {
    let key = ApiKey {
        id: ApiKeyId::generate(&SystemEntropy),
        key: Secret::from(text.to_owned()).hash(),
        client_id: client.id.clone(),
        name: String::new(),
        created_at: server.clock.now(),
        revoked_at: None,
    };
    server.store().create_api_key(&key).await.unwrap();
    key.id
}

impl FrontApp {
    /// Registers an app; its key is its id and `-key`.
    pub async fn of(server: &TestServer, client: Client) -> Self {
        server.register(&client).await;
        let key = format!("{}-key", client.id);
        give_key(server, &client, &key).await;
        Self { wire: server.wire.clone(), key }
    }

    pub async fn on(server: &TestServer) -> Self {
        Self::of(server, front_client()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.wire.send(with_key(request("GET", path), &self.key)).await
    }

    /// `POST /public/token` with this JSON.
    pub async fn token(&self, body: &Value) -> Answer {
        let request = with_json(request("POST", "/public/token"), body);
        self.wire.send(with_key(request, &self.key)).await
    }

    pub async fn sign_in(&self, username: &str, password: &str) -> Answer {
        self.token(&json!({ "grant_type": "password", "username": username, "password": password })).await
    }

    pub async fn refresh(&self, refresh_token: &str) -> Answer {
        self.token(&json!({ "grant_type": "refresh_token", "refresh_token": refresh_token })).await
    }

    /// Somebody who has signed in with their password.
    pub async fn person(&self, email: &str) -> Person {
        let tokens = Tokens::from(self.sign_in(email, PASSWORD).await);
        Person { app: self.clone(), token: tokens.access }
    }

    pub async fn john(&self) -> Person {
        self.person(EMAIL).await
    }
}

impl Person {
    pub async fn send(&self, request: Request<Body>) -> Answer {
        self.app.wire.send(with_token(with_key(request, &self.app.key), &self.token)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(request("GET", path)).await
    }

    pub async fn put(&self, path: &str) -> Answer {
        self.send(request("PUT", path)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(request("DELETE", path)).await
    }

    pub async fn say(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.send(with_json(request(method, path), body)).await
    }

    /// Makes a sheet; the answer's `Location` below the issuer.
    pub async fn create(&self, body: &Value) -> String {
        let answer = self.say("POST", "/pro/establishments", body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer}");
        answer.header("location").strip_prefix(crate::support::ISSUER).unwrap().to_owned()
    }

    /// Makes a sheet that everybody sees.
    pub async fn publish(&self, body: &Value) -> String {
        let path = self.create(body).await;
        assert!(self.put(&format!("{path}/publication")).await.is_ok());
        path
    }
}

pub fn request(method: &str, path: &str) -> Request<Body> {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    Request::builder().method(method).uri(path).body(Body::empty()).unwrap()
}

pub fn with_header(mut request: Request<Body>, name: &'static str, value: &str) -> Request<Body> {
    request.headers_mut().append(name, value.parse().unwrap());
    request
}

pub fn with_key(request: Request<Body>, key: &str) -> Request<Body> {
    with_header(request, "x-api-key", key)
}

pub fn with_token(request: Request<Body>, token: &str) -> Request<Body> {
    with_header(request, "authorization", &format!("Bearer {token}"))
}

pub fn with_json(request: Request<Body>, body: &Value) -> Request<Body> {
    with_body(request, "application/json", body.to_string())
}

pub fn with_body(request: Request<Body>, content_type: &str, body: impl Into<Body>) -> Request<Body> {
    let (mut parts, _) = request.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, content_type.parse().unwrap());
    Request::from_parts(parts, body.into())
}
