//! Each address held to its RFC, refusals first.

mod access_tokens;
mod api_bearer;
mod authorize;
mod authorize_device;
mod authorize_redirects;
mod client_authentication;
mod code_redemption;
mod cors;
mod introspect;
mod metadata;
mod openapi;
mod proxies;
mod revoke;
mod token;
