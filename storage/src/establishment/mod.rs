//! Establishments: the places people present through the API's tiers. They live beside the protocol, on the same
//! database, and `oauth` knows nothing of them.
//!
//! Reading order: [`model`](self) (what a sheet says), `hours`, then `repo` (what can be
//! done with it). They are searched as people and applications are (`crate::search`).

mod entity;
mod hours;
mod model;
mod repo;

pub use hours::{Day, InvalidDay, InvalidTime, OpeningHours, Span, TimeOfDay, WEEKDAYS};
pub use model::{Establishment, EstablishmentId, Sheet, SheetChange};
pub use repo::{Cursor, Establishments, Owned, Page, Wanted};
