//! `/user/me`: the person themselves.

use axum::extract::{Request, State};
use axum::routing::get;
use axum::{Extension, Json, Router};

use super::error::ApiError;
use super::fields::{self, Fields};
use crate::extract::current_user::CurrentUser;
use crate::extract::json_object;
use crate::routes::api::v1::users::UserAnswer;
use crate::state::AppState;

pub fn routes() -> Router<AppState> {
    Router::new().route("/me", get(show).patch(rename))
}

async fn show(Extension(current): Extension<CurrentUser>) -> Json<UserAnswer> {
    Json(current.user.into())
}

/// `firstname` and `lastname`; what is not named stays.
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
