//! The store on real databases: one binary, because each costs a link.

mod connect;
mod contract;
mod corruption;
mod establishments;
mod migrations;
mod sessions;
mod support;
