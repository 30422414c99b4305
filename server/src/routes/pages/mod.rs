//! Pages that belong to no endpoint of the protocol.

pub mod account;
pub mod admin;
mod destination;
pub mod developer;
pub mod entry;
pub mod home;
pub mod login;
pub mod logout;
