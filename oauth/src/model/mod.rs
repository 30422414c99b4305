//! What Sésame keeps. States are enums that carry their data.

mod api_key;
mod authorization;
mod client;
mod consent;
mod device_authorization;
mod grant;
mod scope_entry;
mod signing_key;
mod token;
mod user;

pub use api_key::ApiKey;
pub use authorization::{AuthorizationCode, AuthorizationRequest, RequestId, RequestState};
pub use client::{Client, ClientAuthentication, ClientKind, ClientState, TokenFormat, UnknownWord};
pub use consent::Consent;
pub use device_authorization::{AskedFrom, DeviceAuthorization, DeviceState};
pub use grant::Grant;
pub use scope_entry::ScopeEntry;
pub use signing_key::{Algorithm, StoredKey, UnknownAlgorithm};
pub use token::{AccessToken, RefreshToken};
pub use user::{NewUser, User};
