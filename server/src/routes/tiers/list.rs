//! Lists that are too long for one answer: `?cursor=&limit=`, newest first.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth::error::OAuthError;
use oauth::request::Params;
use serde::Serialize;
use storage::establishment::{Cursor, Page, Wanted};
use utoipa::ToSchema;

use super::error::ApiError;
use super::sheet::EstablishmentAnswer;
use crate::extract::form_or_json::form;

/// Which part of a list is asked for, and what for.
pub struct ListQuery {
    /// Empty for everything.
    pub q: String,
    pub wanted: Wanted,
}

const USUAL: u16 = 20;
const MOST: u16 = 100;
const LONGEST_QUERY: usize = 200;

/// A part of a list. The order of the keys is part of the contract.
#[derive(Serialize, ToSchema)]
pub struct ListAnswer {
    establishments: Vec<EstablishmentAnswer>,
    /// To be sent back as `cursor` for the next part; `null` at the end.
    #[schema(required = true)]
    next_cursor: Option<String>,
}

impl From<Page> for ListAnswer {
    fn from(page: Page) -> Self {
        let establishments = page.establishments.into_iter().map(EstablishmentAnswer::from).collect();
        Self { establishments, next_cursor: page.next.map(write_cursor) }
    }
}

impl<S: Sync> FromRequestParts<S> for ListQuery {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let pairs =
            form(parts.uri.query().unwrap_or_default()).map_err(|_| ApiError::Query("the query is not UTF-8"))?;
        let params = Params::from_pairs(pairs);
        params.check().map_err(OAuthError::from)?;
        let q = params.get("q").unwrap_or_default();
        if q.chars().count() > LONGEST_QUERY {
            return Err(ApiError::Query("q has at most 200 characters"));
        }
        let cursor =
            params.get("cursor").map(|text| read_cursor(text).ok_or(ApiError::Query("there is no such cursor")));
        let limit = params.get("limit").map(|text| read_limit(text).ok_or(ApiError::Query("limit is 1 to 100")));
        let wanted = Wanted { after: cursor.transpose()?, limit: limit.transpose()?.unwrap_or(USUAL) };
        Ok(Self { q: q.to_owned(), wanted })
    }
}

fn read_limit(text: &str) -> Option<u16> {
    text.parse().ok().filter(|limit| (1..=MOST).contains(limit))
}

/// Opaque, so that nobody builds one: what is in it may change.
pub fn write_cursor(Cursor { at_millis, id }: Cursor) -> String {
    URL_SAFE_NO_PAD.encode(format!("{at_millis}.{id}"))
}

fn read_cursor(text: &str) -> Option<Cursor> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let (at_millis, id) = text.split_once('.')?;
    Some(Cursor { at_millis: at_millis.parse().ok()?, id: id.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_nothing_else_is_one() {
        let cursor = Cursor { at_millis: 1_772_366_400_123, id: 42 };
        assert_eq!(read_cursor(&write_cursor(cursor)), Some(cursor));
        for text in ["", "a", "MQ", "MS4", "Li4u", "////", "MTc3MjM2NjQwMDEyMy40Mg=="] {
            assert_eq!(read_cursor(text), None, "{text}");
        }
    }
}
