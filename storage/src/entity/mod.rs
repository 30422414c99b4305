//! The tables, column by column. Instants are Unix milliseconds, durations milliseconds, sets of names are written
//! with spaces between them. What the texts mean is decided in [`crate::repo`].

pub mod access_token;
pub mod api_key;
pub mod audit_line;
pub mod authorization_code;
pub mod authorization_request;
pub mod client;
pub mod client_problem;
pub mod consent;
pub mod device_authorization;
pub mod fact;
pub mod grant;
pub mod logo;
pub mod refresh_token;
pub mod scope;
pub mod session;
pub mod signing_key;
pub mod throttle;
pub mod ticket;
pub mod user;
