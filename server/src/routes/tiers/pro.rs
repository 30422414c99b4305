//! `/pro`: the sheets a person manages, and whether everybody sees them.

use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use storage::establishment::{Establishment, EstablishmentId, Owned, SheetChange};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::error::ApiError;
use super::list::{ListAnswer, ListQuery};
use super::sheet::{self, EstablishmentAnswer};
use crate::extract::current_user::CurrentUser;
use crate::extract::json_object;
use crate::openapi::bodies::{Part, SheetBody, SheetChangeBody};
use crate::openapi::refusals::{FieldsRefusals, QueryRefusals, ThingRefusals};
use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, replace, change, delete))
        .routes(routes!(publish, unpublish))
}

/// The establishments this person manages
#[utoipa::path(
    get,
    path = "/establishments",
    operation_id = "managed",
    params(Part),
    responses((status = 200, description = "A part of the list, newest first.", body = ListAnswer), QueryRefusals),
)]
async fn list(
    State(state): State<AppState>,
    Extension(CurrentUser { user, .. }): Extension<CurrentUser>,
    ListQuery { wanted, .. }: ListQuery,
) -> Result<Json<ListAnswer>, ApiError> {
    Ok(Json(state.establishments().owned_by(user.id, wanted).await?.into()))
}

/// Add an establishment
#[utoipa::path(
    post,
    path = "/establishments",
    operation_id = "add",
    request_body = SheetBody,
    responses(
        (status = 201, description = "It is there, and not on the feeds yet.", body = EstablishmentAnswer,
            headers(("Location" = String))),
        FieldsRefusals,
    ),
)]
async fn create(
    State(state): State<AppState>,
    Extension(CurrentUser { user, .. }): Extension<CurrentUser>,
    request: Request,
) -> Result<Response, ApiError> {
    let sheet = sheet::whole(json_object::read(request).await?)?;
    let new = state.establishments().create(user.id, sheet, state.now()).await?;
    let location = state.config().issuer.join(&format!("/pro/establishments/{}", new.id.0));
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(EstablishmentAnswer::from(new))).into_response())
}

/// One of them
#[utoipa::path(
    get,
    path = "/establishments/{id}",
    operation_id = "managed_one",
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The establishment.", body = EstablishmentAnswer), ThingRefusals),
)]
async fn show(State(state): State<AppState>, Mine(mine): Mine) -> Answer {
    answer(state.establishments().owned(mine).await?)
}

/// Replace its sheet
///
/// The sheet is this and nothing else.
#[utoipa::path(
    put,
    path = "/establishments/{id}",
    operation_id = "replace",
    params(("id" = i64, Path, minimum = 1)),
    request_body = SheetBody,
    responses((status = 200, description = "The establishment.", body = EstablishmentAnswer), ThingRefusals, FieldsRefusals),
)]
async fn replace(State(state): State<AppState>, Mine(mine): Mine, request: Request) -> Answer {
    let whole = sheet::whole(json_object::read(request).await?)?;
    answer(state.establishments().update(mine, &SheetChange::from(whole), state.now()).await?)
}

/// Change its sheet
///
/// What is not named stays.
#[utoipa::path(
    patch,
    path = "/establishments/{id}",
    operation_id = "change",
    params(("id" = i64, Path, minimum = 1)),
    request_body = SheetChangeBody,
    responses((status = 200, description = "The establishment.", body = EstablishmentAnswer), ThingRefusals, FieldsRefusals),
)]
async fn change(State(state): State<AppState>, Mine(mine): Mine, request: Request) -> Answer {
    let change = sheet::change(json_object::read(request).await?)?;
    answer(state.establishments().update(mine, &change, state.now()).await?)
}

/// Remove it
#[utoipa::path(
    delete,
    path = "/establishments/{id}",
    operation_id = "remove",
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 204, description = "It is gone."), ThingRefusals),
)]
async fn delete(State(state): State<AppState>, Mine(mine): Mine) -> Result<StatusCode, ApiError> {
    let deleted = state.establishments().delete(mine).await?;
    if deleted { Ok(StatusCode::NO_CONTENT) } else { Err(ApiError::NotFound) }
}

/// Put it on the feeds
#[utoipa::path(
    put,
    path = "/establishments/{id}/publication",
    operation_id = "publish",
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The establishment.", body = EstablishmentAnswer), ThingRefusals),
)]
async fn publish(State(state): State<AppState>, Mine(mine): Mine) -> Answer {
    answer(state.establishments().publish(mine, state.now()).await?)
}

/// Take it off the feeds
#[utoipa::path(
    delete,
    path = "/establishments/{id}/publication",
    operation_id = "unpublish",
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 204, description = "Nobody sees it any more."), ThingRefusals),
)]
async fn unpublish(State(state): State<AppState>, Mine(mine): Mine) -> Result<StatusCode, ApiError> {
    let unpublished = state.establishments().unpublish(mine).await?;
    unpublished.map(|_| StatusCode::NO_CONTENT).ok_or(ApiError::NotFound)
}

type Answer = Result<Json<EstablishmentAnswer>, ApiError>;

fn answer(found: Option<Establishment>) -> Answer {
    found.map(|establishment| Json(establishment.into())).ok_or(ApiError::NotFound)
}

/// The number in the path. What is no number is nobody's.
pub struct Id(pub EstablishmentId);

/// The same, together with who asks: whose it is, the store looks.
struct Mine(Owned);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Path(text) = path.map_err(|_| ApiError::NotFound)?;
        // One establishment has one address: no sign, no leading zero.
        let id: i64 = text.parse().map_err(|_| ApiError::NotFound)?;
        if id.to_string() == text { Ok(Self(EstablishmentId(id))) } else { Err(ApiError::NotFound) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Mine {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Id(id) = Id::from_request_parts(parts, state).await?;
        let current = parts.extensions.get::<CurrentUser>().ok_or(ApiError::NotFound)?;
        Ok(Self(Owned { owner: current.user.id, id }))
    }
}
