//! `GET /api/v1/users/current_user`.

use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use oauth::model::User;
use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;
use utoipa::ToSchema;

use crate::clock::rfc3339;
use crate::error::BearerError;
use crate::extract::current_user::CurrentUser;
use crate::openapi::refusals::TokenRefusals;

/// The person the token acts for
#[utoipa::path(
    get,
    path = "/api/v1/users/current_user",
    tag = "API",
    responses((status = 200, description = "The person.", body = UserAnswer), TokenRefusals),
    security(("oauth2" = ["read"]), ("bearer" = [])),
)]
pub async fn current_user(current: CurrentUser) -> Result<Response, BearerError> {
    current.require("read")?;
    // Personal data: no cache between us and the app may keep it.
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(UserAnswer::from(current.user))).into_response())
}

/// A person as the API shows them. The order of the keys is part of the contract.
#[derive(Serialize, ToSchema)]
pub struct UserAnswer {
    id: i64,
    email: String,
    firstname: String,
    lastname: String,
    #[schema(format = DateTime)]
    created_at: String,
    /// DD/MM/YYYY.
    #[schema(example = "05/02/2024")]
    created_date: String,
}

impl From<User> for UserAnswer {
    fn from(user: User) -> Self {
        Self {
            id: user.id.0,
            email: user.email.to_string(),
            firstname: user.firstname,
            lastname: user.lastname,
            created_at: rfc3339(user.created_at),
            created_date: day(user.created_at),
        }
    }
}

/// DD/MM/YYYY.
fn day(time: OffsetDateTime) -> String {
    time.to_utc().format(format_description!("[day]/[month]/[year]")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_day_has_the_form_of_the_contract() {
        assert_eq!(day(datetime!(2024-02-05 08:52:20.957 UTC)), "05/02/2024");
    }
}
