//! Who sent a request, as far as the connection tells: what tries are counted under, and what logs and pages say.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use oauth::model::AskedFrom;

use crate::address::{ClientAddress, TrustedProxies};

/// Whoever is at the other end.
#[derive(Clone, Debug)]
pub struct Caller {
    pub address: ClientAddress,
    /// The same as words: the address, and what the program calls itself.
    pub from: AskedFrom,
}

impl<S> FromRequestParts<S> for Caller
where
    TrustedProxies: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let address = ClientAddress::from_request_parts(parts, state).await?;
        let from = AskedFrom { address: Some(address.to_string()), user_agent: user_agent(&parts.headers) };
        Ok(Self { address, from })
    }
}

/// Short enough to keep.
fn user_agent(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::USER_AGENT)?.to_str().ok()?;
    Some(text.chars().take(200).collect())
}
