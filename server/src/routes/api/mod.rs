//! The API behind the tokens.

pub mod v1;
