//! Where the state is kept: the store verbs of [`oauth::store`] over SQLite, PostgreSQL and MySQL or MariaDB.
//!
//! Reading order: [`connect`] (how a URL becomes connections), `link` and `lend` (which of them a statement takes), `store`
//! (the verbs, inside a transaction and outside), `links` (what goes where outside), `unit` (statements that happen
//! together, in one journey), `prepared` (texts that are made once), `queue` and `asked_once` (what is wanted at the same
//! moment), `checkpoint` (SQLite's log), `entity` (the tables), `repo` (the verbs, one file per aggregate),
//! [`session_store`] (browser sessions), [`establishment`] (what lives beside the protocol).
//!
//! **Single use is one guarded `UPDATE` whose affected rows are counted.** MySQL counts the rows that matched, so the
//! guard stands in `WHERE`. **No `RETURNING`** outside `unit`, for MySQL has it not. **No `FOR UPDATE`** but for the last
//! administrator (`repo/administrators.rs`): whether one may go hangs on the rows of the others, which no guard on a single
//! row can hold; and a person's row is held, `FOR SHARE`, while a family begins for their password (`unit`). SQLite has
//! neither and needs neither; there the transaction holds the write lock from its beginning.

mod asked_once;
mod checkpoint;
pub mod connect;
mod convert;
mod entity;
pub mod establishment;
mod lend;
mod link;
mod links;
mod migrate;
mod prepared;
mod queue;
mod repo;
mod search;
pub mod session_store;
mod store;
#[cfg(feature = "throwaway")]
pub mod throwaway;
mod unit;
mod upkeep;

pub use connect::{ConnectError, ConnectOptions, Synchronous, connect, sqlite_file};
pub use migrate::{MigrationStep, migrate, migration_status};
pub use session_store::{SessionRow, SqlSessions};
pub use store::SqlDatabase;
pub use upkeep::BackupError;
