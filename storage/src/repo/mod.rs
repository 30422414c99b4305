//! The verbs, one file per aggregate: how its rows are read into types, and then what can be done with them.

mod api_keys;
mod authorizations;
mod clients;
mod consents;
mod devices;
mod keys;
pub(crate) mod purge;
mod shared;
mod tokens;
mod users;
