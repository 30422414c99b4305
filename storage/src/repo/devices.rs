use async_trait::async_trait;
use oauth::model::{AskedFrom, DeviceAuthorization, DeviceState};
use oauth::store::{DeviceDecision, Devices, PolledDevice, StoreError};
use oauth::types::{ClientId, SecretHash, UserCodeHash, UserId};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryTrait as _, UpdateMany,
};
use time::{Duration, OffsetDateTime};

use crate::convert::{backend, duration_millis, instant, millis, parse, parsed};
use crate::entity::device_authorization::{self as device, Column};
use crate::store::{Connections, SqlStore};
use crate::unit::Unit;

const WHAT: &str = "device authorization";
/// RFC 8628 §3.5: `slow_down` adds five seconds to this and all later intervals.
const SLOW_DOWN: Duration = Duration::seconds(5);

const PENDING: &str = "pending";
pub(super) const APPROVED: &str = "approved";
const REFUSED: &str = "refused";
pub(super) const CLOSED: &str = "closed";

impl TryFrom<device::Model> for DeviceAuthorization {
    type Error = StoreError;

    fn try_from(row: device::Model) -> Result<Self, StoreError> {
        Ok(Self {
            state: state(&row.state, row.user_id)?,
            device_code: SecretHash::from_stored(row.device_code),
            user_code: UserCodeHash::from_stored(row.user_code),
            client_id: parse(&row.client_id, WHAT)?,
            scope: parse(&row.scope, WHAT)?,
            asked_from: AskedFrom { address: row.address, user_agent: row.user_agent },
            interval: Duration::milliseconds(row.poll_interval),
            created_at: instant(row.created_at, WHAT)?,
            expires_at: instant(row.expires_at, WHAT)?,
        })
    }
}

impl From<&DeviceAuthorization> for device::Model {
    fn from(device: &DeviceAuthorization) -> Self {
        let (state, user_id) = match device.state {
            DeviceState::Pending => (PENDING, None),
            DeviceState::Approved { user_id: UserId(id) } => (APPROVED, Some(id)),
            DeviceState::Refused => (REFUSED, None),
            DeviceState::Closed => (CLOSED, None),
        };
        Self {
            device_code: device.device_code.as_str().to_owned(),
            user_code: device.user_code.as_str().to_owned(),
            client_id: device.client_id.as_str().to_owned(),
            scope: device.scope.to_string(),
            address: device.asked_from.address.clone(),
            user_agent: device.asked_from.user_agent.clone(),
            poll_interval: duration_millis(device.interval),
            // The first poll may come at once.
            next_poll_at: millis(device.created_at),
            state: state.to_owned(),
            user_id,
            created_at: millis(device.created_at),
            expires_at: millis(device.expires_at),
        }
    }
}

fn state(word: &str, user_id: Option<i64>) -> Result<DeviceState, StoreError> {
    match (word, user_id) {
        (PENDING, None) => Ok(DeviceState::Pending),
        (APPROVED, Some(id)) => Ok(DeviceState::Approved { user_id: UserId(id) }),
        (REFUSED, None) => Ok(DeviceState::Refused),
        (CLOSED, _) => Ok(DeviceState::Closed),
        _ => Err(StoreError::Corrupt("state of a device authorization")),
    }
}

#[async_trait]
impl<C: Connections> Devices for SqlStore<C> {
    async fn keep_device(&self, device: &DeviceAuthorization) -> Result<(), StoreError> {
        self.insert_unique(device::Model::from(device).into_active_model(), "this user code").await?;
        Ok(())
    }

    async fn poll_device(
        &self,
        code: &SecretHash,
        client: &ClientId,
        now: OffsetDateTime,
    ) -> Result<PolledDevice, StoreError> {
        // Most polls come in time and find nothing new: they are over after this one statement.
        if self.wait_on(code, client, now).await? {
            return Ok(PolledDevice::Pending);
        }
        let row = device::Entity::find_by_id(code.as_str())
            .filter(Column::ClientId.eq(client.as_str()))
            .one(self.writer())
            .await
            .map_err(backend)?;
        let Some(row) = row else { return Ok(PolledDevice::Unknown) };
        let device = DeviceAuthorization::try_from(row)?;
        match device.state {
            DeviceState::Closed => Ok(PolledDevice::Unknown),
            _ if device.expires_at <= now => Ok(PolledDevice::Expired),
            DeviceState::Pending if self.slow_down(code, now).await? => Ok(PolledDevice::TooFast),
            // The person answered between our statements: the next poll hears of it.
            DeviceState::Pending => Ok(PolledDevice::Pending),
            DeviceState::Approved { user_id } => Ok(PolledDevice::Approved { device: Box::new(device), user_id }),
            DeviceState::Refused if self.close_refused(code).await? => Ok(PolledDevice::Refused),
            // Another poll heard of it first.
            DeviceState::Refused => Ok(PolledDevice::Unknown),
        }
    }

