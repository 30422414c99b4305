//! What each kind's rows must be like to go, said once for counting and for deleting.

use async_trait::async_trait;
use oauth::store::{FORGIVEN, LINGER, PROBLEM_LIFETIME, Purge, PurgeKind, StoreError};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, EntityTrait, Iterable as _, PaginatorTrait as _, PrimaryKeyToColumn as _, QueryFilter as _,
    QuerySelect as _, TryGetable, Value,
};
use time::OffsetDateTime;

use super::families::{has_no_tokens, living_families};
use crate::convert::{backend, duration_millis, millis};
use crate::entity::{
    access_token, authorization_code, authorization_request, client_problem, device_authorization, grant,
    refresh_token, signing_key, throttle, ticket,
};
use crate::store::{Connections, SqlStore};

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
        let late = now - duration_millis(LINGER);
        match kind {
            PurgeKind::AccessTokens => {
                let dead = access_token::Column::ExpiresAt.lte(now);
                self.sweep::<access_token::Entity, String>(dead, sweep).await
            }
            PurgeKind::RefreshTokens => {
                let dead = refresh_token::Column::GrantId.not_in_subquery(living_families(now));
                self.sweep::<refresh_token::Entity, String>(dead, sweep).await
            }
            PurgeKind::AuthorizationCodes => {
                use authorization_code::Column::{ExpiresAt, GrantId};
                let dead = ExpiresAt.lte(now).and(GrantId.not_in_subquery(living_families(now)));
                self.sweep::<authorization_code::Entity, String>(dead, sweep).await
            }
            PurgeKind::AuthorizationRequests => {
                let dead = authorization_request::Column::ExpiresAt.lte(late);
                self.sweep::<authorization_request::Entity, String>(dead, sweep).await
            }
            PurgeKind::DeviceCodes => {
                let dead = device_authorization::Column::ExpiresAt.lte(late);
                self.sweep::<device_authorization::Entity, String>(dead, sweep).await
            }
            PurgeKind::Families => self.sweep::<grant::Entity, String>(has_no_tokens(), sweep).await,
            PurgeKind::SigningKeys => self.sweep::<signing_key::Entity, String>(has_signed_its_last(now), sweep).await,
            PurgeKind::Throttles => {
                let dead = throttle::Column::LastAt.lte(now - duration_millis(FORGIVEN));
                self.sweep::<throttle::Entity, String>(dead, sweep).await
            }
            PurgeKind::Tickets => self.sweep::<ticket::Entity, String>(ticket::Column::ExpiresAt.lte(late), sweep).await,
            PurgeKind::ClientProblems => {
                let dead = client_problem::Column::LastAt.lte(now - duration_millis(PROBLEM_LIFETIME));
                self.sweep::<client_problem::Entity, String>(dead, sweep).await
            }
        }
    }

    /// Counts the rows, or deletes some by their keys: MySQL deletes from no table that it reads in a subquery. What is
    /// dead stays dead, so nothing can come back to life between the two statements; and searching, which can take long,
    /// keeps no writer waiting.
    pub(crate) async fn sweep<E, K>(&self, dead: SimpleExpr, sweep: Sweep) -> Result<u64, StoreError>
    where
        E: EntityTrait,
        E::Model: Send + Sync,
        K: TryGetable + Into<Value> + Send,
    {
        let found = E::find().filter(dead);
        let Sweep::Delete { at_most } = sweep else {
            return found.count(self.reader()).await.map_err(backend);
        };
        let key = E::PrimaryKey::iter().next().expect("every table has a key").into_column();
        let keys = found.select_only().column(key).limit(at_most).into_tuple::<K>().all(self.reader()).await;
        let delete = E::delete_many().filter(key.is_in(keys.map_err(backend)?));
        Ok(delete.exec(self.writer()).await.map_err(backend)?.rows_affected)
    }
}

/// The key has retired long enough ago that no instance signs with it any more, and no token that it can have signed
/// is still good.
fn has_signed_its_last(now: i64) -> SimpleExpr {
    use access_token::Column::{CreatedAt, ExpiresAt};
    let linger = duration_millis(LINGER);
    let retired_at = || Expr::col((signing_key::Entity, signing_key::Column::RetiredAt));
    let good = Query::select()
        .expr(Expr::val(1))
        .from(access_token::Entity)
        .and_where(ExpiresAt.gt(now))
        .and_where(Expr::col((access_token::Entity, CreatedAt)).lte(retired_at().add(linger)))
        .to_owned();
    // A key that signs has no such time, and what is unknown is not true.
    retired_at().lte(now - linger).and(Expr::exists(good).not())
}
