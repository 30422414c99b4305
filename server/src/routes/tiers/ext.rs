//! `/ext`: what anybody may read, feeds of the published sheets. A reader that asks again and again is told `304` by
//! its ETag. There is no `304` by date: a sheet that was taken back leaves no newer date behind.

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth::error::OAuthError;
use storage::establishment::Wanted;
use time::OffsetDateTime;
use time::macros::format_description;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::error::ApiError;
use super::feed::{Feed, atom, json};
use super::list::{ListQuery, write_cursor};
use crate::headers::is_known;
use crate::openapi::bodies::FeedPart;
use crate::openapi::refusals::QueryRefusals;
use crate::state::AppState;

const JSON_FEED: &str = "/ext/feeds/establishments.json";
const ATOM: &str = "/ext/feeds/establishments.atom";
/// Sheets in one document.
const LENGTH: u16 = 50;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(json_feed)).routes(routes!(atom_feed))
}

/// Published establishments, newest first, as JSON Feed 1.1
#[utoipa::path(
    get,
    path = "/feeds/establishments.json",
    params(FeedPart, ("If-None-Match" = Option<String>, Header, description = "The ETag of the answer one has.")),
    responses(
        (status = 200, description = "A document of the feed.", body = json::JsonFeed,
            content_type = "application/feed+json", headers(("ETag" = String))),
        (status = 304, description = "It is as you have it."),
        QueryRefusals,
    ),
)]
async fn json_feed(State(state): State<AppState>, query: ListQuery, headers: HeaderMap) -> Result<Response, ApiError> {
    let format = Format { path: JSON_FEED, content_type: json::CONTENT_TYPE, write: |feed| json::write(feed).ok() };
    format.answer(&state, &query, &headers).await
}

/// Published establishments, newest first, as Atom
#[utoipa::path(
    get,
    path = "/feeds/establishments.atom",
    params(FeedPart, ("If-None-Match" = Option<String>, Header, description = "The ETag of the answer one has.")),
    responses(
        (status = 200, description = "A document of the feed.", body = String,
            content_type = "application/atom+xml", headers(("ETag" = String))),
        (status = 304, description = "It is as you have it."),
        QueryRefusals,
    ),
)]
async fn atom_feed(State(state): State<AppState>, query: ListQuery, headers: HeaderMap) -> Result<Response, ApiError> {
    let format = Format { path: ATOM, content_type: atom::CONTENT_TYPE, write: |feed| atom::write(feed).ok() };
    format.answer(&state, &query, &headers).await
}

struct Format {
    path: &'static str,
    content_type: &'static str,
    write: fn(&Feed<'_>) -> Option<Vec<u8>>,
}

impl Format {
    async fn answer(self, state: &AppState, query: &ListQuery, headers: &HeaderMap) -> Result<Response, ApiError> {
        let after = query.wanted.after;
        let page = &state.establishments().search("", Wanted { after, limit: LENGTH }).await?;
        let query = after.map(|cursor| format!("?cursor={}", write_cursor(cursor))).unwrap_or_default();
        let feed = Feed { state, path: self.path, query, page };
        let body = (self.write)(&feed).ok_or(OAuthError::Internal("a feed could not be written"))?;
        // Weak: compressed on its way it is the same feed in other bytes.
        let etag = format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(&digest(&SHA256, &body).as_ref()[..16]));
        let known = is_known(headers, &etag);
        let headers: [(HeaderName, String); 2] = [
            (header::ETAG, etag),
            // Readers come by every few minutes; what was taken back is gone a minute later everywhere.
            (header::CACHE_CONTROL, "public, max-age=60".to_owned()),
        ];
        let modified = feed.updated().and_then(http_date).map(|date| [(header::LAST_MODIFIED, date)]);
        let modified = modified.map(axum::response::AppendHeaders);
        if known {
            return Ok((StatusCode::NOT_MODIFIED, headers, modified, ()).into_response());
        }
        Ok((headers, modified, [(header::CONTENT_TYPE, self.content_type)], body).into_response())
    }
}

/// RFC 9110 §5.6.7.
fn http_date(time: OffsetDateTime) -> Option<HeaderValue> {
    let format =
        format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    HeaderValue::try_from(time.to_utc().format(format).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_date_is_written_as_http_does() {
        let time = datetime!(1994-11-06 10:49:37 +2);
        assert_eq!(http_date(time).unwrap(), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
