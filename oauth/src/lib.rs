//! The protocol. No HTTP, no SQL, no HTML here, so that its rules can be read and tested by themselves.
//!
//! Reading order: [`types`] (what can be said), [`model`] (what is kept), [`store`] (the verbs), [`request`] (what
//! is asked), then the rules: [`authorize`], [`device`], [`client_auth`], [`grant`], [`issue`].
//!
//! ```text
//! request ─ request::*::parse ─ client_auth ─ grant::exchange ─┬─ flow (oxide-auth) ─┐
//!             typed or refused     who asks     one grant,      └─ device, password ──┴─ issue ─ store ─ answer
//!                                               one file
//! ```

pub mod context;
pub mod error;
pub mod keys;
pub mod model;
pub mod password;
pub mod store;
pub mod throttle;
pub mod types;
