//! Applications of every shape. Tests bend them: `Client { require_pkce: false, ..web_app() }`.

use oauth::model::{Client, ClientAuthentication, ClientKind, ClientSecret};
use oauth::types::{GrantType, RedirectUri, Secret};
use time::macros::datetime;

fn client(id: &str, name: &str, kind: ClientKind) -> Client {
    let created_at = datetime!(2026-02-01 09:00 UTC);
    let (scope, default_scope) = ("read write".parse().unwrap(), "read".parse().unwrap());
    Client { scope, default_scope, verified: true, ..Client::new(id.parse().unwrap(), name, kind, created_at) }
}

/// With this secret.
pub fn confidential(secret: &str) -> ClientAuthentication {
    ClientAuthentication::Confidential { secrets: vec![ClientSecret::of(&Secret::from(secret.to_owned()))] }
}

fn uris(texts: &[&str]) -> Vec<RedirectUri> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// A server that people reach with a browser; its secret is `web-app-secret`.
pub fn web_app() -> Client {
    Client {
        authentication: confidential("web-app-secret"),
        grant_types: [GrantType::AuthorizationCode, GrantType::RefreshToken].into(),
        redirect_uris: uris(&["https://app.example/callback"]),
        ..client("web-app", "Movie Box", ClientKind::Web)
    }
}

/// A public client in the browser.
pub fn single_page_app() -> Client {
    Client {
        grant_types: [GrantType::AuthorizationCode, GrantType::RefreshToken].into(),
        redirect_uris: uris(&["https://spa.example/callback"]),
        ..client("single-page-app", "Movie Box Lite", ClientKind::Native)
    }
}

/// A public client on the person's own machine.
pub fn phone_app() -> Client {
    Client {
        redirect_uris: uris(&["com.example.app:/callback", "http://127.0.0.1/callback", "http://[::1]/callback"]),
        id: "phone-app".parse().unwrap(),
        ..single_page_app()
    }
}

/// A public device.
pub fn television() -> Client {
    Client {
        grant_types: [GrantType::DeviceCode, GrantType::RefreshToken].into(),
        ..client("television", "Movie Box TV", ClientKind::Device)
    }
}

/// A device with a secret, `console-secret`.
pub fn console() -> Client {
    Client { authentication: confidential("console-secret"), id: "console".parse().unwrap(), ..television() }
}

/// A program that acts for nobody; its secret is `service-secret`.
pub fn service() -> Client {
    Client {
        authentication: confidential("service-secret"),
        grant_types: [GrantType::ClientCredentials, GrantType::RefreshToken].into(),
        scope: "read stats".parse().unwrap(),
        default_scope: "stats".parse().unwrap(),
        ..client("service", "Backend routines", ClientKind::Service)
    }
}
