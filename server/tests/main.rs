//! The whole server, asked through its real router over a new database. Tests read as sentences: actors
//! ([`support`]) do what people, apps and devices do, and answers are compared as they stand on the wire.
//!
//! `flows` are journeys from end to end, refusals first; `endpoints` hold one address to its RFC; `pages` are what a
//! person meets; `tiers` is the API beside the protocol; `mail` is the way letters take; `bad_input` is what nobody
//! should send; `process` starts the real program, `instances` starts it twice, `cli` calls its commands.

mod bad_input;
mod cli;
mod endpoints;
mod flows;
mod instances;
mod mail;
mod pages;
mod process;
mod support;
mod tiers;
