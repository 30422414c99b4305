use async_trait::async_trait;
use time::OffsetDateTime;

use super::Lock;
use crate::model::{Ticket, TicketPurpose};
use crate::store::{Result, Tickets};
use crate::types::{Email, SecretHash};

#[async_trait]
impl<L: Lock> Tickets for L {
    async fn keep_ticket(&self, ticket: &Ticket) -> Result<()> {
        self.lock().await.tickets.insert(ticket.token.clone(), ticket.clone());
        Ok(())
    }

    async fn ticket(&self, token: &SecretHash) -> Result<Option<Ticket>> {
        Ok(self.lock().await.tickets.get(token).cloned())
    }

    async fn redeem_ticket(&self, token: &SecretHash, now: OffsetDateTime) -> Result<bool> {
        let mut state = self.lock().await;
        let good = state.tickets.get_mut(token).filter(|ticket| ticket.is_good(now));
        Ok(good.map(|ticket| ticket.used_at = Some(now)).is_some())
    }

    async fn void_tickets(&self, purpose: TicketPurpose, email: &Email, now: OffsetDateTime) -> Result<u64> {
        let mut state = self.lock().await;
        let unused = state
            .tickets
            .values_mut()
            .filter(|ticket| ticket.purpose == purpose && ticket.email == *email && ticket.used_at.is_none());
        Ok(unused.map(|ticket| ticket.used_at = Some(now)).count() as u64)
    }
}
