//! What a person meets.

mod change_email;
mod account;
mod admin;
mod cookies;
mod developer;
mod device;
mod forms;
mod headers;
mod login;
mod logout;
mod reset;
mod sign_up;
