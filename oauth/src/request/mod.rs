//! Raw parameters in, typed requests out, one file per endpoint.

mod authorize;
mod params;
mod token;

pub use authorize::AuthorizeRequest;
pub use params::{InvalidParameter, Params};
pub use token::{
    AuthorizationCodeRequest, ClientCredentialsRequest, DeviceCodeRequest, InvalidTokenRequest, PasswordRequest,
    RefreshTokenRequest, TokenRequest,
};
