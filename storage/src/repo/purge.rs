//! What each kind's rows must be like to go, and how they go: found by an index on the readers, which can take long and
//! keeps nobody waiting; then deleted by their keys, a few at a time. What is dead stays dead, so nothing can come back
//! to life in between. (And MySQL deletes from no table that it reads in a subquery.)

use std::time::Duration;

use async_trait::async_trait;
use oauth::store::{FORGIVEN, LINGER, PROBLEM_LIFETIME, Purge, PurgeKind, StoreError};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait as _, EntityTrait, Iterable as _, PaginatorTrait as _, PrimaryKeyToColumn as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select, TryGetable, Value,
};
use time::OffsetDateTime;
use tokio::time::sleep;

use super::families::{has_no_tokens, is_living, is_under_way, living_families, over};
use crate::convert::{backend, duration_millis, millis};
use crate::entity::{
    access_token, authorization_code, authorization_request, client_problem, device_authorization, grant,
    refresh_token, signing_key, throttle, ticket,
};
use crate::store::{Connections, SqlStore};

/// Rows written in one statement: few enough that whoever waits to write does not notice.
const STEP: usize = 100;
/// Between two of them whoever waits to write gets their turn, in other processes too.
const PAUSE: Duration = Duration::from_millis(10);

/// What is to be done with the rows that can go.
#[derive(Clone, Copy)]
pub(crate) enum Sweep {
    Count,
    Delete { at_most: u64 },
}

#[async_trait]
impl<C: Connections> Purge for SqlStore<C> {
    async fn expired(&self, kind: PurgeKind, now: OffsetDateTime) -> Result<u64, StoreError> {
        self.sweep_kind(kind, millis(now), Sweep::Count).await
    }

    async fn purge(&self, kind: PurgeKind, now: OffsetDateTime, at_most: u64) -> Result<u64, StoreError> {
        self.sweep_kind(kind, millis(now), Sweep::Delete { at_most }).await
    }
}

impl<C: Connections> SqlStore<C> {
    async fn sweep_kind(&self, kind: PurgeKind, now: i64, sweep: Sweep) -> Result<u64, StoreError> {
        use authorization_request::Column::ExpiresAt as RequestEnd;
        use device_authorization::Column::ExpiresAt as DeviceEnd;
        let late = now - duration_millis(LINGER);
        match kind {
            PurgeKind::AccessTokens => self.sweep_access_tokens(now, sweep).await,
            PurgeKind::RefreshTokens => self.sweep_refresh_tokens(now, sweep).await,
            PurgeKind::AuthorizationCodes => self.sweep_codes(now, sweep).await,
            PurgeKind::AuthorizationRequests => {
                self.sweep::<authorization_request::Entity, String>(RequestEnd, late, sweep).await
            }
            PurgeKind::DeviceCodes => self.sweep::<device_authorization::Entity, String>(DeviceEnd, late, sweep).await,
            PurgeKind::Families => self.sweep_families(now, sweep).await,
            PurgeKind::SigningKeys => self.sweep_keys(now, sweep).await,
            PurgeKind::Throttles => {
                let forgiven = now - duration_millis(FORGIVEN);
                self.sweep::<throttle::Entity, String>(throttle::Column::LastAt, forgiven, sweep).await
            }
            PurgeKind::Tickets => self.sweep::<ticket::Entity, String>(ticket::Column::ExpiresAt, late, sweep).await,
            PurgeKind::ClientProblems => {
                let old = now - duration_millis(PROBLEM_LIFETIME);
                self.sweep::<client_problem::Entity, String>(client_problem::Column::LastAt, old, sweep).await
            }
        }
    }

    /// The rows whose time, in this column, has come: the oldest first, which no dialect takes for a reason to read the
    /// whole table.
    pub(crate) async fn sweep<E, K>(&self, time: E::Column, until: i64, sweep: Sweep) -> Result<u64, StoreError>
    where
        E: EntityTrait,
        E::Model: Send + Sync,
        K: TryGetable + Into<Value> + Clone + Send + Sync,
    {
        let due = E::find().filter(time.lte(until));
        match sweep {
            Sweep::Count => self.count(due).await,
            Sweep::Delete { at_most } => {
                let keys = self.keys::<E, K>(due.order_by_asc(time), at_most).await?;
                self.delete::<E, K>(&keys).await
            }
        }
    }

    async fn sweep_access_tokens(&self, now: i64, sweep: Sweep) -> Result<u64, StoreError> {
        use access_token::Column::{ExpiresAt, GrantId, Id};
        let expired = access_token::Entity::find().filter(ExpiresAt.lte(now));
        let Sweep::Delete { at_most } = sweep else { return self.count(expired).await };
        let rows = expired.select_only().columns([Id, GrantId]).order_by_asc(ExpiresAt).limit(at_most);
        let rows = rows.into_tuple::<(String, String)>().all(self.reader()).await.map_err(backend)?;
        let (keys, families): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        // For many a family this was the last good token. Afterwards nothing would tell which those were.
        self.end_dead(&families, now).await?;
        self.delete::<access_token::Entity, _>(&keys).await
    }

    async fn sweep_refresh_tokens(&self, now: i64, sweep: Sweep) -> Result<u64, StoreError> {
        use refresh_token::Column::{ExpiresAt, GrantId, UsedAt};
        let Sweep::Delete { at_most } = sweep else {
            // Somebody asks once: this may read the whole table.
            let dead = GrantId.not_in_subquery(living_families(now));
            return self.count(refresh_token::Entity::find().filter(dead)).await;
        };
        // All but the last token of a family were used. Where that one has expired nobody came to use it in time.
        let left_alone = refresh_token::Entity::find()
            .select_only()
            .column(GrantId)
            .inner_join(grant::Entity)
            .filter(UsedAt.is_null())
            .filter(ExpiresAt.lte(now))
            .filter(is_under_way(now))
            .limit(at_most);
        let left_alone = left_alone.into_tuple::<String>().all(self.reader()).await.map_err(backend)?;
        self.end_dead(&left_alone, now).await?;
        let of = |over| refresh_token::Entity::find().inner_join(grant::Entity).filter(over);
        let keys = self.keys_of_both(over(now).map(of), at_most).await?;
        self.delete::<refresh_token::Entity, _>(&keys).await
    }