    async fn pending_device(
        &self,
        code: &UserCodeHash,
        now: OffsetDateTime,
    ) -> Result<Option<DeviceAuthorization>, StoreError> {
        let found = device::Entity::find()
            .filter(Column::UserCode.eq(code.as_str()))
            .filter(Column::State.eq(PENDING))
            .filter(Column::ExpiresAt.gt(millis(now)))
            .one(self.reader())
            .await;
        parsed(found)
    }

    async fn device(&self, code: &UserCodeHash) -> Result<Option<DeviceAuthorization>, StoreError> {
        parsed(device::Entity::find().filter(Column::UserCode.eq(code.as_str())).one(self.reader()).await)
    }

    async fn withdraw_approvals(&self, user: UserId, client: Option<&ClientId>) -> Result<u64, StoreError> {
        let withdrawn = device::Entity::update_many()
            .col_expr(Column::State, Expr::value(REFUSED))
            .col_expr(Column::UserId, Expr::value(None::<i64>))
            .filter(Column::State.eq(APPROVED))
            .filter(Column::UserId.eq(user.0))
            .apply_if(client, |theirs, client| theirs.filter(Column::ClientId.eq(client.as_str())));
        Ok(withdrawn.exec(self.writer()).await.map_err(backend)?.rows_affected)
    }

    async fn decide_device(
        &self,
        code: &UserCodeHash,
        decision: DeviceDecision,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        let (state, user_id) = match decision {
            DeviceDecision::Approve(UserId(id)) => (APPROVED, Some(id)),
            DeviceDecision::Refuse => (REFUSED, None),
        };
        let decide = device::Entity::update_many()
            .col_expr(Column::State, Expr::value(state))
            .col_expr(Column::UserId, Expr::value(user_id))
            .filter(Column::UserCode.eq(code.as_str()))
            .filter(Column::State.eq(PENDING))
            .filter(Column::ExpiresAt.gt(millis(now)));
        self.changed_one(decide).await
    }
}

impl<C: Connections> SqlStore<C> {
    /// Counts a poll that came in time. `false` when there is anything else to say.
    async fn wait_on(&self, code: &SecretHash, client: &ClientId, now: OffsetDateTime) -> Result<bool, StoreError> {
        let wait = device::Entity::update_many()
            .col_expr(Column::NextPollAt, Expr::col(Column::PollInterval).add(millis(now)))
            .filter(Column::DeviceCode.eq(code.as_str()))
            .filter(Column::ClientId.eq(client.as_str()))
            .filter(Column::State.eq(PENDING))
            .filter(Column::ExpiresAt.gt(millis(now)))
            .filter(Column::NextPollAt.lte(millis(now)));
        self.changed_one(wait).await
    }

    /// Lets the interval grow and begin anew. The order of the two matters: MySQL shows the second assignment what
    /// the first has left, the others do not.
    async fn slow_down(&self, code: &SecretHash, now: OffsetDateTime) -> Result<bool, StoreError> {
        let more = duration_millis(SLOW_DOWN);
        let slow_down = device::Entity::update_many()
            .col_expr(Column::NextPollAt, Expr::col(Column::PollInterval).add(millis(now) + more))
            .col_expr(Column::PollInterval, Expr::col(Column::PollInterval).add(more))
            .filter(Column::DeviceCode.eq(code.as_str()))
            .filter(Column::State.eq(PENDING));
        self.changed_one(slow_down).await
    }

    /// Takes the person's no away, for one poll alone.
    async fn close_refused(&self, code: &SecretHash) -> Result<bool, StoreError> {
        let close = device::Entity::update_many()
            .col_expr(Column::State, Expr::value(CLOSED))
            .filter(Column::DeviceCode.eq(code.as_str()))
            .filter(Column::State.eq(REFUSED));
        self.changed_one(close).await
    }

    async fn changed_one(&self, update: UpdateMany<device::Entity>) -> Result<bool, StoreError> {
        self.write(Unit::new(update.into_query())).await
    }
}
