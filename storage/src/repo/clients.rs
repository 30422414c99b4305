use async_trait::async_trait;
use oauth::model::{Client, ClientAuthentication, ClientProblem, ClientSecret, Logo};
use oauth::store::{Clients, StoreError};
use oauth::types::{ClientId, SecretHash, UserId};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DbBackend, EntityTrait as _,
    IntoActiveModel as _, Iterable as _, ModelTrait as _, NotSet, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, Select, UpdateMany,
};
use time::Duration;

use crate::convert::{backend, duration_millis, instant, join, millis, parse, parse_each};
use crate::entity::{client, user};
use crate::links::FoundClient;
use crate::prepared::Prepared;
use crate::search::{has_words, searched};
use crate::store::{Connections, SqlStore, find};

impl TryFrom<client::Model> for Client {
    type Error = StoreError;

    fn try_from(row: client::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: parse(&row.id, "client id")?,
            authentication: authentication(&row.authentication, &row.secret_hashes)?,
            kind: parse(&row.kind, "client's kind")?,
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
            token_format: parse(&row.token_format, "client's token format")?,
            access_token_lifetime: Duration::milliseconds(row.access_token_lifetime),
            refresh_token_lifetime: row.refresh_token_lifetime.map(Duration::milliseconds),
            site_url: row.site_url,
            description: row.description,
            logo_url: row.logo_url,
            trusted: row.trusted,
            verified: row.verified,
            state: parse(&row.state, "client's state")?,
            owner: row.owner_id.map(UserId),
            created_at: instant(row.created_at, "client")?,
        })
    }
}

impl From<&Client> for client::Model {
    fn from(client: &Client) -> Self {
        let (authentication, secret_hashes) = match &client.authentication {
            ClientAuthentication::Public => ("public", String::new()),
            ClientAuthentication::Confidential { secrets } => {
                ("confidential", join(secrets.iter().map(secret_text).collect::<Vec<_>>().iter().map(String::as_str)))
            }
        };
        Self {
            id: client.id.as_str().to_owned(),
            name: client.name.clone(),
            kind: client.kind.to_string(),
            authentication: authentication.to_owned(),
            secret_hashes,
            grant_types: join(client.grant_types.iter().map(|grant| grant.as_str())),
            scope: client.scope.to_string(),
            default_scope: client.default_scope.to_string(),
            redirect_uris: join(client.redirect_uris.iter().map(|uri| uri.as_str())),
            failure_redirect_uri: client.failure_redirect_uri.as_ref().map(|uri| uri.as_str().to_owned()),
            require_pkce: client.require_pkce,
            token_format: client.token_format.to_string(),
            access_token_lifetime: duration_millis(client.access_token_lifetime),
            refresh_token_lifetime: client.refresh_token_lifetime.map(duration_millis),
            site_url: client.site_url.clone(),
            description: client.description.clone(),
            logo_url: client.logo_url.clone(),
            trusted: client.trusted,
            verified: client.verified,
            state: client.state.to_string(),
            owner_id: client.owner.map(|UserId(id)| id),
            searched: Some(searched(&[client.id.as_str(), &client.name])),
            created_at: millis(client.created_at),
        }
    }
}

fn authentication(word: &str, secret_hashes: &str) -> Result<ClientAuthentication, StoreError> {
    match word {
        "public" => Ok(ClientAuthentication::Public),
        "confidential" => {
            let secrets = secret_hashes.split_ascii_whitespace().map(secret).collect::<Result<_, _>>()?;
            Ok(ClientAuthentication::Confidential { secrets })
        }
        _ => Err(StoreError::Corrupt("client's authentication")),
    }
}

/// Everything but when it was made.
fn writing(client: &Client) -> UpdateMany<client::Entity> {
    let row = client::Model::from(client).into_active_model().reset_all();
    client::Entity::update_many()
        .set(client::ActiveModel { id: NotSet, created_at: NotSet, ..row })
        .filter(client::Column::Id.eq(client.id.as_str()))
}

/// That a row is as it was looked at, to the last column.
fn unchanged(row: &client::Model) -> Condition {
    client::Column::iter().fold(Condition::all(), |all, column| {
        let value = row.get(column);
        all.add(if value == value.as_null() { column.is_null() } else { column.eq(value) })
    })
}

/// The hash alone or, when its days are counted, `hash@milliseconds`.
fn secret_text(secret: &ClientSecret) -> String {
    let hash = secret.hash.as_str();
    secret.expires_at.map_or_else(|| hash.to_owned(), |at| format!("{hash}@{}", millis(at)))
}

fn secret(text: &str) -> Result<ClientSecret, StoreError> {
    const WHAT: &str = "client's secret";
    let (hash, expires_at) = match text.split_once('@') {
        Some((hash, at)) => (hash, Some(instant(parse(at, WHAT)?, WHAT)?)),
        None => (text, None),
    };
    Ok(ClientSecret { hash: SecretHash::from_stored(hash.to_owned()), expires_at })
}

