use std::fmt;
use std::str::FromStr;

/// The grants Sésame knows. There is no implicit grant (RFC 9700 §2.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GrantType {
    AuthorizationCode,
    RefreshToken,
    ClientCredentials,
    DeviceCode,
    Password,
}

/// Not a grant type of this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "known grant types are authorization_code, refresh_token, client_credentials, password and urn:ietf:params:oauth:grant-type:device_code"
)]
pub struct UnknownGrantType;

impl GrantType {
    /// Every grant type, in the order they are documented.
    pub const ALL: [Self; 5] =
        [Self::AuthorizationCode, Self::RefreshToken, Self::ClientCredentials, Self::DeviceCode, Self::Password];

    /// The value of the `grant_type` parameter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::ClientCredentials => "client_credentials",
            Self::DeviceCode => "urn:ietf:params:oauth:grant-type:device_code",
            Self::Password => "password",
        }
    }
}

impl FromStr for GrantType {
    type Err = UnknownGrantType;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // `device_code` is what a person types on a command line; the wire uses the URN (RFC 8628 §3.4).
        if text == "device_code" {
            return Ok(Self::DeviceCode);
        }
        Self::ALL.into_iter().find(|grant| grant.as_str() == text).ok_or(UnknownGrantType)
    }
}

impl fmt::Display for GrantType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
