use async_trait::async_trait;
use time::OffsetDateTime;

use super::Lock;
use crate::model::{Actor, AuditEntry, AuditQuery, AuditRecord};
use crate::store::{Audit, Result};

#[async_trait]
impl<L: Lock> Audit for L {
    async fn record(&self, entry: &AuditEntry) -> Result<()> {
        self.lock().await.audit.push(Some(entry.clone()));
        Ok(())
    }

    async fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditRecord>> {
        let state = self.lock().await;
        let lines = (1..).zip(&state.audit).filter_map(|(id, entry)| Some(AuditRecord { id, entry: entry.clone()? }));
        let mut found: Vec<_> = lines.filter(|line| wants(query, line)).collect();
        if query.after.is_none() {
            found.reverse();
        }
        found.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    async fn forget_audit(&self, before: OffsetDateTime, at_most: u64) -> Result<u64> {
        let mut state = self.lock().await;
        let mut forgotten = 0;
        // Their places stay: a line's number is never given again.
        for line in state.audit.iter_mut().filter(|line| line.as_ref().is_some_and(|entry| entry.at < before)) {
            if forgotten == at_most {
                break;
            }
            *line = None;
            forgotten += 1;
        }
        Ok(forgotten)
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
