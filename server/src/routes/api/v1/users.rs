//! `GET /api/v1/users/current_user`.

use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use oauth::model::User;
use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::error::BearerError;
use crate::extract::current_user::CurrentUser;

pub async fn current_user(current: CurrentUser) -> Result<Response, BearerError> {
    current.require("read")?;
    // Personal data: no cache between us and the app may keep it.
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(UserAnswer::from(current.user))).into_response())
}

/// The order of the keys is part of the contract.
#[derive(Serialize)]
struct UserAnswer {
    id: i64,
    email: String,
    firstname: String,
    lastname: String,
    created_at: String,
    created_date: String,
}

impl From<User> for UserAnswer {
    fn from(user: User) -> Self {
        Self {
            id: user.id.0,
            email: user.email.to_string(),
            firstname: user.firstname,
            lastname: user.lastname,
            created_at: instant(user.created_at),
            created_date: day(user.created_at),
        }
    }
}

/// RFC 3339 in UTC with milliseconds.
fn instant(time: OffsetDateTime) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    time.to_utc().format(format).unwrap_or_default()
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
    fn times_have_the_forms_of_the_contract() {
        let time = datetime!(2024-02-05 08:52:20.957 UTC);
        assert_eq!(instant(time), "2024-02-05T08:52:20.957Z");
        assert_eq!(day(time), "05/02/2024");
    }
}
