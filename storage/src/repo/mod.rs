//! The verbs, one file per aggregate: how its rows are read into types, and then what can be done with them.

mod authorizations;
mod clients;
mod consents;
mod devices;
mod keys;
mod shared;
mod tokens;
mod users;
