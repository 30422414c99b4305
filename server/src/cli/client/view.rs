use oauth::model::{Client, ClientAuthentication};
use oauth::types::Secret;
use serde::Serialize;

use super::super::answer::{facts, when};
use crate::clock::rfc3339;
use crate::config::lasting;

/// A client record as the command line shows it. Of its secrets it shows how many there are.
#[derive(Serialize)]
pub(super) struct ClientView {
    client_id: String,
    /// Only where it was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<String>,
    name: String,
    kind: String,
    public: bool,
    secrets: usize,
    state: String,
    grant_types: Vec<String>,
    scope: String,
    default_scope: String,
    redirect_uris: Vec<String>,
    failure_redirect_uri: Option<String>,
    require_pkce: bool,
    token_format: String,
    /// Seconds.
    access_token_ttl: i64,
    /// Seconds; `null` is the server's setting.
    refresh_token_ttl: Option<i64>,
    site_url: Option<String>,
    description: Option<String>,
    trusted: bool,
    verified: bool,
    created_at: String,
    #[serde(skip)]
    readable: Readable,
}

/// What people read in another form than programs.
struct Readable {
    access_token_ttl: String,
    refresh_token_ttl: String,
    created_at: String,
}

impl ClientView {
    pub fn of(client: &Client) -> Self {
        let secrets = match &client.authentication {
            ClientAuthentication::Public => 0,
            ClientAuthentication::Confidential { secrets } => secrets.len(),
        };
        let refresh_token_ttl = client.refresh_token_lifetime;
        Self {
            client_id: client.id.to_string(),
            client_secret: None,
            name: client.name.clone(),
            kind: client.kind.to_string(),
            public: client.is_public(),
            secrets,
            state: client.state.to_string(),
            grant_types: client.grant_types.iter().map(ToString::to_string).collect(),
            scope: client.scope.to_string(),
            default_scope: client.default_scope.to_string(),
            redirect_uris: client.redirect_uris.iter().map(ToString::to_string).collect(),
            failure_redirect_uri: client.failure_redirect_uri.as_ref().map(ToString::to_string),
            require_pkce: client.needs_pkce(),
            token_format: client.token_format.to_string(),
            access_token_ttl: client.access_token_lifetime.whole_seconds(),
            refresh_token_ttl: refresh_token_ttl.map(|time| time.whole_seconds()),
            site_url: client.site_url.clone(),
            description: client.description.clone(),
            trusted: client.trusted,
            verified: client.verified,
            created_at: rfc3339(client.created_at),
            readable: Readable {
                access_token_ttl: lasting(client.access_token_lifetime),
                refresh_token_ttl: refresh_token_ttl.map_or("the server's setting".to_owned(), lasting),
                created_at: when(client.created_at),
            },
        }
    }

    /// With the secret that was just made or given.
    pub fn with_secret(self, secret: Option<&Secret>) -> Self {
        Self { client_secret: secret.map(|secret| secret.expose().to_owned()), ..self }
    }

    /// One name and value a line.
    pub fn facts(&self) -> String {
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let authentication = match (self.public, self.secrets) {
            (true, _) => "none: it is public".to_owned(),
            (false, 2) => "one of two secrets".to_owned(),
            (false, _) => "a secret".to_owned(),
        };
        facts(&[
            ("client_id", self.client_id.clone()),
            ("client_secret", given(&self.client_secret)),
            ("name", self.name.clone()),
            ("kind", self.kind.clone()),
            ("state", self.state.clone()),
            ("authentication", authentication),
            ("grant types", self.grant_types.join("\n").replace('\n', " ")),
            ("scope", self.scope.clone()),
            ("default scope", self.default_scope.clone()),
            ("redirect URIs", self.redirect_uris.join(" ")),
            ("failure redirect URI", given(&self.failure_redirect_uri)),
            ("PKCE required", yes(self.require_pkce)),
            ("access tokens", format!("{}, for {}", self.token_format, self.readable.access_token_ttl)),
            ("refresh tokens", format!("for {}", self.readable.refresh_token_ttl)),
            ("site", given(&self.site_url)),
            ("description", given(&self.description)),
            ("trusted", yes(self.trusted)),
            ("verified", yes(self.verified)),
            ("created", self.readable.created_at.clone()),
        ])
    }

    /// Its line in the list.
    pub fn row(&self) -> [String; 5] {
        let short = |grant: &String| grant.rsplit(':').next().unwrap_or_default().to_owned();
        let grant_types: Vec<_> = self.grant_types.iter().map(short).collect();
        [self.client_id.clone(), self.name.clone(), self.kind.clone(), self.state.clone(), grant_types.join(" ")]
    }
}
