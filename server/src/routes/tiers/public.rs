//! `/public`: what an application may see of everybody's, and `POST /public/token`.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use oauth::error::OAuthError;
use oauth::issue::Minted;
use oauth::public_token;
use oauth::request::Params;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Application;
use super::error::ApiError;
use super::list::{ListAnswer, ListQuery};
use super::pro::Id;
use super::sheet::EstablishmentAnswer;
use crate::caller::Caller;
use crate::error::TokenError;
use crate::extract::form_or_json;
use crate::openapi::bodies::{Part, PublicTokenBody, Sought};
use crate::openapi::refusals::{ParamsRefusals, PasswordRefusals, QueryRefusals, ThingRefusals};
use crate::routes::oauth::token::NO_STORE;
use crate::sign_in::People;
use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(token)).routes(routes!(search)).routes(routes!(show))
}

/// Tokens for the key's application
///
/// A client's own credentials are not needed here, so they are not looked at.
#[utoipa::path(
    post,
    path = "/token",
    operation_id = "public_token",
    request_body(
        content((PublicTokenBody = "application/x-www-form-urlencoded"), (PublicTokenBody = "application/json")),
    ),
    responses(
        (status = 200, description = "Tokens. Never cached.", body = TokenAnswer),
        ParamsRefusals,
        PasswordRefusals,
    ),
)]
async fn token(
    State(state): State<AppState>,
    caller: Caller,
    Extension(Application(client)): Extension<Application>,
    request: Request,
) -> Result<Response, TokenError> {
    let params = Params::from_pairs(form_or_json::read(request).await?);
    params.check().map_err(OAuthError::from)?;
    let (moment, people) = (state.moment(&caller.from), People { state: &state, caller: &caller });
    let minted = public_token::exchange(&moment.ctx(), state.database(), &people, &client, &params).await?;
    tracing::info!(client = %client.id, "issued tokens for an API key");
    Ok((NO_STORE, Json(TokenAnswer::from(minted))).into_response())
}

/// Search published establishments
#[utoipa::path(
    get,
    path = "/establishments",
    operation_id = "search",
    params(Sought, Part),
    responses((status = 200, description = "A part of the list, newest first.", body = ListAnswer), QueryRefusals),
)]
async fn search(
    State(state): State<AppState>,
    ListQuery { q, wanted }: ListQuery,
) -> Result<Json<ListAnswer>, ApiError> {
    Ok(Json(state.establishments().search(&q, wanted).await?.into()))
}

/// A published establishment
#[utoipa::path(
    get,
    path = "/establishments/{id}",
    operation_id = "published",
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The establishment.", body = EstablishmentAnswer), ThingRefusals),
)]
async fn show(State(state): State<AppState>, Id(id): Id) -> Result<Json<EstablishmentAnswer>, ApiError> {
    let found = state.establishments().published(id).await?;
    Ok(Json(found.ok_or(ApiError::NotFound)?.into()))
}

/// Other than the token endpoint's, as old clients expect it. The order of the keys is part of the contract.
#[derive(Serialize, ToSchema)]
#[schema(as = PublicTokenAnswer)]
struct TokenAnswer {
    access_token: String,
    expires_in: i64,
    #[schema(example = "bearer")]
    token_type: &'static str,
    scope: String,
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
}

impl From<Minted> for TokenAnswer {
    fn from(minted: Minted) -> Self {
        Self {
            access_token: minted.access_token.expose().to_owned(),
            expires_in: minted.expires_in,
            token_type: "bearer",
            scope: minted.scope.to_string(),
            refresh_token: minted.refresh_token.map(|token| token.expose().to_owned()),
        }
    }
}
