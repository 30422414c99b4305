use async_trait::async_trait;
use oauth::model::{AskedFrom, AuthorizationCode, AuthorizationRequest, Consent, RequestState, ScopeEntry};
use oauth::store::{Authorizations, FoundCode, Question, RedeemedCode, StoreError};
use oauth::types::{ClientId, CodeChallenge, GrantId, SecretHash, UserId, VerifiedRedirectUri};
use sea_orm::sea_query::{BinOper, Expr, ExprTrait as _, Func, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DbErr, EntityTrait as _, FromQueryResult, IntoActiveModel as _,
    QueryFilter as _, QueryResult, QueryTrait as _,
};
use time::OffsetDateTime;

use crate::convert::{backend, instant, millis, parse};
use crate::entity::{authorization_code, authorization_request, client, consent, scope};
use crate::prepared::{Prepared, joined, select_as};
use crate::store::{Connections, SqlStore};

impl TryFrom<authorization_request::Model> for AuthorizationRequest {
    type Error = StoreError;

    fn try_from(row: authorization_request::Model) -> Result<Self, StoreError> {
        const WHAT: &str = "authorization request";
        let answer = match row.answered_at {
            Some(at) => RequestState::Answered { at: instant(at, WHAT)? },
            None => RequestState::Waiting,
        };
        Ok(Self {
            id: SecretHash::from_stored(row.id),
            client_id: parse(&row.client_id, WHAT)?,
            redirect_uri: VerifiedRedirectUri::from_stored(row.redirect_uri),
            redirect_uri_given: row.redirect_uri_given,
            failure_uri: VerifiedRedirectUri::from_stored(row.failure_uri),
            scope: parse(&row.scope, WHAT)?,
            state: row.state,
            code_challenge: challenge(row.code_challenge)?,
            created_at: instant(row.created_at, WHAT)?,
            expires_at: instant(row.expires_at, WHAT)?,
            answer,
        })
    }
}

impl From<&AuthorizationRequest> for authorization_request::Model {
    fn from(request: &AuthorizationRequest) -> Self {
        Self {
            id: request.id.as_str().to_owned(),
            client_id: request.client_id.as_str().to_owned(),
            redirect_uri: request.redirect_uri.as_str().to_owned(),
            redirect_uri_given: request.redirect_uri_given,
            failure_uri: request.failure_uri.as_str().to_owned(),
            scope: request.scope.to_string(),
            state: request.state.clone(),
            code_challenge: request.code_challenge.as_ref().map(|challenge| challenge.as_str().to_owned()),
            created_at: millis(request.created_at),
            expires_at: millis(request.expires_at),
            answered_at: match request.answer {
                RequestState::Waiting => None,
                RequestState::Answered { at } => Some(millis(at)),
            },
        }
    }
}

impl TryFrom<authorization_code::Model> for AuthorizationCode {
    type Error = StoreError;

    fn try_from(row: authorization_code::Model) -> Result<Self, StoreError> {
        const WHAT: &str = "authorization code";
        Ok(Self {
            code: SecretHash::from_stored(row.code),
            grant_id: GrantId::from_stored(row.grant_id),
            client_id: parse(&row.client_id, WHAT)?,
            user_id: UserId(row.user_id),
            redirect_uri: VerifiedRedirectUri::from_stored(row.redirect_uri),
            redirect_uri_given: row.redirect_uri_given,
            scope: parse(&row.scope, WHAT)?,
            code_challenge: challenge(row.code_challenge)?,
            asked_from: AskedFrom { address: row.address, user_agent: row.user_agent },
            created_at: instant(row.created_at, WHAT)?,
            expires_at: instant(row.expires_at, WHAT)?,
        })
    }
}

impl From<&AuthorizationCode> for authorization_code::Model {
    fn from(code: &AuthorizationCode) -> Self {
        Self {
            code: code.code.as_str().to_owned(),
            grant_id: code.grant_id.as_str().to_owned(),
            client_id: code.client_id.as_str().to_owned(),
            user_id: code.user_id.0,
            redirect_uri: code.redirect_uri.as_str().to_owned(),
            redirect_uri_given: code.redirect_uri_given,
            scope: code.scope.to_string(),
            code_challenge: code.code_challenge.as_ref().map(|challenge| challenge.as_str().to_owned()),
            address: code.asked_from.address.clone(),
            user_agent: code.asked_from.user_agent.clone(),
            created_at: millis(code.created_at),
            expires_at: millis(code.expires_at),
            used_at: None,
        }
    }
}

fn challenge(text: Option<String>) -> Result<Option<CodeChallenge>, StoreError> {
    text.map(|text| parse(&text, "code challenge")).transpose()
}

/// A request, the application that asks, and what a person has allowed it: in a row for each scope it asks for, with
/// what is known of that.
static REQUEST: Prepared = Prepared::of(|| {
    let mut query = Query::select();
    select_as::<authorization_request::Column>(&mut query, "");
    select_as::<client::Column>(&mut query, CLIENT);
    select_as::<consent::Column>(&mut query, CONSENT);
    select_as::<scope::Column>(&mut query, SCOPE);
    let its_client = authorization_request::Column::ClientId.into_expr().eq(client::Column::Id.into_expr());
    let allowed_it = consent::Column::ClientId.into_expr().eq(client::Column::Id.into_expr());
    let by_them = consent::Column::UserId.eq(0);
    query.from(authorization_request::Entity).inner_join(client::Entity, its_client);
    query.left_join(consent::Entity, allowed_it.and(by_them)).left_join(scope::Entity, may_be_asked_for());
    query.and_where(authorization_request::Column::Id.eq("")).to_owned()
});

