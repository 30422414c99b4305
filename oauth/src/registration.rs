//! What makes a client record that can work. Whoever registers an application, on the command line or in a browser,
//! writes texts; here they become a [`Client`], or the list of everything that is wrong with them, field by field.
//!
//! 1. Each text is parsed (`parse`).
//! 2. What was left open gets what most applications of its kind want (`defaults`).
//! 3. The whole is held against the rules (`rules`), the same for a new record and for a changed one.

mod changes;
mod defaults;
mod parse;
mod portal;
mod problem;
mod rules;
#[cfg(test)]
mod tests;

use time::{Duration, OffsetDateTime};

pub use self::changes::{Changes, ClientChanges, change};
pub use self::portal::{Description, Developer, MAX_APPS, MAX_REDIRECT_URIS};
pub use self::problem::{Field, Problem, Problems};

use crate::context::Entropy;
use crate::model::{Client, ClientAuthentication, ClientKind, ClientSecret, ScopeEntry, TokenFormat};
use crate::types::{ClientId, Secret, UserId};

/// What registering needs to know besides what was asked.
#[derive(Clone, Copy)]
pub struct Registrar<'a> {
    pub now: OffsetDateTime,
    pub entropy: &'a dyn Entropy,
    /// The scope registry: nobody may ask for what means nothing to people.
    pub scopes: &'a [ScopeEntry],
}

/// An application as somebody asks for it. What is left open is filled in.
#[derive(Clone, Debug, Default)]
pub struct NewClient {
    pub name: String,
    /// Left open, 128 random bits in hexadecimal.
    pub id: Option<String>,
    pub authentication: Authentication,
    /// Left open, what the grants and redirect URIs look like.
    pub kind: Option<ClientKind>,
    /// Left open, those of its kind.
    pub grant_types: Vec<String>,
    /// Everything it may ask for. Left open, the scopes every new application gets.
    pub scopes: Vec<String>,
    /// What it gets when it asks for nothing. Left open, those of its scopes that every new application gets.
    pub default_scopes: Vec<String>,
    pub redirect_uris: Vec<String>,
    pub failure_redirect_uri: Option<String>,
    /// Only an old confidential application gets by without PKCE.
    pub without_pkce: bool,
    pub token_format: Option<TokenFormat>,
    pub access_token_lifetime: Option<Duration>,
    pub refresh_token_lifetime: Option<Duration>,
    pub site_url: Option<String>,
    pub description: Option<String>,
    pub trusted: bool,
    pub verified: bool,
    /// Who registers it, when they do so in the browser.
    pub owner: Option<UserId>,
}

/// How a new application wants to prove who it is.
#[derive(Clone, Debug, Default)]
pub enum Authentication {
    /// With a random secret, unless its kind says that it cannot keep one.
    #[default]
    AsItsKind,
    Public,
    Secret(Secret),
    /// Both was said, and cannot be.
    PublicWithSecret,
}

/// A new record, and the secret that is shown this once.
#[derive(Debug)]
pub struct Registered {
    pub client: Client,
    pub secret: Option<Secret>,
}

