//! What the endpoints that clients call start with: the body's parameters and who the client says it is.

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use oauth::client_auth::{self, Presented};
use oauth::error::OAuthError;
use oauth::mistake::{self, Refused};
use oauth::model::{Client, Endpoint};
use oauth::request::Params;

use super::client_credentials::{self, Presented as Shown};
use super::form_or_json;
use crate::caller::Caller;
use crate::error::TokenError;
use crate::state::{AppState, Moment};

/// The parameters of a client's request, once each, with its credentials apart.
pub struct ClientRequest {
    pub params: Params,
    pub caller: Caller,
    endpoint: Option<Endpoint>,
    presented: Presented,
}

impl ClientRequest {
    /// The client, once it has proved who it is.
    pub async fn client(&self, state: &AppState) -> Result<Client, OAuthError> {
        let address = self.caller.address.throttle_key();
        client_auth::authenticate(&self.moment(state).ctx(), state.store(), &self.presented, &address).await
    }

    /// Who the client says it is, and how it shows that.
    pub fn presented(&self) -> &Presented {
        &self.presented
    }

    /// The time, the caller and the keys of this request.
    pub fn moment<'a>(&self, state: &'a AppState) -> Moment<'a> {
        state.moment(&self.caller.from)
    }

    /// Hands the outcome on. A refusal that is the application's mistake is noted for its developer first.
    pub async fn noting<T>(&self, state: &AppState, outcome: Result<T, OAuthError>) -> Result<T, OAuthError> {
        if let (Err(OAuthError::Protocol(refusal)), Some(endpoint), Some(id)) =
            (&outcome, self.endpoint, self.client_id())
        {
            let refused = Refused { endpoint, params: &self.params, refusal: &**refusal };
            mistake::note_for(&self.moment(state).ctx(), state.store(), id, refused).await?;
        }
        outcome
    }

    /// Who the client says it is.
    fn client_id(&self) -> Option<&str> {
        match &self.presented {
            Presented::Nothing => None,
            Presented::Id(id) | Presented::Secret { id, .. } => Some(id),
        }
    }
}

impl FromRequest<AppState> for ClientRequest {
    type Rejection = TokenError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, TokenError> {
        let (mut parts, body) = request.into_parts();
        let Ok(caller) = Caller::from_request_parts(&mut parts, state).await;
        // Whatever path a proxy puts before it, the last part names the endpoint.
        let endpoint = parts.uri.path().rsplit('/').next().and_then(|name| name.parse().ok());
        let (headers, query) = (parts.headers.clone(), parts.uri.query().map(str::to_owned));
        let pairs = form_or_json::read(Request::from_parts(parts, body)).await?;
        let shown = client_credentials::presented(&headers, &pairs, query.as_deref());
        let params = Params::from_pairs(pairs);
        let (presented, checked) = match shown {
            Ok(shown) => (shown.into(), params.check().map_err(OAuthError::from)),
            // Whose mistake it is, the body may still tell.
            Err(error) => {
                let named = params.get("client_id").map(str::to_owned);
                (named.map_or(Presented::Nothing, Presented::Id), Err(error.into()))
            }
        };
        let request = Self { params, caller, endpoint, presented };
        request.noting(state, checked).await?;
        Ok(request)
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
