use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use oauth::error::{ErrorCode, OAuthError};
use oauth::store::StoreError;
use serde::{Serialize, Serializer};

use crate::error::{TokenError, json_error};
use crate::extract::form_or_json::BodyError;

/// An error of the API's tiers, once it is known who calls.
#[derive(Debug)]
pub enum ApiError {
    Body(BodyError),
    /// The query cannot be read; the text says why.
    Query(&'static str),
    Fields(Wrong),
    /// Not there, or somebody else's: nobody learns which.
    NotFound,
    OAuth(OAuthError),
}

/// Fields and what is wrong with each, in the order they were read.
#[derive(Debug, Default)]
pub struct Wrong(pub Vec<(String, String)>);

impl From<BodyError> for ApiError {
    fn from(error: BodyError) -> Self {
        Self::Body(error)
    }
}

impl From<OAuthError> for ApiError {
    fn from(error: OAuthError) -> Self {
        Self::OAuth(error)
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        Self::OAuth(error.into())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::Body(error) => TokenError::Body(error).into_response(),
            Self::OAuth(error) => TokenError::OAuth(error).into_response(),
            Self::Query(description) => {
                TokenError::Http { status: StatusCode::BAD_REQUEST, description }.into_response()
            }
            Self::NotFound => json_error(StatusCode::NOT_FOUND, "not_found", "there is nothing here"),
            Self::Fields(wrong) => {
                tracing::info!(fields = ?wrong.names(), "refused");
                let description = format!("these fields are not as they must be: {}", wrong.names().join(", "));
                let error = ErrorCode::InvalidRequest.as_str();
                let body = FieldsBody { error, error_description: &description, fields: &wrong };
                (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
            }
        }
    }
}

/// As every error, with each field's own beside it.
#[derive(Serialize)]
struct FieldsBody<'a> {
    error: &'a str,
    error_description: &'a str,
    fields: &'a Wrong,
}

impl Wrong {
    fn names(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| name.as_str()).collect()
    }
}

impl Serialize for Wrong {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, why)| (name, why)))
    }
}
