//! The protocol's endpoints.

pub mod authorize;
pub mod authorize_device;
pub mod consent;
pub mod device;
pub mod introspect;
pub mod jwks;
pub mod metadata;
pub mod revoke;
pub mod token;
