use axum::http::Request;
use oauth::model::Client;

use super::{Answer, Params, Wire, form, json};

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A device without a browser: it asks for codes, shows one, and polls.
#[derive(Clone)]
pub struct Device {
    wire: Wire,
    pub id: String,
    secret: Option<String>,
    /// What the device calls itself.
    pub user_agent: &'static str,
    /// Whether it speaks JSON; a form otherwise.
    pub speaks_json: bool,
}

/// What a device was given.
#[derive(Clone, Debug)]
pub struct Codes {
    pub device_code: String,
    pub user_code: String,
    pub complete: String,
}

impl Device {
    /// The client's device. A confidential one's secret is its id and `-secret`.
    pub fn new(wire: Wire, client: &Client) -> Self {
        let id = client.id.to_string();
        let secret = (!client.is_public()).then(|| format!("{id}-secret"));
        Self { wire, id, secret, user_agent: "MovieBox/1.0 (television)", speaks_json: true }
    }

    /// The same device, talking to another instance or from another address.
    pub fn through(&self, wire: Wire) -> Self {
        Self { wire, ..self.clone() }
    }

    /// Asks for codes.
    pub async fn ask(&self) -> Codes {
        self.ask_for(&Params::default()).await.into()
    }

    pub async fn ask_for(&self, params: &Params) -> Answer {
        self.send("/oauth/authorize_device", params.clone()).await
    }

    /// Asks whether the person has answered.
    pub async fn poll(&self, codes: &Codes) -> Answer {
        let params = Params::of(&[("grant_type", DEVICE_CODE), ("device_code", &codes.device_code)]);
        self.send("/oauth/token", params).await
    }

    async fn send(&self, path: &str, params: Params) -> Answer {
        let mut params = params.also("client_id", &self.id);
        if let Some(secret) = &self.secret {
            params = params.also("client_secret", secret);
        }
        let mut request: Request<_> =
            if self.speaks_json { json(path, params.json()) } else { form(path, &params.pairs()) };
        request.headers_mut().insert("user-agent", self.user_agent.parse().unwrap());
        self.wire.send(request).await
    }
}

impl From<Answer> for Codes {
    fn from(answer: Answer) -> Self {
        Self {
            device_code: answer.get("device_code"),
            user_code: answer.get("user_code"),
            complete: answer.get("verification_uri_complete"),
        }
    }
}
