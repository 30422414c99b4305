use async_trait::async_trait;
use oauth::model::{AccessToken, AskedFrom, Client, Grant, RefreshToken, User};
use oauth::store::{Issue, RedeemRefresh, RedeemedRefresh, StoreError, Tokens};
use oauth::types::{ClientId, GrantId, SecretHash, TokenId, UserId};
use sea_orm::sea_query::{Expr, ExprTrait as _, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use time::OffsetDateTime;

use super::families::is_living;
use super::issue::{seen, unit, use_up_refresh_token};
use crate::convert::{backend, instant, instant_opt, millis, parse, subject, user_id_of};
use crate::entity::{access_token, grant, refresh_token};
use crate::store::{Connections, SqlStore};
use crate::unit::Unit;

impl TryFrom<grant::Model> for Grant {
    type Error = StoreError;

    fn try_from(row: grant::Model) -> Result<Self, StoreError> {
        let client_id = parse(&row.client_id, "grant")?;
        Ok(Self {
            id: GrantId::from_stored(row.id),
            subject: subject(row.user_id, &client_id),
            client_id,
            scope: parse(&row.scope, "grant")?,
            origin: parse(&row.origin, "grant")?,
            created_at: instant(row.created_at, "grant")?,
            expires_at: instant(row.expires_at, "grant")?,
            revoked_at: instant_opt(row.revoked_at, "grant")?,
            asked_from: AskedFrom { address: row.address, user_agent: row.user_agent },
            last_used_at: instant(row.last_used_at, "grant")?,
            last_used_from: row.last_used_from,
        })
    }
}

impl From<&Grant> for grant::Model {
    fn from(grant: &Grant) -> Self {
        Self {
            id: grant.id.as_str().to_owned(),
            client_id: grant.client_id.as_str().to_owned(),
            user_id: user_id_of(&grant.subject),
            scope: grant.scope.to_string(),
            origin: grant.origin.as_str().to_owned(),
            created_at: millis(grant.created_at),
            expires_at: millis(grant.expires_at),
            revoked_at: grant.revoked_at.map(millis),
            address: grant.asked_from.address.clone(),
            user_agent: grant.asked_from.user_agent.clone(),
            last_used_at: millis(grant.last_used_at),
            last_used_from: grant.last_used_from.clone(),
        }
    }
}

/// What its family says of a token.
#[derive(FromQueryResult)]
pub(super) struct Family {
    /// As a whole.
    revoked_at: Option<i64>,
    last_used_at: i64,
}

/// The token as its family lets it be.
pub(super) fn in_family(row: access_token::Model, family: &Family) -> Result<AccessToken, StoreError> {
    let client_id = parse(&row.client_id, "access token")?;
    Ok(AccessToken {
        id: TokenId::from_stored(row.id),
        grant_id: GrantId::from_stored(row.grant_id),
        subject: subject(row.user_id, &client_id),
        client_id,
        scope: parse(&row.scope, "access token")?,
        created_at: instant(row.created_at, "access token")?,
        expires_at: instant(row.expires_at, "access token")?,
        revoked_at: instant_opt(row.revoked_at.or(family.revoked_at), "access token")?,
        last_used_at: instant(family.last_used_at, "access token")?,
    })
}

impl From<&AccessToken> for access_token::Model {
    fn from(token: &AccessToken) -> Self {
        Self {
            id: token.id.as_str().to_owned(),
            grant_id: token.grant_id.as_str().to_owned(),
            client_id: token.client_id.as_str().to_owned(),
            user_id: user_id_of(&token.subject),
            scope: token.scope.to_string(),
            created_at: millis(token.created_at),
            expires_at: millis(token.expires_at),
            revoked_at: token.revoked_at.map(millis),
        }
    }
}

impl TryFrom<refresh_token::Model> for RefreshToken {
    type Error = StoreError;

    fn try_from(row: refresh_token::Model) -> Result<Self, StoreError> {
        Ok(Self {
            token: SecretHash::from_stored(row.token),
            grant_id: GrantId::from_stored(row.grant_id),
            created_at: instant(row.created_at, "refresh token")?,
            expires_at: instant(row.expires_at, "refresh token")?,
            used_at: instant_opt(row.used_at, "refresh token")?,
        })
    }
}

impl From<&RefreshToken> for refresh_token::Model {
    fn from(token: &RefreshToken) -> Self {
        Self {
            token: token.token.as_str().to_owned(),
            grant_id: token.grant_id.as_str().to_owned(),
            created_at: millis(token.created_at),
            expires_at: millis(token.expires_at),
            used_at: token.used_at.map(millis),
        }
    }
}

#[async_trait]
impl<C: Connections> Tokens for SqlStore<C> {
    async fn issue(&self, issue: &Issue<'_>) -> Result<bool, StoreError> {
        self.write(unit(issue)).await
    }

    async fn revoke_grant(&self, id: &GrantId, now: OffsetDateTime) -> Result<(), StoreError> {
        self.revoke_grants(grant::Column::Id.eq(id.as_str()), now).await.map(drop)
    }

    async fn revoke_grants_of_client(&self, client: &ClientId, now: OffsetDateTime) -> Result<u64, StoreError> {
        self.revoke_grants(grant::Column::ClientId.eq(client.as_str()), now).await
    }

    async fn revoke_grants_of_user(&self, user: UserId, now: OffsetDateTime) -> Result<u64, StoreError> {
        self.revoke_grants(grant::Column::UserId.eq(user.0), now).await
    }

    async fn revoke_grants_of(&self, user: UserId, client: &ClientId, now: OffsetDateTime) -> Result<u64, StoreError> {
        let theirs = grant::Column::UserId.eq(user.0).and(grant::Column::ClientId.eq(client.as_str()));
        self.revoke_grants(theirs, now).await
    }

    async fn grants_of(&self, user: UserId, now: OffsetDateTime) -> Result<Vec<Grant>, StoreError> {
        let rows = grant::Entity::find()
            .filter(grant::Column::UserId.eq(user.0))
            .filter(is_living(millis(now)))
            .order_by_desc(grant::Column::CreatedAt)
            .order_by_asc(grant::Column::Id)
            .all(self.reader())
            .await
            .map_err(backend)?;
        rows.into_iter().map(Grant::try_from).collect()
    }

    async fn count_grants_of_client(&self, client: &ClientId, now: OffsetDateTime) -> Result<u64, StoreError> {
        let its = grant::Entity::find().filter(grant::Column::ClientId.eq(client.as_str()));
        its.filter(is_living(millis(now))).count(self.reader()).await.map_err(backend)
    }

    async fn count_people_of_client(&self, client: &ClientId, now: OffsetDateTime) -> Result<u64, StoreError> {
        let people = grant::Entity::find()
            .filter(grant::Column::ClientId.eq(client.as_str()))
            .filter(grant::Column::UserId.is_not_null())
            .filter(is_living(millis(now)))
            .select_only()
            .column(grant::Column::UserId)
            .distinct();
        people.count(self.reader()).await.map_err(backend)
    }

    async fn touch_grant(&self, id: &GrantId, now: OffsetDateTime, address: Option<&str>) -> Result<(), StoreError> {
        self.write(Unit::new(seen(id.as_str(), millis(now), address))).await.map(drop)
    }

    async fn revoke_access_token(&self, id: &TokenId, now: OffsetDateTime) -> Result<(), StoreError> {
        access_token::Entity::update_many()
            .col_expr(access_token::Column::RevokedAt, Expr::value(millis(now)))
            .filter(access_token::Column::Id.eq(id.as_str()))
            .filter(access_token::Column::RevokedAt.is_null())
            .exec(self.writer())
            .await
            .map_err(backend)?;
        // It may have been the last good one of its family.
        let family = access_token::Entity::find_by_id(id.as_str()).select_only().column(access_token::Column::GrantId);
        let family = family.into_tuple::<String>().all(self.reader()).await.map_err(backend)?;
        self.end_dead(&family, millis(now)).await
    }

    async fn access_token(&self, id: &TokenId) -> Result<Option<AccessToken>, StoreError> {
        Ok(self.find_bearer(id).await?.map(|(token, _)| token))
    }

    async fn bearer(&self, id: &TokenId) -> Result<Option<(AccessToken, Option<User>)>, StoreError> {
        self.find_bearer(id).await
    }

    async fn client_and_token(
        &self,
        client: &ClientId,
        token: &TokenId,
    ) -> Result<(Option<Client>, Option<AccessToken>), StoreError> {
        self.find_asked_about(client, token).await
    }

    async fn refresh_token(&self, token: &SecretHash) -> Result<Option<(RefreshToken, Grant)>, StoreError> {
        self.find_refresh_token(token).await
    }

    async fn redeem_refresh_token(&self, redeem: &RedeemRefresh<'_>) -> Result<RedeemedRefresh, StoreError> {
        if self.write(Unit::new(use_up_refresh_token(redeem.token, millis(redeem.now)))).await? {
            return Ok(RedeemedRefresh::Won);
        }
        let links = refresh_token::Entity::find()
            .filter(refresh_token::Column::Token.is_in([redeem.token.as_str(), redeem.successor.as_str()]))
            .all(self.writer())
            .await
            .map_err(backend)?;
        let used_at =
            |hash: &SecretHash| links.iter().find(|row| row.token == hash.as_str()).and_then(|row| row.used_at);
        match used_at(redeem.token) {
            None => Ok(RedeemedRefresh::Unknown),
            Some(at) => Ok(redeem.again(instant(at, "refresh token")?, used_at(redeem.successor).is_some())),
        }
    }
}

impl<C: Connections> SqlStore<C> {
    async fn revoke_grants(&self, which: SimpleExpr, now: OffsetDateTime) -> Result<u64, StoreError> {
        let revoked = grant::Entity::update_many()
            .col_expr(grant::Column::RevokedAt, Expr::value(millis(now)))
            .filter(which)
            // The first time is the one worth knowing.
            .filter(grant::Column::RevokedAt.is_null())
            .exec(self.writer())
            .await
            .map_err(backend)?;
        Ok(revoked.rows_affected)
    }
}
