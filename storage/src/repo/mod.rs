//! The verbs, one file per aggregate: how its rows are read into types, and then what can be done with them.

mod administrators;
mod api_keys;
mod audit;
mod authorizations;
mod bearer;
pub(crate) mod clients;
mod consents;
mod devices;
mod families;
mod issue;
mod keys;
mod logos;
mod problems;
pub(crate) mod purge;
mod shared;
mod tickets;
mod tokens;
mod users;
