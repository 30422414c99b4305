//! What the endpoints that clients call start with: the body's parameters and who the client says it is.

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use oauth::client_auth::{self, Presented};
use oauth::error::OAuthError;
use oauth::model::Client;
use oauth::request::Params;

use super::client_credentials::{self, Presented as Shown};
use super::form_or_json;
use crate::address::ClientAddress;
use crate::error::TokenError;
use crate::state::AppState;

/// The parameters of a client's request, once each, with its credentials apart.
pub struct ClientRequest {
    pub params: Params,
    pub address: ClientAddress,
    presented: Presented,
}

impl ClientRequest {
    /// The client, once it has proved who it is.
    pub async fn client(&self, state: &AppState) -> Result<Client, OAuthError> {
        let moment = state.moment();
        client_auth::authenticate(&moment.ctx(), state.store(), &self.presented, &self.address.throttle_key()).await
    }
}

impl FromRequest<AppState> for ClientRequest {
    type Rejection = TokenError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, TokenError> {
        let (mut parts, body) = request.into_parts();
        let Ok(address) = ClientAddress::from_request_parts(&mut parts, state).await;
        let (headers, query) = (parts.headers.clone(), parts.uri.query().map(str::to_owned));
        let pairs = form_or_json::read(Request::from_parts(parts, body)).await?;
        let shown = client_credentials::presented(&headers, &pairs, query.as_deref()).map_err(OAuthError::from)?;
        let params = Params::from_pairs(pairs);
        params.check().map_err(OAuthError::from)?;
        Ok(Self { params, address, presented: shown.into() })
    }
}

impl From<Shown> for Presented {
    fn from(shown: Shown) -> Self {
        match shown {
            Shown::None => Self::Nothing,
            Shown::Id(id) => Self::Id(id),
            // Some libraries write a public client's id as Basic with an empty password.
            Shown::Basic { id, secret } if secret.expose().is_empty() => Self::Id(id),
            Shown::Basic { id, secret } | Shown::Post { id, secret } => Self::Secret { id, secret },
        }
    }
}
