use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oauth::model::Client;

use super::{Answer, Browser, Page, Params, Wire, form, query_of};

/// An application that sends people to the authorization endpoint and redeems what they bring back.
#[derive(Clone)]
pub struct WebApp {
    wire: Wire,
    issuer: &'static str,
    pub id: String,
    pub proof: Proof,
    pub redirect_uri: String,
    pub state: String,
    pub verifier: String,
}

/// How an application proves who it is.
#[derive(Clone, Debug)]
pub enum Proof {
    /// It gives its id alone.
    None,
    Basic(String),
    Post(String),
}

/// What a successful token answer holds.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub access: String,
    pub refresh: String,
}

impl From<Answer> for Tokens {
    fn from(answer: Answer) -> Self {
        Self { access: answer.get("access_token"), refresh: answer.get("refresh_token") }
    }
}

impl WebApp {
    /// The client's program. A confidential one's secret is its id and `-secret`.
    pub fn new(wire: Wire, issuer: &'static str, client: &Client) -> Self {
        let id = client.id.to_string();
        Self {
            wire,
            issuer,
            proof: if client.is_public() { Proof::None } else { Proof::Basic(format!("{id}-secret")) },
            id,
            redirect_uri: client.redirect_uris.first().map(ToString::to_string).unwrap_or_default(),
            state: "af0ifjsldkj".to_owned(),
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(),
        }
    }

    /// The same application, talking to another instance.
    pub fn through(&self, wire: Wire) -> Self {
        Self { wire, ..self.clone() }
    }

    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, self.verifier.as_bytes()))
    }

    /// The authorization request as it should be.
    pub fn request(&self) -> Params {
        Params::of(&[
            ("response_type", "code"),
            ("client_id", &self.id),
            ("redirect_uri", &self.redirect_uri),
            ("state", &self.state),
            ("code_challenge", &self.challenge()),
            ("code_challenge_method", "S256"),
        ])
    }

    /// Where this request sends the browser.
    pub fn url(&self, request: &Params) -> String {
        format!("{}/oauth/authorize?{}", self.issuer, request.query())
    }

    /// Sends the person's browser off, who signs in and allows where asked. What comes back is the code.
    pub async fn obtain_code(&self, browser: &mut Browser) -> String {
        self.code_for(browser, &self.request()).await
    }

    pub async fn code_for(&self, browser: &mut Browser, request: &Params) -> String {
        let mut page = browser.open(&self.url(request)).await;
        if page.is_login() {
            page = browser.log_in_at(&page).await;
        }
        if page.left_to().is_none() {
            page = browser.press(&page, "decision", "allow").await;
        }
        self.received(&page).get("code").unwrap_or_else(|| panic!("no code: {}", page.url)).to_owned()
    }

    /// What the browser brings back to this application; `state` and `iss` are the right ones (rows 5, 51).
    pub fn received(&self, page: &Page) -> Params {
        let url = page.left_to().unwrap_or_else(|| panic!("the browser is still at {}: {}", page.url, page.text()));
        let params = query_of(url);
        assert_eq!(params.get("state"), Some(&*self.state));
        assert_eq!(params.get("iss"), Some(self.issuer));
        params
    }

    /// `error` and `error_description`, and where they were sent.
    pub fn received_error(&self, page: &Page) -> String {
        let params = self.received(page);
        assert_eq!(params.get("code"), None);
        let url = page.left_to().unwrap();
        let (place, _) = url.split_once('?').unwrap();
        let part = |name| params.get(name).unwrap_or_else(|| panic!("no {name}: {url}"));
        format!("{place} {}: {}", part("error"), part("error_description"))
    }

    /// The token request for a code as it should be.
    pub fn redemption(&self, code: &str) -> Params {
        Params::of(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
            ("code_verifier", &self.verifier),
        ])
    }

    pub async fn redeem(&self, code: &str) -> Answer {
        self.token(&self.redemption(code)).await
    }

    pub async fn obtain_tokens(&self, browser: &mut Browser) -> Tokens {
        let code = self.obtain_code(browser).await;
        self.redeem(&code).await.into()
    }

    pub fn refreshing(&self, refresh_token: &str) -> Params {
        Params::of(&[("grant_type", "refresh_token"), ("refresh_token", refresh_token)])
    }

    pub async fn refresh(&self, refresh_token: &str) -> Answer {
        self.token(&self.refreshing(refresh_token)).await
    }

    /// A request to the token endpoint with the application's own proof.
    pub async fn token(&self, params: &Params) -> Answer {
        self.send(self.token_request(params)).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        self.wire.send(request).await
    }

    pub fn token_request(&self, params: &Params) -> Request<Body> {
        let mut params = params.clone();
        match &self.proof {
            Proof::Basic(_) => {}
            Proof::None => params = params.also("client_id", &self.id),
            Proof::Post(secret) => params = params.also("client_id", &self.id).also("client_secret", secret),
        }
        let mut request = form("/oauth/token", &params.pairs());
        if let Proof::Basic(secret) = &self.proof {
            let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            let pair = STANDARD.encode(format!("{}:{}", encode(&self.id), encode(secret)));
            request.headers_mut().insert(header::AUTHORIZATION, format!("Basic {pair}").parse().unwrap());
        }
        request
    }

    /// Sends a token to the endpoint that revokes it or says what it is.
    pub async fn ask_about(&self, endpoint: &str, token: &str) -> Answer {
        let mut request = self.token_request(&Params::of(&[("token", token)]));
        *request.uri_mut() = endpoint.parse().unwrap();
        self.send(request).await
    }

    /// Whether this access token still opens the API.
    pub async fn is_alive(&self, access_token: &str) -> bool {
        let request =
            Request::get("/api/v1/users/current_user").header("authorization", format!("Bearer {access_token}"));
        let answer = self.wire.send(request.body(Body::empty()).unwrap()).await;
        match answer.status {
            StatusCode::OK => true,
            StatusCode::UNAUTHORIZED => false,
            _ => panic!("{answer}"),
        }
    }
}
