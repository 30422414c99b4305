//! What the endpoints that clients call start with: the body's parameters and who the client says it is.

use axum::extract::{FromRequest, Request};
use oauth::client_auth::Presented;
use oauth::error::OAuthError;
use oauth::request::Params;

use super::client_credentials::{self, Presented as Shown};
use super::form_or_json;
use crate::error::TokenError;
use crate::state::AppState;

/// The parameters of a client's request, once each, with its credentials apart.
pub struct ClientRequest {
    pub params: Params,
    pub presented: Presented,
}

impl FromRequest<AppState> for ClientRequest {
    type Rejection = TokenError;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, TokenError> {
        let headers = request.headers().clone();
        let query = request.uri().query().map(str::to_owned);
        let pairs = form_or_json::read(request).await?;
        let shown = client_credentials::presented(&headers, &pairs, query.as_deref()).map_err(OAuthError::from)?;
        let params = Params::from_pairs(pairs);
        params.check().map_err(OAuthError::from)?;
        Ok(Self { params, presented: shown.into() })
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