/// That a scope's name stands between the spaces of those asked for. `_` and `%` in it stand for anything here: who reads
/// the rows looks again.
fn may_be_asked_for() -> Expr {
    let text = |before, text: Expr, after| Func::cust("CONCAT").args([Expr::cust(before), text, Expr::cust(after)]);
    let asked_for = text("' '", authorization_request::Column::Scope.into_expr(), "' '");
    Expr::from(asked_for).binary(BinOper::Like, text("'% '", scope::Column::Name.into_expr(), "' %'"))
}

/// Not `client_`: a request has a `client_id` itself.
const CLIENT: &str = "its_client_";

const CONSENT: &str = "consent_";
const SCOPE: &str = "scope_";

struct RequestRow(authorization_request::Model, client::Model, Option<consent::Model>);

impl FromQueryResult for RequestRow {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(Self(
            FromQueryResult::from_query_result(row, "")?,
            FromQueryResult::from_query_result(row, CLIENT)?,
            joined(row, CONSENT)?,
        ))
    }
}

#[async_trait]
impl<C: Connections> Authorizations for SqlStore<C> {
    async fn keep_request(&self, request: &AuthorizationRequest) -> Result<(), StoreError> {
        self.insert(authorization_request::Model::from(request).into_active_model()).await
    }

    async fn request(&self, id: &SecretHash, user: Option<UserId>) -> Result<Option<Question>, StoreError> {
        let keys = [user.map(|user| user.0).into(), id.as_str().into()];
        let statement = REQUEST.with(self.reader().get_database_backend(), keys);
        let rows = self.reader().query_all_raw(statement).await.map_err(backend)?;
        let Some(first) = rows.first() else { return Ok(None) };
        let RequestRow(request, client, consent) = FromQueryResult::from_query_result(first, "").map_err(backend)?;
        let request = AuthorizationRequest::try_from(request)?;
        let mut scopes = Vec::with_capacity(rows.len());
        for row in &rows {
            let entry = joined::<scope::Model>(row, SCOPE).map_err(backend)?.map(ScopeEntry::try_from).transpose()?;
            scopes.extend(entry.filter(|entry| request.scope.contains(entry.name.as_str())));
        }
        scopes.sort_by(|one, other| one.name.cmp(&other.name));
        let consent = consent.map(Consent::try_from).transpose()?;
        Ok(Some(Question { request, client: client.try_into()?, consent, scopes }))
    }

    async fn answer_request(&self, id: &SecretHash, now: OffsetDateTime) -> Result<bool, StoreError> {
        use authorization_request::Column::{AnsweredAt, ExpiresAt, Id};
        let answered = authorization_request::Entity::update_many()
            .col_expr(AnsweredAt, Expr::value(millis(now)))
            .filter(Id.eq(id.as_str()))
            .filter(AnsweredAt.is_null())
            .filter(ExpiresAt.gt(millis(now)))
            .exec(self.writer())
            .await
            .map_err(backend)?;
        Ok(answered.rows_affected == 1)
    }

    async fn store_code(&self, code: &AuthorizationCode) -> Result<(), StoreError> {
        self.insert(authorization_code::Model::from(code).into_active_model()).await
    }

    async fn code(&self, code: &SecretHash, client: &ClientId) -> Result<Option<FoundCode>, StoreError> {
        use authorization_code::Column::ClientId;
        let found = authorization_code::Entity::find_by_id(code.as_str()).filter(ClientId.eq(client.as_str()));
        let row = found.one(self.reader()).await.map_err(backend)?;
        row.map(|row| Ok(FoundCode { used: row.used_at.is_some(), code: row.try_into()? })).transpose()
    }

    async fn redeem_code(
        &self,
        code: &SecretHash,
        client: &ClientId,
        now: OffsetDateTime,
    ) -> Result<RedeemedCode, StoreError> {
        use authorization_code::Column::{ClientId, Code, UsedAt};
        let used = authorization_code::Entity::update_many()
            .col_expr(UsedAt, Expr::value(millis(now)))
            .filter(Code.eq(code.as_str()))
            .filter(ClientId.eq(client.as_str()))
            .filter(UsedAt.is_null())
            .exec(self.writer())
            .await
            .map_err(backend)?;
        let row = authorization_code::Entity::find_by_id(code.as_str())
            .filter(ClientId.eq(client.as_str()))
            .one(self.writer())
            .await
            .map_err(backend)?;
        match row {
            None => Ok(RedeemedCode::Unknown),
            Some(row) if used.rows_affected == 1 => Ok(RedeemedCode::Won(Box::new(row.try_into()?))),
            Some(row) => Ok(RedeemedCode::Replayed(GrantId::from_stored(row.grant_id))),
        }
    }

    async fn forget_codes(&self, user: UserId, client: Option<&ClientId>) -> Result<u64, StoreError> {
        use authorization_code::Column::{ClientId, UsedAt, UserId};
        let forgotten = authorization_code::Entity::delete_many()
            .filter(UserId.eq(user.0))
            .apply_if(client, |theirs, client| theirs.filter(ClientId.eq(client.as_str())))
            .filter(UsedAt.is_null());
        Ok(forgotten.exec(self.writer()).await.map_err(backend)?.rows_affected)
    }
}
