//! From HTTP to values: each file reads one thing a request may carry and refuses what is ambiguous.

pub mod api_key;
pub mod bearer;
pub mod client_credentials;
pub mod client_request;
pub mod current_user;
pub mod form_or_json;
pub mod json_object;
pub mod page_form;
pub mod query;
pub mod signed_in;
