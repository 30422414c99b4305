use async_trait::async_trait;

use super::Lock;
use crate::model::{Actor, AuditEntry, AuditQuery, AuditRecord};
use crate::store::{Audit, Result};

#[async_trait]
impl<L: Lock> Audit for L {
    async fn record(&self, entry: &AuditEntry) -> Result<()> {
        self.lock().await.audit.push(entry.clone());
        Ok(())
    }

    async fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditRecord>> {
        let state = self.lock().await;
        let lines = (1..).zip(&state.audit).map(|(id, entry)| AuditRecord { id, entry: entry.clone() });
        let mut found: Vec<_> = lines.filter(|line| wants(query, line)).collect();
        if query.after.is_none() {
            found.reverse();
        }
        found.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
        Ok(found)
    }
}

fn wants(query: &AuditQuery, AuditRecord { id, entry }: &AuditRecord) -> bool {
    query.before.is_none_or(|before| *id < before)
        && query.after.is_none_or(|after| *id > after)
        && query.since.is_none_or(|since| entry.at >= since)
        && query.user_id.is_none_or(|user| entry.user_id == Some(user) || entry.actor == Actor::Person(user))
        && query.client_id.as_ref().is_none_or(|client| entry.client_id.as_ref() == Some(client))
        && query.event.is_none_or(|event| entry.event == event)
}
