//! The API in four tiers: who may call what, and what is answered.

mod app;
mod bad_input;
mod demo;
mod feeds;
mod me;
mod policy;
mod search;
mod sheets;
mod stats;
mod throttle;
mod token;
