//! What the rules' unit tests have at hand: a small world in memory whose clock they move.

use async_trait::async_trait;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::authorize::{self, Allowed, Answered, AuthorizeError, Begun};
use crate::context::{Config, Ctx, Pepper, SystemEntropy};
use crate::error::{ErrorCode, OAuthError};
use crate::grant::{self, Authenticated, ResourceOwners};
use crate::issue::Minted;
use crate::keys::{KeyRing, generate};
use crate::model::{Algorithm, AskedFrom, Client, ClientAuthentication, ClientKind, ClientSecret, NewUser};
use crate::request::{Params, TokenRequest};
use crate::store::contract::support::outdated_password;
use crate::store::memory::Memory;
use crate::store::{Database as _, RightPassword, StoreError, Users as _};
use crate::throttle::SignInTry;
use crate::types::{GrantType, Scope, Secret, UserId};

/// RFC 7636 appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const CALLBACK: &str = "https://app.example/cb";

pub struct World {
    pub db: Memory,
    pub config: Config,
    pub keys: KeyRing,
    pub now: OffsetDateTime,
    pub from: AskedFrom,
    pub person: UserId,
}

impl World {
    /// With one person in it.
    pub async fn new() -> Self {
        let now = datetime!(2026-01-02 12:00 UTC);
        let pepper = Pepper::new(vec![7; 32]).unwrap();
        let key = generate(Algorithm::Es256, &pepper, &SystemEntropy, now).unwrap();
        let keys = KeyRing::open(&[key], &pepper).unwrap();
        let db = Memory::new();
        let person = NewUser {
            email: "zoe@example.com".parse().unwrap(),
            firstname: "Zoë".to_owned(),
            lastname: "D’Arc".to_owned(),
            password: Some(outdated_password()),
            admin: false,
            language: None,
            created_at: now,
        };
        let person = db.create_user(person).await.unwrap().id;
        let from = AskedFrom { address: Some("192.0.2.1".to_owned()), user_agent: Some("Firefox".to_owned()) };
        Self { db, config: Config::new("https://id.example".parse().unwrap(), pepper), keys, now, from, person }
    }

    pub fn ctx(&self) -> Ctx<'_> {
        Ctx { now: self.now, from: &self.from, entropy: &SystemEntropy, config: &self.config, keys: &self.keys }
    }

    pub fn wait(&mut self, time: Duration) {
        self.now += time;
    }

    /// A confidential web app that may do everything; change what a test is about, then [`World::register`] it.
    pub fn app(&self, id: &str) -> Client {
        Client {
            authentication: ClientAuthentication::Confidential {
                secrets: vec![ClientSecret::of(&secret("app-secret"))],
            },
            grant_types: GrantType::ALL.into(),
            scope: "read write".parse().unwrap(),
            default_scope: "read".parse().unwrap(),
            redirect_uris: vec![CALLBACK.parse().unwrap()],
            ..Client::new(id.parse().unwrap(), "An app", ClientKind::Web, self.now)
        }
    }

    pub async fn register(&self, client: Client) -> Client {
        self.db.store().create_client(&client).await.unwrap();
        client
    }

    /// Begins an authorization request with these parameters over a good one's; an empty value takes one away.
    pub async fn begin(&self, client: &Client, changes: &[(&str, &str)]) -> Result<Begun, AuthorizeError> {
        let mut pairs = vec![
            ("client_id", client.id.as_str()),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("state", "xyz"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        pairs.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        pairs.extend(changes);
        authorize::begin(&self.ctx(), self.db.store(), &params(&pairs)).await
    }

    /// The code of a request that the person allowed.
    pub async fn code(&self, client: &Client, changes: &[(&str, &str)]) -> String {
        let begun = self.begin(client, changes).await.unwrap();
        let scope = begun.request.scope.clone();
        let answer =
            authorize::allow(&self.ctx(), &self.db, client, &begun.request, self.allowed(&scope)).await.unwrap();
        let Answered::Redirect(location) = answer else { panic!("answered before") };
        let location = url::Url::parse(&location).unwrap();
        let (_, code) = location.query_pairs().find(|(name, _)| name == "code").unwrap();
        code.into_owned()
    }

    /// The person's yes to this much.
    pub fn allowed<'a>(&self, scope: &'a Scope) -> Allowed<'a> {
        Allowed { user_id: self.person, scope, asked: true }
    }

    /// Sends a token request of an authenticated client.
    pub async fn exchange(&self, client: &Client, pairs: &[(&str, &str)]) -> Result<Minted, OAuthError> {
        let request = TokenRequest::parse(&params(pairs))?;
        grant::exchange(&self.ctx(), &self.db, self, client, &request).await
    }

    /// Redeems a code as the app should.
    pub async fn redeem(&self, client: &Client, code: &str) -> Result<Minted, OAuthError> {
        let pairs = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", CALLBACK)];
        self.exchange(client, &[&pairs[..], &[("code_verifier", VERIFIER)]].concat()).await
    }

    /// Refreshes, with these parameters besides.
    pub async fn refresh(&self, client: &Client, token: &str, more: &[(&str, &str)]) -> Result<Minted, OAuthError> {
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.exchange(client, &[&pairs[..], more].concat()).await
    }

    /// Whether an access token still opens something.
    pub async fn opens(&self, minted: &Minted) -> bool {
        crate::bearer::authenticate(&self.ctx(), self.db.store(), &minted.access_token).await.is_ok()
    }
}

/// The person's password is `open sesame`, however it is stored: it is only compared.
#[async_trait]
impl ResourceOwners for World {
    async fn authenticate(&self, username: &str, password: &Secret) -> Result<Authenticated, StoreError> {
        let right = username == "zoe@example.com" && password.expose() == "open sesame";
        let tried = SignInTry::of(username, "192.0.2.1");
        let right =
            right.then(|| Authenticated::Right(self.person, RightPassword { hash: outdated_password(), tried }));
        Ok(right.unwrap_or(Authenticated::Wrong))
    }
}

pub fn secret(text: &str) -> Secret {
    Secret::from(text.to_owned())
}

pub fn params(pairs: &[(&str, &str)]) -> Params {
    Params::from_pairs(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

/// The refresh token of an answer that must have one.
pub fn refresh_token(minted: &Minted) -> String {
    minted.refresh_token.as_ref().expect("a refresh token").expose().to_owned()
}

/// The RFC's word for a failure.
pub fn code_of<T: std::fmt::Debug>(result: Result<T, OAuthError>) -> ErrorCode {
    result.expect_err("refused").code()
}
