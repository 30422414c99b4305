//! The protocol. No HTTP, no SQL, no HTML here, so that its rules can be read and tested by themselves.
//!
//! Reading order: [`types`] (what can be said), [`model`] (what is kept), [`store`] (the verbs), [`request`] (what
//! is asked), then the rules: [`authorize`], [`device`], [`client_auth`], [`grant`], [`issue`], [`bearer`], [`api_key`].
//! [`registration`] says what makes an application that can ask at all.
//!
//! ```text
//! request ── request::parse ── client_auth ── grant::exchange ─┬─ flow (oxide-auth) ─┬─ issue ── store ── answer
//!            typed or refused   who asks       one grant,      └─ device, client's ──┘
//!                                              one file           own
//! ```

pub mod api_key;
pub mod audit;
pub mod authorize;
pub mod bearer;
mod chance;
pub mod client_auth;
pub mod context;
pub mod device;
pub mod error;
mod flow;
pub mod grant;
pub mod introspect;
pub mod issue;
pub mod jwt;
pub mod keys;
pub mod mistake;
pub mod model;
pub mod password;
pub mod public_token;
pub mod registration;
pub mod request;
pub mod revoke;
pub mod seal;
pub mod store;
#[cfg(test)]
mod testing;
pub mod throttle;
mod token;
pub mod types;
