//! The query of a page or of the authorization endpoint.

use app::Problem;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use oauth::error::ErrorCode;
use oauth::request::Params;

use super::form_or_json;
use crate::error::PageError;

/// The parameters of the query. Repeated ones are kept: which of them may not be, the endpoint knows.
pub struct Query(pub Params);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let pairs = form_or_json::form(parts.uri.query().unwrap_or_default());
        // Text that is not UTF-8 could not be given back as it came (`state`), so it is refused rather than mended.
        pairs.map(|pairs| Self(Params::from_pairs(pairs))).map_err(|_| {
            PageError::new(StatusCode::BAD_REQUEST, Problem::MalformedRequest)
                .with_details(ErrorCode::InvalidRequest.as_str(), "the query is not valid UTF-8")
        })
    }
}
