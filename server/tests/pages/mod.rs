//! What a person meets.

mod cookies;
mod device;
mod forms;
mod headers;
mod login;
mod logout;
