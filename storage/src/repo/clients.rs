use async_trait::async_trait;
use oauth::model::{Client, ClientAuthentication, ClientKind, ClientState, TokenFormat};
use oauth::store::{Clients, StoreError};
use oauth::types::{ClientId, SecretHash};
use sea_orm::{EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _};
use time::Duration;

use crate::convert::{backend, duration_millis, instant, join, millis, parse, parse_each, parsed};
use crate::entity::client;
use crate::store::{Connections, SqlStore};

impl TryFrom<client::Model> for Client {
    type Error = StoreError;

    fn try_from(row: client::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id, "client id")?,
            authentication: authentication(&row.authentication, &row.secret_hashes)?,
            kind: kind(&row.kind)?,
            name: row.name,
            grant_types: parse_each(&row.grant_types, "grant type")?,
            scope: parse(&row.scope, "client's scope")?,
            default_scope: parse(&row.default_scope, "client's default scope")?,
            redirect_uris: parse_each(&row.redirect_uris, "redirect URI")?,
            failure_redirect_uri: row
                .failure_redirect_uri
                .map(|uri| parse(&uri, "failure redirect URI"))
                .transpose()?,
            require_pkce: row.require_pkce,
            token_format: token_format(&row.token_format)?,
            access_token_lifetime: Duration::milliseconds(row.access_token_lifetime),
            refresh_token_lifetime: row.refresh_token_lifetime.map(Duration::milliseconds),
            site_url: row.site_url,
            description: row.description,
            logo_url: row.logo_url,
            trusted: row.trusted,
            verified: row.verified,
            state: state(&row.state)?,
            created_at: instant(row.created_at, "client")?,
        })
    }
}

impl From<&Client> for client::Model {
    fn from(client: &Client) -> Self {
        let (authentication, secret_hashes) = match &client.authentication {
            ClientAuthentication::Public => ("public", String::new()),
            ClientAuthentication::Confidential { secrets } => {
                ("confidential", join(secrets.iter().map(SecretHash::as_str)))
            }
        };
        Self {
            id: client.id.as_str().to_owned(),
            name: client.name.clone(),
            kind: kind_word(client.kind).to_owned(),
            authentication: authentication.to_owned(),
            secret_hashes,
            grant_types: join(client.grant_types.iter().map(|grant| grant.as_str())),
            scope: client.scope.to_string(),
            default_scope: client.default_scope.to_string(),
            redirect_uris: join(client.redirect_uris.iter().map(|uri| uri.as_str())),
            failure_redirect_uri: client.failure_redirect_uri.as_ref().map(|uri| uri.as_str().to_owned()),
            require_pkce: client.require_pkce,
            token_format: token_format_word(client.token_format).to_owned(),
            access_token_lifetime: duration_millis(client.access_token_lifetime),
            refresh_token_lifetime: client.refresh_token_lifetime.map(duration_millis),
            site_url: client.site_url.clone(),
            description: client.description.clone(),
            logo_url: client.logo_url.clone(),
            trusted: client.trusted,
            verified: client.verified,
            state: state_word(client.state).to_owned(),
            created_at: millis(client.created_at),
        }
    }
}

fn authentication(word: &str, secret_hashes: &str) -> Result<ClientAuthentication, StoreError> {
    match word {
        "public" => Ok(ClientAuthentication::Public),
        "confidential" => {
            let secrets = secret_hashes.split_ascii_whitespace().map(str::to_owned).map(SecretHash::from_stored);
            Ok(ClientAuthentication::Confidential { secrets: secrets.collect() })
        }
        _ => Err(StoreError::Corrupt("client's authentication")),
    }
}

fn kind_word(kind: ClientKind) -> &'static str {
    match kind {
        ClientKind::Web => "web",
        ClientKind::Native => "native",
        ClientKind::Device => "device",
        ClientKind::Service => "service",
    }
}

fn kind(word: &str) -> Result<ClientKind, StoreError> {
    one_of([ClientKind::Web, ClientKind::Native, ClientKind::Device, ClientKind::Service], kind_word, word)
        .ok_or(StoreError::Corrupt("client's kind"))
}

fn token_format_word(format: TokenFormat) -> &'static str {
    match format {
        TokenFormat::Jwt => "jwt",
        TokenFormat::Opaque => "opaque",
    }
}

fn token_format(word: &str) -> Result<TokenFormat, StoreError> {
    one_of([TokenFormat::Jwt, TokenFormat::Opaque], token_format_word, word)
        .ok_or(StoreError::Corrupt("client's token format"))
}

fn state_word(state: ClientState) -> &'static str {
    match state {
        ClientState::Active => "active",
        ClientState::Suspended => "suspended",
    }
}

fn state(word: &str) -> Result<ClientState, StoreError> {
    one_of([ClientState::Active, ClientState::Suspended], state_word, word).ok_or(StoreError::Corrupt("client's state"))
}

/// The value that is written so.
fn one_of<T: Copy, const N: usize>(all: [T; N], written: fn(T) -> &'static str, word: &str) -> Option<T> {
    all.into_iter().find(|value| written(*value) == word)
}

#[async_trait]
impl<C: Connections> Clients for SqlStore<C> {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError> {
        parsed(client::Entity::find_by_id(id.as_str()).one(self.reader()).await)
    }

    async fn create_client(&self, client: &Client) -> Result<(), StoreError> {
        self.insert_unique(client::Model::from(client).into_active_model(), "this client id").await?;
        Ok(())
    }

    async fn count_clients(&self) -> Result<u64, StoreError> {
        client::Entity::find().count(self.reader()).await.map_err(backend)
    }
}