    async fn sweep_codes(&self, now: i64, sweep: Sweep) -> Result<u64, StoreError> {
        use authorization_code::Column::{ExpiresAt, GrantId};
        let its_family = Query::select()
            .expr(Expr::val(1))
            .from(grant::Entity)
            .and_where(Expr::col((grant::Entity, grant::Column::Id)).equals((authorization_code::Entity, GrantId)))
            .and_where(is_living(now))
            .to_owned();
        let spent =
            authorization_code::Entity::find().filter(ExpiresAt.lte(now)).filter(Expr::exists(its_family).not());
        let Sweep::Delete { at_most } = sweep else { return self.count(spent).await };
        let keys = self.keys::<_, String>(spent.order_by_asc(ExpiresAt), at_most).await?;
        self.delete::<authorization_code::Entity, _>(&keys).await
    }

    async fn sweep_families(&self, now: i64, sweep: Sweep) -> Result<u64, StoreError> {
        let empty = grant::Entity::find().filter(has_no_tokens());
        let Sweep::Delete { at_most } = sweep else { return self.count(empty).await };
        let keys = self.keys_of_both(over(now).map(|over| empty.clone().filter(over)), at_most).await?;
        self.delete::<grant::Entity, _>(&keys).await
    }

    /// A key goes when it has retired long enough ago that no instance signs with it any more, and no token that it can
    /// have signed is still good. There are never more than a few.
    async fn sweep_keys(&self, now: i64, sweep: Sweep) -> Result<u64, StoreError> {
        use access_token::Column::{CreatedAt, ExpiresAt, Id};
        use signing_key::Column::{Kid, RetiredAt};
        let linger = duration_millis(LINGER);
        let retired = signing_key::Entity::find().select_only().columns([Kid, RetiredAt]);
        let retired = retired.filter(RetiredAt.lte(now - linger)).into_tuple::<(String, i64)>();
        let mut spent = Vec::new();
        for (kid, retired_at) in retired.all(self.reader()).await.map_err(backend)? {
            let signed = access_token::Entity::find().select_only().column(Id);
            let signed = signed.filter(ExpiresAt.gt(now)).filter(CreatedAt.lte(retired_at + linger));
            let good = signed.order_by_asc(ExpiresAt).limit(1).into_tuple::<String>();
            if good.one(self.reader()).await.map_err(backend)?.is_none() {
                spent.push(kid);
            }
        }
        match sweep {
            Sweep::Count => Ok(spent.len() as u64),
            Sweep::Delete { .. } => self.delete::<signing_key::Entity, _>(&spent).await,
        }
    }

    async fn count<E>(&self, rows: Select<E>) -> Result<u64, StoreError>
    where
        E: EntityTrait,
        E::Model: Send + Sync,
    {
        rows.count(self.reader()).await.map_err(backend)
    }

    async fn keys<E: EntityTrait, K>(&self, rows: Select<E>, at_most: u64) -> Result<Vec<K>, StoreError>
    where
        K: TryGetable + Send,
    {
        let keys = rows.select_only().column(key_of::<E>()).limit(at_most).into_tuple::<K>();
        keys.all(self.reader()).await.map_err(backend)
    }

    async fn keys_of_both<E: EntityTrait>(
        &self,
        both: [Select<E>; 2],
        at_most: u64,
    ) -> Result<Vec<String>, StoreError> {
        let [one, other] = both;
        let mut keys = self.keys(one, at_most).await?;
        keys.extend(self.keys::<_, String>(other, at_most - keys.len() as u64).await?);
        Ok(keys)
    }

    /// Writes down of those among these families that are dead that they have ended.
    pub(super) async fn end_dead(&self, families: &[String], now: i64) -> Result<(), StoreError> {
        use grant::Column::{ExpiresAt, Id};
        for (number, step) in families.chunks(STEP).enumerate() {
            let dead = grant::Entity::find().select_only().column(Id).filter(Id.is_in(step));
            let dead = dead.filter(is_under_way(now)).filter(is_living(now).not()).into_tuple::<String>();
            let dead = dead.all(self.reader()).await.map_err(backend)?;
            if dead.is_empty() {
                continue;
            }
            pause_before(number).await;
            let end = grant::Entity::update_many().col_expr(ExpiresAt, Expr::value(now)).filter(Id.is_in(dead));
            end.filter(is_under_way(now)).exec(self.writer()).await.map_err(backend)?;
        }
        Ok(())
    }

    async fn delete<E: EntityTrait, K>(&self, keys: &[K]) -> Result<u64, StoreError>
    where
        K: Into<Value> + Clone + Sync,
    {
        let mut deleted = 0;
        for (number, step) in keys.chunks(STEP).enumerate() {
            pause_before(number).await;
            let delete = E::delete_many().filter(key_of::<E>().is_in(step.iter().cloned()));
            deleted += delete.exec(self.writer()).await.map_err(backend)?.rows_affected;
        }
        Ok(deleted)
    }
}

async fn pause_before(step: usize) {
    if step > 0 {
        sleep(PAUSE).await;
    }
}

fn key_of<E: EntityTrait>() -> E::Column {
    E::PrimaryKey::iter().next().expect("every table has a key").into_column()
}
