//! Values that can only exist when they are right: parse or reject. Secrets cannot be printed.

mod api_key_id;
mod client_id;
mod display_text;
mod email;
mod grant_type;
mod issuer;
mod pkce;
mod redirect_uri;
mod scope;
mod secret;
mod subject;
mod user_code;

pub use api_key_id::ApiKeyId;
pub use client_id::{ClientId, InvalidClientId};
pub use display_text::{DisplayText, InvalidText, is_plain_text};
pub use email::{Email, InvalidEmail};
pub use grant_type::{GrantType, UnknownGrantType};
pub use issuer::{InvalidIssuer, Issuer};
pub use pkce::{CodeChallenge, CodeVerifier, InvalidPkce};
pub use redirect_uri::{InvalidRedirectUri, RedirectUri, VerifiedRedirectUri};
pub use scope::{InvalidScope, Scope, ScopeToken};
pub use secret::{Secret, SecretHash};
pub use subject::{GrantId, Subject, TokenId, UserId};
pub use user_code::{InvalidUserCode, UserCode, UserCodeHash};
