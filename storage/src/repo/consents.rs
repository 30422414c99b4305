use async_trait::async_trait;
use oauth::model::{Consent, ScopeEntry};
use oauth::store::{Consents, StoreError};
use oauth::types::{ClientId, ScopeToken, UserId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, NotSet, QueryFilter as _,
    QueryOrder as _, QueryTrait as _,
};

use crate::convert::{backend, instant, millis, parse, parsed};
use crate::entity::{consent, scope};
use crate::prepared::Prepared;
use crate::store::{Connections, SqlStore};

impl TryFrom<consent::Model> for Consent {
    type Error = StoreError;

    fn try_from(row: consent::Model) -> Result<Self, StoreError> {
        Ok(Self {
            user_id: UserId(row.user_id),
            client_id: parse(&row.client_id, "consent")?,
            scope: parse(&row.scope, "consent")?,
            declined: parse(row.declined.as_deref().unwrap_or_default(), "consent")?,
            granted_at: instant(row.granted_at, "consent")?,
            expires_at: instant(row.expires_at, "consent")?,
        })
    }
}

impl From<&Consent> for consent::Model {
    fn from(consent: &Consent) -> Self {
        Self {
            user_id: consent.user_id.0,
            client_id: consent.client_id.as_str().to_owned(),
            scope: consent.scope.to_string(),
            declined: Some(consent.declined.to_string()),
            granted_at: millis(consent.granted_at),
            expires_at: millis(consent.expires_at),
        }
    }
}

impl TryFrom<scope::Model> for ScopeEntry {
    type Error = StoreError;

    fn try_from(row: scope::Model) -> Result<Self, StoreError> {
        Ok(Self {
            name: parse(&row.name, "scope")?,
            description_en: row.description_en,
            description_fr: row.description_fr,
            sensitive: row.sensitive,
            optional: row.is_optional,
            default: row.is_default,
        })
    }
}

impl From<&ScopeEntry> for scope::Model {
    fn from(scope: &ScopeEntry) -> Self {
        Self {
            name: scope.name.as_str().to_owned(),
            description_en: scope.description_en.clone(),
            description_fr: scope.description_fr.clone(),
            sensitive: scope.sensitive,
            is_optional: scope.optional,
            is_default: scope.default,
        }
    }
}

static REGISTRY: Prepared = Prepared::of(|| scope::Entity::find().order_by_asc(scope::Column::Name).into_query());

#[async_trait]
impl<C: Connections> Consents for SqlStore<C> {
    async fn consent(&self, user: UserId, client: &ClientId) -> Result<Option<Consent>, StoreError> {
        let key = (user.0, client.as_str().to_owned());
        parsed(consent::Entity::find_by_id(key).one(self.reader()).await)
    }

    async fn remember_consent(&self, consent: &Consent) -> Result<(), StoreError> {
        use consent::Column::{ClientId, Declined, ExpiresAt, GrantedAt, Scope, UserId};
        let replace =
            OnConflict::columns([UserId, ClientId]).update_columns([Scope, Declined, GrantedAt, ExpiresAt]).to_owned();
        consent::Entity::insert(consent::Model::from(consent).into_active_model())
            .on_conflict(replace)
            .exec_without_returning(self.writer())
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn consents_of(&self, user: UserId) -> Result<Vec<Consent>, StoreError> {
        let theirs = consent::Entity::find().filter(consent::Column::UserId.eq(user.0));
        let rows = theirs.all(self.reader()).await.map_err(backend)?;
        let mut consents = rows.into_iter().map(Consent::try_from).collect::<Result<Vec<_>, _>>()?;
        // Here and not in SQL: PostgreSQL orders texts after the language of its locale.
        consents.sort_by(|a, b| a.client_id.cmp(&b.client_id));
        Ok(consents)
    }

    async fn forget_consent(&self, user: UserId, client: &ClientId) -> Result<bool, StoreError> {
        let key = (user.0, client.as_str().to_owned());
        let forgotten = consent::Entity::delete_by_id(key).exec(self.writer()).await.map_err(backend)?;
        Ok(forgotten.rows_affected == 1)
    }

    async fn scopes(&self) -> Result<Vec<ScopeEntry>, StoreError> {
        let rows = self.find_all::<scope::Model, 0>(&REGISTRY, []).await?;
        rows.into_iter().map(ScopeEntry::try_from).collect()
    }

    async fn create_scope(&self, scope: &ScopeEntry) -> Result<(), StoreError> {
        self.insert_unique(scope::Model::from(scope).into_active_model(), "this scope").await?;
        Ok(())
    }

    async fn update_scope(&self, scope: &ScopeEntry) -> Result<bool, StoreError> {
        let row = scope::Model::from(scope).into_active_model().reset_all();
        let updated = scope::Entity::update_many()
            .set(scope::ActiveModel { name: NotSet, ..row })
            .filter(scope::Column::Name.eq(scope.name.as_str()))
            .exec(self.writer())
            .await
            .map_err(backend)?;
        Ok(updated.rows_affected == 1)
    }

    async fn delete_scope(&self, name: &ScopeToken) -> Result<bool, StoreError> {
        let deleted = scope::Entity::delete_by_id(name.as_str()).exec(self.writer()).await.map_err(backend)?;
        Ok(deleted.rows_affected == 1)
    }
}
