//! What Sésame keeps. States are enums that carry their data.

mod api_key;
mod audit;
mod authorization;
mod client;
mod client_problem;
mod consent;
mod device_authorization;
mod grant;
mod logo;
mod scope_entry;
mod signing_key;
mod ticket;
mod token;
mod user;
mod words;

pub use api_key::ApiKey;
pub use audit::{Actor, AuditEntry, AuditEvent, AuditQuery, AuditRecord};
pub use authorization::{AuthorizationCode, AuthorizationRequest, RequestId, RequestState};
pub use client::{Client, ClientAuthentication, ClientKind, ClientSecret, ClientState, TokenFormat};
pub use client_problem::{ClientProblem, Endpoint, PROBLEMS_KEPT};
pub use consent::Consent;
pub use device_authorization::{AskedFrom, DeviceAuthorization, DeviceState};
pub use grant::Grant;
pub use logo::Logo;
pub use scope_entry::ScopeEntry;
pub use signing_key::{Algorithm, StoredKey, UnknownAlgorithm};
pub use ticket::{Ticket, TicketPurpose};
pub use token::{AccessToken, RefreshToken};
pub use user::{Language, NewUser, User, UserState};
pub use words::UnknownWord;
