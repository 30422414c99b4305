//! What each kind's rows must be like to go, and how they go: found by an index on the readers, which can take long and
//! keeps nobody waiting; then deleted by their keys, a few at a time. What is dead stays dead, so nothing can come back
//! to life in between. (And MySQL deletes from no table that it reads in a subquery.)

use std::time::Duration;

use async_trait::async_trait;
use oauth::store::{FORGIVEN, LINGER, PROBLEM_LIFETIME, Purge, PurgeKind, StoreError};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, EntityTrait, Iterable as _, PaginatorTrait as _, PrimaryKeyToColumn as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select, TryGetable, Value,
};
use time::OffsetDateTime;
use tokio::time::sleep;

use super::families::{has_no_tokens, is_living, living_families, over, to_be_ended};
use crate::convert::{backend, duration_millis, millis};
use crate::entity::{
    access_token, authorization_code, authorization_request, client_problem, device_authorization, grant,
    refresh_token, signing_key, throttle, ticket,
};
use crate::store::{Connections, SqlStore};

/// Rows written in one statement: few enough that whoever waits to write does not notice.
const STEP: usize = 200;
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
    /// For somebody who asks once: it may look at every row.
    async fn expired(&self, kind: PurgeKind, now: OffsetDateTime) -> Result<u64, StoreError> {
        let at = millis(now);
        match kind {
            PurgeKind::RefreshTokens => {
                let dead = refresh_token::Column::GrantId.not_in_subquery(living_families(at));
                self.count(refresh_token::Entity::find().filter(dead)).await
            }
            PurgeKind::AuthorizationCodes => self.count(spent_codes(at)).await,
            PurgeKind::Families => self.count(grant::Entity::find().filter(has_no_tokens())).await,
            PurgeKind::SigningKeys => Ok(self.spent_keys(at).await?.len() as u64),
            kind => self.sweep_kind(kind, at, Sweep::Count).await,
        }
    }

    async fn purge(&self, kind: PurgeKind, now: OffsetDateTime, at_most: u64) -> Result<u64, StoreError> {
        let at = millis(now);
        match kind {
            PurgeKind::AccessTokens => self.purge_access_tokens(at, at_most).await,
            PurgeKind::RefreshTokens => {
                self.end(to_be_ended(families_at_rest(at), at).limit(at_most), at).await?;
                let tokens = |over| refresh_token::Entity::find().inner_join(grant::Entity).filter(over);
                let keys = self.keys_of_each(over(at).map(tokens), at_most).await?;
                self.delete::<refresh_token::Entity, _>(keys).await
            }
            PurgeKind::AuthorizationCodes => {
                let keys = self.keys::<_, String>(spent_codes(at), at_most).await?;
                self.delete::<authorization_code::Entity, _>(keys).await
            }
            PurgeKind::Families => {
                let empty = |over| grant::Entity::find().filter(over).filter(has_no_tokens());
                let keys = self.keys_of_each(over(at).map(empty), at_most).await?;
                self.delete::<grant::Entity, _>(keys).await
            }
            PurgeKind::SigningKeys => self.delete::<signing_key::Entity, _>(self.spent_keys(at).await?).await,
            kind => self.sweep_kind(kind, at, Sweep::Delete { at_most }).await,
        }
    }
}

impl<C: Connections> SqlStore<C> {
    /// The kinds that go by the clock alone.
    async fn sweep_kind(&self, kind: PurgeKind, now: i64, sweep: Sweep) -> Result<u64, StoreError> {
        use PurgeKind::{AuthorizationRequests, ClientProblems, DeviceCodes, Throttles, Tickets};
        let late = now - duration_millis(LINGER);
        match kind {
            AuthorizationRequests => self.sweep(authorization_request::Column::ExpiresAt, late, sweep).await,
            DeviceCodes => self.sweep(device_authorization::Column::ExpiresAt, late, sweep).await,
            Tickets => self.sweep(ticket::Column::ExpiresAt, late, sweep).await,
            Throttles => self.sweep(throttle::Column::LastAt, now - duration_millis(FORGIVEN), sweep).await,
            ClientProblems => {
                self.sweep(client_problem::Column::LastAt, now - duration_millis(PROBLEM_LIFETIME), sweep).await
            }
            _ => self.sweep(access_token::Column::ExpiresAt, now, sweep).await,
        }
    }
}
