//! What nobody should send: each gets the RFC's error or a kind page, never a 5xx, and nothing is lost by it.

mod bodies;
mod cookies;
mod queries;
mod values;
