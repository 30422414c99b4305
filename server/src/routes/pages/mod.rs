//! Pages that belong to no endpoint of the protocol.

pub mod home;
pub mod login;
pub mod logout;
