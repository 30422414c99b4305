use std::collections::BTreeSet;

use time::{Duration, OffsetDateTime};

use super::words::words;
use crate::types::{ClientId, GrantType, RedirectUri, Scope, Secret, SecretHash, UserId};

/// An application that may ask for tokens (RFC 6749 §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    pub id: ClientId,
    /// What people see.
    pub name: String,
    pub kind: ClientKind,
    pub authentication: ClientAuthentication,
    pub grant_types: BTreeSet<GrantType>,
    /// Everything it may ask for.
    pub scope: Scope,
    /// What it gets when it asks for nothing in particular.
    pub default_scope: Scope,
    pub redirect_uris: Vec<RedirectUri>,
    /// Where refusals and errors go instead, when the app registered one.
    pub failure_redirect_uri: Option<RedirectUri>,
    /// `false` only for old confidential apps that cannot send a challenge.
    pub require_pkce: bool,
    pub token_format: TokenFormat,
    pub access_token_lifetime: Duration,
    /// `None`: the server's setting.
    pub refresh_token_lifetime: Option<Duration>,
    pub site_url: Option<String>,
    pub description: Option<String>,
    pub logo_url: Option<String>,
    /// An app of the house: people are not asked.
    pub trusted: bool,
    /// An administrator checked who is behind it.
    pub verified: bool,
    pub state: ClientState,
    /// Who registered it in the browser; `None` for those of the command line, and when that person is gone.
    pub owner: Option<UserId>,
    pub created_at: OffsetDateTime,
}

/// What the application is, which decides what it can keep secret (RFC 6749 §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientKind {
    /// A server that people reach with a browser.
    Web,
    /// A single-page or installed app.
    Native,
    /// A TV, a console, a tool without a browser.
    Device,
    /// A program that acts for nobody.
    Service,
}

/// How the application proves who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// It cannot keep a secret and gives its id alone.
    Public,
    /// It shows one of these secrets; two while one replaces the other, the newest first.
    Confidential { secrets: Vec<ClientSecret> },
}

/// One secret of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientSecret {
    pub hash: SecretHash,
    /// Set on one that another replaces.
    pub expires_at: Option<OffsetDateTime>,
}

impl ClientSecret {
    /// A secret that counts until it is replaced.
    pub fn of(secret: &Secret) -> Self {
        Self { hash: secret.hash(), expires_at: None }
    }

    /// Whether showing it proves anything at this time.
    pub fn counts(&self, now: OffsetDateTime) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

/// What form its access tokens have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFormat {
    /// RFC 9068.
    Jwt,
    Opaque,
}

/// Whether it may act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientState {
    Active,
    /// Its developer stopped it.
    Paused,
    /// An administrator stopped it, and its developer cannot undo that.
    Suspended,
}

words!(ClientKind, "web, native, device, service", {
    Web => "web", Native => "native", Device => "device", Service => "service"
});
words!(TokenFormat, "jwt, opaque", { Jwt => "jwt", Opaque => "opaque" });
words!(ClientState, "active, paused, suspended", { Active => "active", Paused => "paused", Suspended => "suspended" });

impl Client {
    /// A client of this kind with the settings most have.
    pub fn new(id: ClientId, name: impl Into<String>, kind: ClientKind, created_at: OffsetDateTime) -> Self {
        Self {
            id,
            name: name.into(),
            kind,
            authentication: ClientAuthentication::Public,
            grant_types: BTreeSet::new(),
            scope: Scope::default(),
            default_scope: Scope::default(),
            redirect_uris: Vec::new(),
            failure_redirect_uri: None,
            require_pkce: true,
            token_format: TokenFormat::Jwt,
            access_token_lifetime: Duration::hours(2),
            refresh_token_lifetime: None,
            site_url: None,
            description: None,
            logo_url: None,
            trusted: false,
            verified: false,
            state: ClientState::Active,
            owner: None,
            created_at,
        }
    }

    /// Whether it may act.
    pub fn is_active(&self) -> bool {
        self.state == ClientState::Active
    }

    /// Whether it gives its id alone.
    pub fn is_public(&self) -> bool {
        self.authentication == ClientAuthentication::Public
    }

    /// Whether its list of grants has this one.
    pub fn may_use(&self, grant: GrantType) -> bool {
        self.grant_types.contains(&grant)
    }

    /// What it gets when it asks for this: its default when it asks for nothing (RFC 6749 §3.3), and nothing at all when
    /// it asks for more than its record allows.
    pub fn allowed(&self, asked: Option<Scope>) -> Option<Scope> {
        let scope = asked.filter(|scope| !scope.is_empty()).unwrap_or_else(|| self.default_scope.clone());
        scope.is_within(&self.scope).then_some(scope)
    }

    /// A public client always sends a challenge, whatever its record says (RFC 9700 §2.1.1).
    pub fn needs_pkce(&self) -> bool {
        self.require_pkce || self.is_public()
    }

    /// A public app on the person's own machine could be any program posing as it: people are asked every time
    /// (RFC 8252 §8.6).
    pub fn asks_every_time(&self) -> bool {
        self.is_public() && self.redirect_uris.iter().any(RedirectUri::is_native)
    }
}
