//! What nobody can use any more goes, a few rows at a time, so that nobody waits for it. `sesame purge` does the same
//! when asked; `sesame serve` does it by itself, as often as `purge.every` says.

use std::time::Duration;

use oauth::store::{PurgeKind, Store, StoreError};
use storage::{SqlDatabase, SqlSessions};
use time::OffsetDateTime;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::state::AppState;
use crate::telemetry;

/// Rows looked for at once. The store deletes them a few at a time, so that nobody waits.
const BATCH: u64 = 20_000;
const MEASURE_EVERY: Duration = Duration::from_secs(600);

/// Something that can be cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Stored(PurgeKind),
    Sessions,
}

/// Everything, in the order in which it becomes free to go: a code waits for its tokens, an approval for both kinds.
pub const KINDS: [(What, &str); 11] = [
    (What::Stored(PurgeKind::AccessTokens), "access_tokens"),
    (What::Stored(PurgeKind::RefreshTokens), "refresh_tokens"),
    (What::Stored(PurgeKind::AuthorizationCodes), "auth_codes"),
    (What::Stored(PurgeKind::DeviceCodes), "device_codes"),
    (What::Sessions, "sessions"),
    (What::Stored(PurgeKind::AuthorizationRequests), "auth_requests"),
    (What::Stored(PurgeKind::Families), "grants"),
    (What::Stored(PurgeKind::SigningKeys), "signing_keys"),
    (What::Stored(PurgeKind::Throttles), "throttles"),
    (What::Stored(PurgeKind::Tickets), "one_time_links"),
    (What::Stored(PurgeKind::ClientProblems), "app_mistakes"),
];

/// Where all of it is kept, and when it is looked at.
pub struct Kept<'a> {
    pub store: &'a dyn Store,
    pub sessions: &'a SqlSessions,
    pub now: OffsetDateTime,
}

impl Kept<'_> {
    /// How many could go.
    pub async fn count(&self, what: What) -> Result<u64, StoreError> {
        match what {
            What::Stored(kind) => self.store.expired(kind, self.now).await,
            What::Sessions => self.sessions.expired(self.now).await,
        }
    }

    /// Clears all of it, batch by batch; says how many.
    pub async fn clear(&self, what: What) -> Result<u64, StoreError> {
        match what {
            What::Stored(kind) => in_batches(|| self.store.purge(kind, self.now, BATCH)).await,
            What::Sessions => in_batches(|| self.sessions.purge(self.now, BATCH)).await,
        }
    }
}

/// Takes batch after batch until one is not full; says how many rows that were.
async fn in_batches<F>(batch: impl Fn() -> F) -> Result<u64, StoreError>
where
    F: Future<Output = Result<u64, StoreError>>,
{
    let mut cleared = 0;
    loop {
        let step = batch().await?;
        cleared += step;
        if step < BATCH {
            return Ok(cleared);
        }
    }
}

/// Clears what has expired, again and again, as long as the process lives. Two instances that do so at once only share
/// the work.
pub async fn run(state: AppState) {
    let Some(every) = state.settings().purge_every else { return };
    let mut ticks = ticks(every);
    loop {
        ticks.tick().await;
        if let Err(error) = clear_all(&state).await {
            tracing::warn!(%error, "clearing what has expired stopped half-way, it goes on next time");
        }
    }
}

/// Looks how large the tables are, again and again: counting millions of rows takes a moment.
pub async fn measure(database: SqlDatabase) {
    let mut ticks = ticks(MEASURE_EVERY);
    loop {
        ticks.tick().await;
        telemetry::measure_tables(&database).await;
    }
}

/// A late tick does not make the next ones come faster.
fn ticks(every: Duration) -> Interval {
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

async fn clear_all(state: &AppState) -> Result<(), StoreError> {
    let kept = Kept { store: state.store(), sessions: state.sessions(), now: state.now() };
    for (what, name) in KINDS {
        told(name, kept.clear(what).await?);
    }
    if let Some(keep) = state.settings().audit_keep {
        told("audit_log", in_batches(|| kept.store.forget_audit(kept.now - keep, BATCH)).await?);
    }
    Ok(())
}

fn told(what: &'static str, rows: u64) {
    if rows > 0 {
        telemetry::purged(what, rows);
        tracing::info!(what, rows, "cleared what has expired");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_can_go_goes() {
        let cleared = KINDS.map(|(what, _)| what);
        for kind in PurgeKind::ALL {
            assert!(cleared.contains(&What::Stored(kind)), "{kind:?}");
        }
    }
}
