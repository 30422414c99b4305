use async_trait::async_trait;
use oauth::model::{Ticket, TicketPurpose};
use oauth::store::{StoreError, Tickets};
use oauth::types::{Email, SecretHash, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, UpdateMany};
use time::OffsetDateTime;

use crate::convert::{backend, instant, instant_opt, millis, parse, parsed};
use crate::entity::ticket::{self, Column};
use crate::store::{Connections, SqlStore};

const WHAT: &str = "one-time link";

impl TryFrom<ticket::Model> for Ticket {
    type Error = StoreError;

    fn try_from(row: ticket::Model) -> Result<Self, StoreError> {
        Ok(Self {
            token: SecretHash::from_stored(row.token),
            purpose: parse(&row.purpose, WHAT)?,
            email: parse(&row.email, WHAT)?,
            user_id: row.user_id.map(UserId),
            created_at: instant(row.created_at, WHAT)?,
            expires_at: instant(row.expires_at, WHAT)?,
            used_at: instant_opt(row.used_at, WHAT)?,
        })
    }
}

impl From<&Ticket> for ticket::Model {
    fn from(ticket: &Ticket) -> Self {
        Self {
            token: ticket.token.as_str().to_owned(),
            purpose: ticket.purpose.to_string(),
            email: ticket.email.as_str().to_owned(),
            user_id: ticket.user_id.map(|UserId(id)| id),
            created_at: millis(ticket.created_at),
            expires_at: millis(ticket.expires_at),
            used_at: ticket.used_at.map(millis),
        }
    }
}

#[async_trait]
impl<C: Connections> Tickets for SqlStore<C> {
    async fn keep_ticket(&self, ticket: &Ticket) -> Result<(), StoreError> {
        self.insert(ticket::Model::from(ticket).into_active_model()).await
    }

    async fn ticket(&self, token: &SecretHash) -> Result<Option<Ticket>, StoreError> {
        parsed(ticket::Entity::find_by_id(token.as_str()).one(self.reader()).await)
    }

    async fn redeem_ticket(&self, token: &SecretHash, now: OffsetDateTime) -> Result<bool, StoreError> {
        let this = use_up(now).filter(Column::Token.eq(token.as_str())).filter(Column::ExpiresAt.gt(millis(now)));
        let redeemed = this.exec(self.writer()).await.map_err(backend)?;
        Ok(redeemed.rows_affected == 1)
    }

    async fn void_tickets(
        &self,
        purpose: TicketPurpose,
        email: &Email,
        now: OffsetDateTime,
    ) -> Result<u64, StoreError> {
        let these = use_up(now).filter(Column::Email.eq(email.as_str())).filter(Column::Purpose.eq(purpose.as_str()));
        Ok(these.exec(self.writer()).await.map_err(backend)?.rows_affected)
    }
}

/// Uses up what was not used before.
fn use_up(now: OffsetDateTime) -> UpdateMany<ticket::Entity> {
    ticket::Entity::update_many().col_expr(Column::UsedAt, Expr::value(millis(now))).filter(Column::UsedAt.is_null())
}
