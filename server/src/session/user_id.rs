//! `oauth` knows no serialisation of its ids: how they are kept is the keeper's affair.

use oauth::types::UserId;
use serde::{Deserialize as _, Deserializer, Serializer};

pub fn serialize<S: Serializer>(id: &UserId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(id.0)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<UserId, D::Error> {
    i64::deserialize(deserializer).map(UserId)
}
