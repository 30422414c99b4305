use super::Params;
use crate::error::{ErrorCode, Refusal};
use crate::types::{GrantType, Scope, Secret};

/// A token request, one variant per grant (RFC 6749 §4, §6, RFC 8628 §3.4). The client's credentials travel apart.
#[derive(Debug)]
pub enum TokenRequest {
    AuthorizationCode(AuthorizationCodeRequest),
    RefreshToken(RefreshTokenRequest),
    ClientCredentials(ClientCredentialsRequest),
    DeviceCode(DeviceCodeRequest),
    Password(PasswordRequest),
}

/// RFC 6749 §4.1.3, RFC 7636 §4.5.
#[derive(Debug)]
pub struct AuthorizationCodeRequest {
    pub code: Secret,
    pub redirect_uri: Option<String>,
    /// Judged together with the code, so that a malformed one burns the code like a wrong one.
    pub code_verifier: Option<String>,
}

/// RFC 6749 §6.
#[derive(Debug)]
pub struct RefreshTokenRequest {
    pub refresh_token: Secret,
    pub scope: Option<Scope>,
}

/// RFC 6749 §4.4.2.
#[derive(Debug)]
pub struct ClientCredentialsRequest {
    pub scope: Option<Scope>,
}

/// RFC 8628 §3.4.
#[derive(Debug)]
pub struct DeviceCodeRequest {
    pub device_code: Secret,
}

/// RFC 6749 §4.3.2.
#[derive(Debug)]
pub struct PasswordRequest {
    /// The e-mail address, in any case.
    pub username: String,
    pub password: Secret,
    pub scope: Option<Scope>,
}

/// Why a token request cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTokenRequest {
    #[error("grant_type is required")]
    MissingGrantType,
    #[error("this server does not know that grant_type")]
    UnsupportedGrantType,
    #[error("{0} is required for this grant_type")]
    Missing(&'static str),
    #[error("scope holds a character that RFC 6749 section 3.3 does not allow")]
    MalformedScope,
}

impl Refusal for InvalidTokenRequest {
    fn code(&self) -> ErrorCode {
        match self {
            Self::MissingGrantType | Self::Missing(_) => ErrorCode::InvalidRequest,
            Self::UnsupportedGrantType => ErrorCode::UnsupportedGrantType,
            Self::MalformedScope => ErrorCode::InvalidScope,
        }
    }

    fn section(&self) -> Option<&'static str> {
        Some(match self {
            Self::MissingGrantType | Self::UnsupportedGrantType | Self::Missing(_) => "RFC 6749 §5.2",
            Self::MalformedScope => "RFC 6749 §3.3",
        })
    }

    fn parameter(&self) -> Option<&'static str> {
        Some(match self {
            Self::MissingGrantType | Self::UnsupportedGrantType => "grant_type",
            Self::Missing(name) => name,
            Self::MalformedScope => "scope",
        })
    }
}

impl TokenRequest {
    /// Reads the parameters of a token request, which are known to come once each.
    pub fn parse(params: &Params) -> Result<Self, InvalidTokenRequest> {
        let grant_type = params.get("grant_type").ok_or(InvalidTokenRequest::MissingGrantType)?;
        let required = |name| params.get(name).map(owned).ok_or(InvalidTokenRequest::Missing(name));
        // The wire knows one spelling; `GrantType::from_str` also takes the command line's short one.
        match GrantType::ALL.into_iter().find(|grant| grant.as_str() == grant_type) {
            Some(GrantType::AuthorizationCode) => Ok(Self::AuthorizationCode(AuthorizationCodeRequest {
                code: Secret::from(required("code")?),
                redirect_uri: params.get("redirect_uri").map(owned),
                code_verifier: params.get("code_verifier").map(owned),
            })),
            Some(GrantType::RefreshToken) => Ok(Self::RefreshToken(RefreshTokenRequest {
                refresh_token: Secret::from(required("refresh_token")?),
                scope: scope(params)?,
            })),
            Some(GrantType::ClientCredentials) => {
                Ok(Self::ClientCredentials(ClientCredentialsRequest { scope: scope(params)? }))
            }
            Some(GrantType::DeviceCode) => {
                Ok(Self::DeviceCode(DeviceCodeRequest { device_code: Secret::from(required("device_code")?) }))
            }
            Some(GrantType::Password) => Ok(Self::Password(PasswordRequest {
                username: required("username")?,
                password: Secret::from(required("password")?),
                scope: scope(params)?,
            })),
            None => Err(InvalidTokenRequest::UnsupportedGrantType),
        }
    }

    /// Which grant it is, to look up in the client's list.
    pub fn grant_type(&self) -> GrantType {
        match self {
            Self::AuthorizationCode(_) => GrantType::AuthorizationCode,
            Self::RefreshToken(_) => GrantType::RefreshToken,
            Self::ClientCredentials(_) => GrantType::ClientCredentials,
            Self::DeviceCode(_) => GrantType::DeviceCode,
            Self::Password(_) => GrantType::Password,
        }
    }
}

fn owned(text: &str) -> String {
    text.to_owned()
}

fn scope(params: &Params) -> Result<Option<Scope>, InvalidTokenRequest> {
    let scope = params.get("scope").map(str::parse::<Scope>).transpose();
    scope.map(|scope| scope.filter(|s| !s.is_empty())).map_err(|_| InvalidTokenRequest::MalformedScope)
}
