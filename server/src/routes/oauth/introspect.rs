//! `POST /oauth/introspect` (RFC 7662).

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use oauth::error::OAuthError;
use oauth::introspect::{self, Active, ActiveKind};
use serde::Serialize;
use utoipa::ToSchema;

use super::token::NO_STORE;
use crate::error::TokenError;
use crate::extract::client_request::ClientRequest;
use crate::openapi::bodies::AboutTokenBody;
use crate::openapi::refusals::ClientRefusals;
use crate::state::AppState;

/// Ask what a token is worth
///
/// For confidential clients: an id alone is not enough.
#[utoipa::path(
    post,
    path = "/oauth/introspect",
    operation_id = "introspect",
    tag = "OAuth",
    request_body(content((AboutTokenBody = "application/x-www-form-urlencoded"), (AboutTokenBody = "application/json"))),
    responses(
        (status = 200, description = "What the token is.", body = Answer),
        ClientRefusals,
    ),
    security((), ("client" = [])),
)]
pub async fn post(State(state): State<AppState>, request: ClientRequest) -> Result<Response, TokenError> {
    let found = request.noting(&state, introspect(&state, &request).await).await?;
    let issuer = state.config().issuer.as_str();
    Ok((NO_STORE, Json(found.map_or(Answer::Inactive { active: false }, |active| Answer::of(active, issuer))))
        .into_response())
}

async fn introspect(state: &AppState, request: &ClientRequest) -> Result<Option<Active>, OAuthError> {
    let token = request.params.get("token");
    state.follow_key_of(token).await?;
    let address = request.caller.address.throttle_key();
    let moment = request.moment(state);
    introspect::introspect(&moment.ctx(), state.store(), request.presented(), &address, token).await
}

/// RFC 7662 §2.2. An inactive token is `{"active":false}` and not a word more.
#[derive(Serialize, ToSchema)]
#[schema(as = IntrospectionAnswer)]
#[serde(untagged)]
enum Answer {
    Inactive {
        active: bool,
    },
    Active {
        active: bool,
        scope: String,
        client_id: String,
        sub: String,
        aud: String,
        iss: String,
        exp: i64,
        iat: i64,
        token_type: &'static str,
        #[schema(nullable = false)]
        #[serde(skip_serializing_if = "Option::is_none")]
        jti: Option<String>,
    },
}

impl Answer {
    fn of(active: Active, issuer: &str) -> Self {
        let (token_type, jti) = match active.kind {
            ActiveKind::Access(id) => ("Bearer", Some(id.as_str().to_owned())),
            ActiveKind::Refresh => ("refresh_token", None),
        };
        Self::Active {
            active: true,
            scope: active.scope.to_string(),
            client_id: active.client_id.to_string(),
            sub: active.subject.to_string(),
            aud: issuer.to_owned(),
            iss: issuer.to_owned(),
            exp: active.expires_at.unix_timestamp(),
            iat: active.issued_at.unix_timestamp(),
            token_type,
            jti,
        }
    }
}
