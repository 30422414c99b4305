//! What a person meets.

mod account;
mod admin;
mod change_email;
mod cookies;
mod developer;
mod device;
mod forms;
mod headers;
mod login;
mod logout;
mod reset;
mod sign_up;
