//! The web: HTTP in, HTTP out. What the protocol decides lives in `oauth`, what people see in `app`, what is kept in
//! `storage`; here a request is read, handed on, and answered.
//!
//! Reading order: [`cli`] (how it starts), [`config`] (what can be set), [`serve`], then what every request passes:
//! [`headers`], [`locale`], [`session`], [`csrf`], [`extract`]; then where it goes: [`router`], [`routes`], and how it is
//! answered: [`render`], [`error`]. What applications call is described by [`openapi`].

pub mod address;
pub mod assets;
pub mod caller;
mod changed;
pub mod cli;
pub mod clock;
pub mod config;
pub mod csrf;
pub mod demo;
pub mod entry;
pub mod error;
pub mod extract;
pub mod hasher;
pub mod headers;
pub mod health;
pub mod locale;
pub mod logo;
pub mod mail;
pub mod onward;
pub mod openapi;
pub mod password_again;
pub mod render;
pub mod router;
pub mod routes;
pub mod secret_file;
pub mod serve;
pub mod session;
pub mod shown_once;
pub mod sign_in;
pub mod snippets;
pub mod state;
pub mod telemetry;
pub mod upkeep;
pub mod user_agent;
pub mod views;
