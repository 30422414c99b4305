use async_trait::async_trait;
use oauth::model::{Actor, AskedFrom, AuditEntry, AuditQuery, AuditRecord};
use oauth::store::{Audit, StoreError};
use oauth::types::UserId;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, NotSet, Order, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Set,
};
use time::OffsetDateTime;

use super::purge::Sweep;
use crate::convert::{backend, instant, millis, parse};
use crate::entity::audit_line::{self, Column};
use crate::store::{Connections, SqlStore};

const WHAT: &str = "line of the audit log";

const PERSON: &str = "person";
const APP: &str = "app";
const COMMAND_LINE: &str = "command_line";
const NOBODY: &str = "nobody";

impl TryFrom<audit_line::Model> for AuditRecord {
    type Error = StoreError;

    fn try_from(row: audit_line::Model) -> Result<Self, StoreError> {
        let entry = AuditEntry {
            at: instant(row.at, WHAT)?,
            event: parse(&row.event, WHAT)?,
            actor: actor(&row.actor, row.actor_id)?,
            user_id: row.user_id.map(UserId),
            client_id: row.client_id.map(|id| parse(&id, WHAT)).transpose()?,
            from: AskedFrom { address: row.address, user_agent: row.user_agent },
            detail: row.detail,
        };
        Ok(Self { id: row.id, entry })
    }
}

impl From<&AuditEntry> for audit_line::ActiveModel {
    fn from(entry: &AuditEntry) -> Self {
        let (actor, actor_id) = match entry.actor {
            Actor::Person(UserId(id)) => (PERSON, Some(id)),
            Actor::App => (APP, None),
            Actor::CommandLine => (COMMAND_LINE, None),
            Actor::Nobody => (NOBODY, None),
        };
        Self {
            id: NotSet,
            at: Set(millis(entry.at)),
            event: Set(entry.event.to_string()),
            actor: Set(actor.to_owned()),
            actor_id: Set(actor_id),
            user_id: Set(entry.user_id.map(|UserId(id)| id)),
            client_id: Set(entry.client_id.as_ref().map(|id| id.as_str().to_owned())),
            address: Set(entry.from.address.clone()),
            user_agent: Set(entry.from.user_agent.clone()),
            detail: Set(entry.detail.clone()),
        }
    }
}

fn actor(word: &str, id: Option<i64>) -> Result<Actor, StoreError> {
    match (word, id) {
        (PERSON, Some(id)) => Ok(Actor::Person(UserId(id))),
        (APP, None) => Ok(Actor::App),
        (COMMAND_LINE, None) => Ok(Actor::CommandLine),
        (NOBODY, None) => Ok(Actor::Nobody),
        _ => Err(StoreError::Corrupt(WHAT)),
    }
}

#[async_trait]
impl<C: Connections> Audit for SqlStore<C> {
    async fn record(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        self.insert(audit_line::ActiveModel::from(entry)).await
    }

    async fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditRecord>, StoreError> {
        let order = if query.after.is_some() { Order::Asc } else { Order::Desc };
        let rows = audit_line::Entity::find()
            .filter(wanted(query))
            .order_by(Column::Id, order)
            .limit(query.limit)
            .all(self.reader())
            .await
            .map_err(backend)?;
        rows.into_iter().map(AuditRecord::try_from).collect()
    }

    async fn forget_audit(&self, before: OffsetDateTime, at_most: u64) -> Result<u64, StoreError> {
        let last = millis(before) - 1;
        self.sweep::<audit_line::Entity, i64>(Column::At, last, Sweep::Delete { at_most }).await
    }
}

fn wanted(query: &AuditQuery) -> Condition {
    let person = query.user_id.map(|UserId(id)| Column::UserId.eq(id).or(Column::ActorId.eq(id)));
    Condition::all()
        .add_option(query.before.map(|id| Column::Id.lt(id)))
        .add_option(query.after.map(|id| Column::Id.gt(id)))
        .add_option(query.since.map(|since| Column::At.gte(millis(since))))
        .add_option(person)
        .add_option(query.client_id.as_ref().map(|id| Column::ClientId.eq(id.as_str())))
        .add_option(query.event.map(|event| Column::Event.eq(event.as_str())))
}