static BY_ID: Prepared = Prepared::of(|| client::Entity::find_by_id("").into_query());

pub(crate) async fn client_by_id(connections: &impl Connections, id: &ClientId) -> FoundClient {
    find::<client::Model, _>(connections, &BY_ID, [id.as_str().into()]).await?.map(Client::try_from).transpose()
}

#[async_trait]
impl<C: Connections> Clients for SqlStore<C> {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError> {
        self.0.client(id).await
    }

    async fn create_client(&self, client: &Client) -> Result<(), StoreError> {
        self.insert_unique(client::Model::from(client).into_active_model(), "this client id").await?;
        Ok(())
    }

    async fn create_client_within(&self, client: &Client, at_most: usize) -> Result<bool, StoreError> {
        let Some(UserId(owner)) = client.owner else { return self.create_client(client).await.map(|()| true) };
        let part = SqlStore(self.begin_part().await.map_err(backend)?);
        // Changes nothing, but whoever else registers one of theirs waits here until this one is counted.
        let hold = user::Entity::update_many()
            .col_expr(user::Column::Admin, Expr::col(user::Column::Admin))
            .filter(user::Column::Id.eq(owner));
        hold.exec(part.writer()).await.map_err(backend)?;
        let theirs = client::Entity::find().filter(client::Column::OwnerId.eq(owner));
        let has_room = theirs.count(part.writer()).await.map_err(backend)? < at_most as u64;
        if has_room {
            part.create_client(client).await?;
        }
        part.0.commit().await.map_err(backend)?;
        Ok(has_room)
    }

    async fn count_clients(&self) -> Result<u64, StoreError> {
        client::Entity::find().count(self.reader()).await.map_err(backend)
    }

    async fn clients(&self) -> Result<Vec<Client>, StoreError> {
        self.by_id(client::Entity::find()).await
    }

    async fn clients_of(&self, owner: UserId) -> Result<Vec<Client>, StoreError> {
        self.by_id(client::Entity::find().filter(client::Column::OwnerId.eq(owner.0))).await
    }

    async fn find_clients(&self, text: &str, after: Option<&ClientId>, limit: u64) -> Result<Vec<Client>, StoreError> {
        let found = client::Entity::find().filter(has_words(client::Column::Searched, text));
        let rest = match after {
            Some(after) => found.filter(self.id_in_bytes().gt(after.as_str())),
            None => found,
        };
        self.by_id(rest.limit(limit)).await
    }

    async fn replace_client(&self, before: &Client, after: &Client) -> Result<bool, StoreError> {
        let found = client::Entity::find_by_id(before.id.as_str()).one(self.writer()).await.map_err(backend)?;
        let Some(row) = found else { return Ok(false) };
        let unchanged = unchanged(&row);
        if Client::try_from(row)? != *before {
            return Ok(false);
        }
        let updated = writing(after).filter(unchanged).exec(self.writer()).await.map_err(backend)?;
        Ok(updated.rows_affected == 1)
    }

    async fn delete_client(&self, id: &ClientId) -> Result<bool, StoreError> {
        // What was given to it goes with it: the foreign keys see to it.
        let deleted = client::Entity::delete_by_id(id.as_str()).exec(self.writer()).await.map_err(backend)?;
        Ok(deleted.rows_affected == 1)
    }

    async fn set_logo(&self, id: &ClientId, logo: Option<&Logo>) -> Result<(), StoreError> {
        match logo {
            Some(logo) => self.replace_logo(id, logo).await,
            None => self.remove_logo(id).await,
        }
    }

    async fn logo(&self, hash: &str) -> Result<Option<Logo>, StoreError> {
        self.find_logo(hash).await
    }

    async fn note_problem(&self, problem: &ClientProblem) -> Result<(), StoreError> {
        self.count_problem(problem).await?;
        self.forget_old_problems(&problem.client_id).await
    }

    async fn problems_of(&self, id: &ClientId) -> Result<Vec<ClientProblem>, StoreError> {
        self.find_problems(id).await
    }
}

impl<C: Connections> SqlStore<C> {
    async fn by_id(&self, clients: Select<client::Entity>) -> Result<Vec<Client>, StoreError> {
        let rows = clients.order_by_asc(self.id_in_bytes()).all(self.reader()).await.map_err(backend)?;
        rows.into_iter().map(Client::try_from).collect()
    }

    /// The id, to be compared byte by byte: PostgreSQL orders texts after the language of its locale.
    fn id_in_bytes(&self) -> Expr {
        match self.reader().get_database_backend() {
            DbBackend::Postgres => Expr::cust(r#""clients"."id" COLLATE "C""#),
            _ => client::Column::Id.into_expr(),
        }
    }
}
