//! `/user/me`: the person themselves.

use axum::extract::{Request, State};
use axum::{Extension, Json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::error::ApiError;
use super::fields::{self, Fields};
use crate::extract::current_user::CurrentUser;
use crate::extract::json_object;
use crate::openapi::bodies::NamesBody;
use crate::openapi::refusals::FieldsRefusals;
use crate::routes::api::v1::users::UserAnswer;
use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show, rename))
}

/// The person the token acts for
#[utoipa::path(
    get,
    path = "/me",
    operation_id = "me",
    responses((status = 200, description = "The person.", body = UserAnswer)),
)]
async fn show(Extension(current): Extension<CurrentUser>) -> Json<UserAnswer> {
    Json(current.user.into())
}

/// Change their names
///
/// `firstname` and `lastname`; what is not named stays.
#[utoipa::path(
    patch,
    path = "/me",
    operation_id = "rename_me",
    request_body = NamesBody,
    responses((status = 200, description = "The person.", body = UserAnswer), FieldsRefusals),
)]
async fn rename(
    State(state): State<AppState>,
    Extension(CurrentUser { user, .. }): Extension<CurrentUser>,
    request: Request,
) -> Result<Json<UserAnswer>, ApiError> {
    let mut fields = Fields::of(json_object::read(request).await?);
    let (firstname, lastname) = (fields.text("firstname", fields::name), fields.text("lastname", fields::name));
    fields.finish()?;
    let renamed = state.store().rename_user(user.id, firstname.as_deref(), lastname.as_deref()).await?;
    Ok(Json(renamed.ok_or(ApiError::NotFound)?.into()))
}