/// Makes a record of what was asked.
pub fn register(registrar: &Registrar<'_>, asked: &NewClient) -> Result<Registered, Problems> {
    let mut problems = Problems::default();
    let id = match asked.id.as_deref() {
        Some(text) => problems.keep(text.parse().map_err(Problem::Id)),
        None => Some(random_id(registrar.entropy)),
    };
    let redirect_uris = problems.keep_all(asked.redirect_uris.iter().map(|text| parse::redirect_uri(text)));
    let grant_types = problems.keep_all(asked.grant_types.iter().map(|text| parse::grant_type(text)));
    let shape = defaults::Shape::of(asked, &grant_types);
    let secret = problems.keep(secret(registrar, asked, shape)).flatten();
    let scope =
        defaults::scope(registrar.scopes, problems.keep_all(asked.scopes.iter().flat_map(|text| parse::scopes(text))));
    let default_scope = problems.keep_all(asked.default_scopes.iter().flat_map(|text| parse::scopes(text)));
    let client = Client {
        authentication: match &secret {
            Some(secret) => ClientAuthentication::Confidential { secrets: vec![ClientSecret::of(secret)] },
            None => ClientAuthentication::Public,
        },
        grant_types: if asked.grant_types.is_empty() { shape.grant_types() } else { grant_types.into_iter().collect() },
        default_scope: defaults::default_scope(registrar.scopes, &scope, default_scope),
        scope,
        redirect_uris: parse::without_repetition(redirect_uris),
        failure_redirect_uri: problems
            .keep(parse::failure_redirect_uri(asked.failure_redirect_uri.as_deref()))
            .flatten(),
        require_pkce: !asked.without_pkce,
        token_format: asked.token_format.unwrap_or(TokenFormat::Jwt),
        refresh_token_lifetime: asked.refresh_token_lifetime,
        site_url: problems.keep(parse::site_url(asked.site_url.as_deref())).flatten(),
        description: parse::description(asked.description.as_deref()),
        trusted: asked.trusted,
        verified: asked.verified,
        owner: asked.owner,
        ..Client::new(id.unwrap_or_else(|| random_id(registrar.entropy)), asked.name.trim(), shape.kind, registrar.now)
    };
    let client =
        Client { access_token_lifetime: asked.access_token_lifetime.unwrap_or(client.access_token_lifetime), ..client };
    problems.extend(rules::broken(&client, registrar.scopes));
    problems.or(Registered { client, secret })
}

/// What becomes of the secret that another replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldSecret {
    EndsNow,
    /// Both count until then.
    EndsAt(OffsetDateTime),
    /// Both count until the next time.
    LivesOn,
}

/// Gives the application another secret.
pub fn replace_secret(client: &Client, entropy: &dyn Entropy, old: OldSecret) -> Result<Registered, Problems> {
    let ClientAuthentication::Confidential { secrets } = &client.authentication else {
        return Err(Problem::PublicHasNoSecret.into());
    };
    let secret = Secret::generate(entropy);
    let kept = secrets.first().map(|kept| kept.hash.clone()).and_then(|hash| match old {
        OldSecret::EndsNow => None,
        OldSecret::EndsAt(end) => Some(ClientSecret { hash, expires_at: Some(end) }),
        OldSecret::LivesOn => Some(ClientSecret { hash, expires_at: None }),
    });
    let secrets = [ClientSecret::of(&secret)].into_iter().chain(kept).collect();
    Ok(Registered { client: with_secrets(client, secrets), secret: Some(secret) })
}

/// Lets the newest secret alone count, at once.
pub fn end_old_secrets(client: &Client) -> Client {
    match &client.authentication {
        ClientAuthentication::Public => client.clone(),
        ClientAuthentication::Confidential { secrets } => {
            with_secrets(client, secrets.first().cloned().into_iter().collect())
        }
    }
}

fn with_secrets(client: &Client, secrets: Vec<ClientSecret>) -> Client {
    Client { authentication: ClientAuthentication::Confidential { secrets }, ..client.clone() }
}

fn random_id(entropy: &dyn Entropy) -> ClientId {
    // 128 bits are all digits once in 10²⁷ times; then the rule is that we draw again.
    loop {
        let mut bytes = [0u8; 16];
        entropy.fill(&mut bytes);
        if let Ok(id) = format!("{:032x}", u128::from_be_bytes(bytes)).parse() {
            return id;
        }
    }
}

/// The secret of a confidential client: the given one or a random one.
fn secret(registrar: &Registrar<'_>, asked: &NewClient, shape: defaults::Shape) -> Result<Option<Secret>, Problem> {
    match &asked.authentication {
        Authentication::PublicWithSecret => Err(Problem::PublicHasNoSecret),
        Authentication::Secret(secret) => parse::secret(secret).map(Some),
        Authentication::Public => Ok(None),
        Authentication::AsItsKind if shape.is_public => Ok(None),
        Authentication::AsItsKind => Ok(Some(Secret::generate(registrar.entropy))),
    }
}
