//! What of a session its person is shown.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{VISIT, Visit};

/// From where a browser came, for the person to recognise it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub address: Option<String>,
    pub user_agent: Option<String>,
}

/// What a person's list of sessions says of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenSession {
    pub signed_in_at: OffsetDateTime,
    pub seen_at: OffsetDateTime,
    pub from: Place,
}

impl SeenSession {
    /// Reads it from what the store keeps of a session; `None` when nobody is signed in there, or another version of
    /// this program wrote it.
    pub fn of(data: &serde_json::Value) -> Option<Self> {
        let visit: Visit = serde_json::from_value(data.get(VISIT)?.clone()).ok()?;
        Some(Self { signed_in_at: visit.person.at, seen_at: visit.seen_at, from: visit.seen_from })
    }
}
