use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use time::{Duration, OffsetDateTime};

use crate::types::{ClientId, GrantType, RedirectUri, Scope, SecretHash};

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
    /// It shows one of these secrets; two while one replaces the other.
    Confidential { secrets: Vec<SecretHash> },
}

/// What form its access tokens have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFormat {
    /// RFC 9068.
    Jwt,
    Opaque,
}

/// Whether an administrator lets it act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientState {
    Active,
    Suspended,
}

/// Not one of the words a setting of a client knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is one of {0}")]
pub struct UnknownWord(&'static str);

/// A setting that is one of a few words, written the same in the database, on the command line and in a form.
macro_rules! words {
    ($type:ident, $all:literal, { $($variant:ident => $word:literal),+ }) => {
        impl $type {
            /// As it is written.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(UnknownWord($all)),
                }
            }
        }
    };
}

words!(ClientKind, "web, native, device, service", {
    Web => "web", Native => "native", Device => "device", Service => "service"
});
words!(TokenFormat, "jwt, opaque", { Jwt => "jwt", Opaque => "opaque" });
words!(ClientState, "active, suspended", { Active => "active", Suspended => "suspended" });

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
            created_at,
        }
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
