use async_trait::async_trait;
use oauth::store::{Shared, StoreError};
use oauth::throttle::{Attempt, Policy, SignInTry, ThrottleKey, Tries};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DbBackend, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryTrait as _,
};
use time::OffsetDateTime;

use super::issue::settle;
use crate::convert::{backend, instant, millis};
use crate::entity::{fact, throttle};
use crate::prepared::Prepared;
use crate::store::{Connections, SqlStore};
use crate::unit::{Row, Unit};

static BY_KEY: Prepared = Prepared::of(|| throttle::Entity::find_by_id("").into_query());
static BY_KEYS: Prepared =
    Prepared::of(|| throttle::Entity::find().filter(throttle::Column::Id.is_in(["", ""])).into_query());

fn tries(row: &throttle::Model) -> Result<Option<Tries>, StoreError> {
    let count = u32::try_from(row.tries).map_err(|_| StoreError::Corrupt("throttle"))?;
    let last_at = instant(row.last_at, "throttle")?;
    Ok((count > 0).then_some(Tries { count, last_at }))
}

#[async_trait]
impl<C: Connections> Shared for SqlStore<C> {
    async fn attempt(&self, key: &ThrottleKey, policy: &Policy, now: OffsetDateTime) -> Result<Attempt, StoreError> {
        // Look, decide, and write only over what was looked at; whoever comes second looks again. Somebody gets
        // through in every round, and soon everybody else is blocked.
        loop {
            let row = self.find::<throttle::Model, _>(&BY_KEY, [key.as_str().into()]).await?;
            if let Some(until) = blocked_until(row.as_ref(), policy, now)? {
                return Ok(Attempt::Blocked { until });
            }
            if self.count_try(key, row.as_ref(), policy, now).await? {
                return Ok(Attempt::Allowed);
            }
        }
    }

    async fn attempt_both(
        &self,
        [one, other]: [(&ThrottleKey, &Policy); 2],
        now: OffsetDateTime,
    ) -> Result<Attempt, StoreError> {
        loop {
            let keys = [one, other].map(|(key, _)| key.as_str().into());
            let rows = self.find_all::<throttle::Model, _>(&BY_KEYS, keys).await?;
            let row_of = |key: &ThrottleKey| rows.iter().find(|row| row.id == key.as_str());
            let [first, second] = [one, other].map(|(key, policy)| (key, row_of(key), policy));
            let [until, later] = [first, second].map(|(_, row, policy)| blocked_until(row, policy, now));
            if let Some(until) = std::cmp::max(until?, later?) {
                return Ok(Attempt::Blocked { until });
            }
            let count = async |(key, row, policy)| self.count_try(key, row, policy, now).await;
            let (counted, late) = match tokio::try_join!(count(first), count(second))? {
                (true, true) => return Ok(Attempt::Allowed),
                (false, false) => continue,
                (true, false) => (one, other),
                (false, true) => (other, one),
            };
            // Somebody else was counted under the one key in between.
            let attempt = self.attempt(late.0, late.1, now).await?;
            if let Attempt::Blocked { .. } = attempt {
                self.forgive(counted.0).await?;
            }
            return Ok(attempt);
        }
    }

    async fn settle(&self, right: &SignInTry) -> Result<(), StoreError> {
        self.write(Unit::new(settle(right))).await.map(drop)
    }

    async fn forgive(&self, key: &ThrottleKey) -> Result<(), StoreError> {
        let forgive = throttle::Entity::update_many()
            .col_expr(throttle::Column::Tries, Expr::col(throttle::Column::Tries).sub(1))
            .filter(throttle::Column::Id.eq(key.as_str()))
            .filter(throttle::Column::Tries.gt(0));
        self.write(Unit::new(forgive.into_query())).await.map(drop)
    }

    async fn forget(&self, key: &ThrottleKey) -> Result<(), StoreError> {
        throttle::Entity::delete_by_id(key.as_str()).exec(self.writer()).await.map_err(backend)?;
        Ok(())
    }

    async fn fact(&self, name: &str) -> Result<Option<String>, StoreError> {
        let found = fact::Entity::find_by_id(name).one(self.reader()).await.map_err(backend)?;
        Ok(found.map(|row| row.value))
    }

    async fn establish_fact(&self, name: &str, value: &str) -> Result<String, StoreError> {
        let row = fact::Model { name: name.to_owned(), value: value.to_owned() };
        self.insert_if_absent(row.into_active_model()).await?;
        let found = fact::Entity::find_by_id(name).one(self.writer()).await.map_err(backend)?;
        found.map(|row| row.value).ok_or(StoreError::Corrupt("fact"))
    }
}

fn blocked_until(
    row: Option<&throttle::Model>,
    policy: &Policy,
    now: OffsetDateTime,
) -> Result<Option<OffsetDateTime>, StoreError> {
    let before = row.map(tries).transpose()?.flatten();
    Ok(before.and_then(|tries| tries.blocked_until(policy, now)))
}

impl<C: Connections> SqlStore<C> {
    /// Counts a try over what was read. `false` when it must be looked at once more.
    async fn count_try(
        &self,
        key: &ThrottleKey,
        read: Option<&throttle::Model>,
        policy: &Policy,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        match read {
            None => self.count_first(key, policy.count(None, now)).await,
            Some(row) => self.count_over(row, policy.count(tries(row)?, now)).await,
        }
    }

    /// Writes a count unless there is one. `false` when it must be looked at once more.
    async fn count_first(&self, key: &ThrottleKey, first: Tries) -> Result<bool, StoreError> {
        let row = |tries, last_at| throttle::Model { id: key.as_str().to_owned(), tries, last_at }.into_active_model();
        if self.writer().get_database_backend() == DbBackend::MySql {
            // There only an error tells that a row is in the way, and who is told so holds on to the row a moment longer:
            // of many at once, some would end in a deadlock.
            self.insert_if_absent(row(0, 0)).await?;
            return Ok(false);
        }
        let counted = row(i32::try_from(first.count).unwrap_or(i32::MAX), millis(first.last_at));
        self.write(Unit::new(Row::of(&counted).unless_there())).await
    }

    /// Writes a count unless the row has changed since it was read.
    async fn count_over(&self, read: &throttle::Model, tries: Tries) -> Result<bool, StoreError> {
        use throttle::Column::{Id, LastAt, Tries};
        let count = throttle::Entity::update_many()
            .col_expr(Tries, Expr::value(i32::try_from(tries.count).unwrap_or(i32::MAX)))
            .col_expr(LastAt, Expr::value(millis(tries.last_at)))
            .filter(Id.eq(read.id.as_str()))
            .filter(Tries.eq(read.tries))
            .filter(LastAt.eq(read.last_at));
        self.write(Unit::new(count.into_query())).await
    }
}
