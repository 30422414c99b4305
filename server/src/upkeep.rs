//! What nobody can use any more goes, a few rows at a time, so that nobody waits for it. `sesame purge` does the same
//! when asked; `sesame serve` does it by itself, as often as `purge.every` says.

use oauth::store::{PurgeKind, Store, StoreError};
use storage::{SqlDatabase, SqlSessions};
use time::OffsetDateTime;
use tokio::time::{MissedTickBehavior, interval};

use crate::state::AppState;
use crate::telemetry;

/// Rows looked for at once. The store deletes them a few at a time, so that nobody waits.
const BATCH: u64 = 20_000;

/// Something that can be cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Stored(PurgeKind),
    Sessions,
    /// Lines of the audit log that were written before this time.
    AuditLog {
        before: OffsetDateTime,
    },
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

impl What {
    /// How many could go.
    pub async fn count(
        self,
        store: &dyn Store,
        sessions: &SqlSessions,
        now: OffsetDateTime,
    ) -> Result<u64, StoreError> {
        match self {
            Self::Stored(kind) => store.expired(kind, now).await,
            Self::Sessions => sessions.expired(now).await,
            Self::AuditLog { .. } => Ok(0),
        }
    }

    /// Clears all of it, batch by batch; says how many.
    pub async fn clear(
        self,
        store: &dyn Store,
        sessions: &SqlSessions,
        now: OffsetDateTime,
    ) -> Result<u64, StoreError> {
        let mut cleared = 0;
        loop {
            let step = self.step(store, sessions, now).await?;
            cleared += step;
            if step < BATCH {
                return Ok(cleared);
            }
        }
    }

    async fn step(self, store: &dyn Store, sessions: &SqlSessions, now: OffsetDateTime) -> Result<u64, StoreError> {
        match self {
            Self::Stored(kind) => store.purge(kind, now, BATCH).await,
            Self::Sessions => sessions.purge(now, BATCH).await,
            Self::AuditLog { before } => store.forget_audit(before, BATCH).await,
        }
    }
}

/// Clears what has expired, again and again, as long as the process lives. Two instances that do so at once only share
/// the work.
pub async fn run(state: AppState, database: SqlDatabase) {
    let Some(every) = state.settings().purge_every else { return };
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = clear_all(&state).await {
            tracing::warn!(%error, "clearing what has expired stopped half-way, it goes on next time");
        }
        if state.settings().metrics_listen.is_some() {
            telemetry::measure_tables(&database).await;
        }
    }
}

async fn clear_all(state: &AppState) -> Result<(), StoreError> {
    let now = state.now();
    let old_lines = state.settings().audit_keep.map(|keep| (What::AuditLog { before: now - keep }, "audit_log"));
    for (what, name) in KINDS.into_iter().chain(old_lines) {
        let cleared = what.clear(state.store(), state.sessions(), now).await?;
        if cleared > 0 {
            telemetry::purged(name, cleared);
            tracing::info!(what = name, rows = cleared, "cleared what has expired");
        }
    }
    Ok(())
}
