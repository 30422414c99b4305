//! The store on real databases: one binary, because each costs a link.

mod connect;
mod contract;
mod corruption;
mod establishments;
mod measures;
mod migrations;
mod plans;
mod races;
mod sessions;
mod support;
