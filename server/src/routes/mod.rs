//! The handlers: extract, call, respond. One file per endpoint or page, named after its URL.

pub mod api;
pub mod logos;
pub mod oauth;
pub mod pages;
pub mod tiers;
