//! SQLite's write-ahead log, carried over into the database beside those who write.
//!
//! Left to itself, SQLite does so within the commit that makes the log too long: after a purge that is many pages all
//! over the file, and whoever happens to commit waits for them all. A connection of its own carries them over without
//! being in anybody's way; to the writer is left what came in the moment before, and to begin the log anew.

use std::time::Duration;

use sea_orm::ConnectionTrait as _;

use crate::link::Link;

/// How often the log is carried over.
const EVERY: Duration = Duration::from_millis(250);
/// The log's length in pages from which on the writer helps.
pub(crate) const HELP_FROM: &str = "4000";

/// Carries the log over as long as the database is in use.
pub(crate) async fn beside(own: Link, in_use: impl Fn() -> bool) {
    while in_use() {
        tokio::time::sleep(EVERY).await;
        // What is not carried over now is carried over later: by the writer, if by nobody else.
        let _ = own.execute_unprepared("PRAGMA wal_checkpoint(PASSIVE)").await;
    }
}
