//! What Prometheus reads, on a listener of its own: the numbers are nobody's business who can reach the pages.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use oauth::error::OAuthError;
use oauth::request::Params;
use oauth::types::GrantType;
use storage::SqlDatabase;

/// How a request's duration is sorted, in seconds. Most answers are quicker than the first; one that hashes a password
/// takes some 50 ms.
const BUCKETS: [f64; 9] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

const REQUESTS: &str = "sesame_http_requests_total";
const DURATION: &str = "sesame_http_request_duration_seconds";
const TOKENS: &str = "sesame_token_requests_total";
const ROWS: &str = "sesame_table_rows";
const PURGED: &str = "sesame_purged_rows_total";

/// Begins to count. Without this call every count goes nowhere and costs next to nothing.
pub fn install() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new().set_buckets(&BUCKETS)?.install_recorder()?;
    describe_counter!(REQUESTS, "Requests answered, by route, method and status.");
    describe_histogram!(DURATION, metrics::Unit::Seconds, "From the request to its answer, by route.");
    describe_counter!(TOKENS, "Token requests, by grant and outcome.");
    describe_gauge!(ROWS, "Rows in each table, as of the last look.");
    describe_counter!(PURGED, "Rows cleared away because nobody could use them any more, by table.");
    Ok(handle)
}

/// The one page of the listener.
pub fn routes(handle: PrometheusHandle) -> Router {
    let page = async move || -> Response {
        // Histograms are summed up when somebody looks.
        handle.run_upkeep();
        ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], handle.render()).into_response()
    };
    Router::new().route("/metrics", get(page))
}

/// Middleware that counts every request under the pattern of its route: paths with ids in them would be without end.
pub async fn count(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let method = request.method().as_str().to_owned();
    let began = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    counter!(REQUESTS, "route" => route.clone(), "method" => method, "status" => status).increment(1);
    histogram!(DURATION, "route" => route).record(began.elapsed());
    response
}

/// Counts a token request: `outcome` is `ok` or the RFC's word for what was wrong.
pub fn token_request(params: &Params, refused: Option<&OAuthError>) {
    // Only names we know: what anybody may write would make labels without end.
    let known = |name: &str| GrantType::ALL.into_iter().find(|grant| grant.as_str() == name);
    let grant_type = params.get("grant_type").and_then(known).map_or("(other)", GrantType::as_str);
    let outcome = refused.map_or("ok", |error| error.code().as_str());
    counter!(TOKENS, "grant_type" => grant_type, "outcome" => outcome).increment(1);
}

/// Counts what a clearing has cleared.
pub fn purged(what: &'static str, rows: u64) {
    counter!(PURGED, "what" => what).increment(rows);
}

/// Looks how large the tables are.
pub async fn measure_tables(database: &SqlDatabase) {
    match database.table_rows().await {
        Ok(tables) => {
            for (table, rows) in tables {
                #[expect(clippy::cast_precision_loss, reason = "a gauge of rows is not exact to the last of 2^53")]
                gauge!(ROWS, "table" => table).set(rows as f64);
            }
        }
        Err(error) => tracing::warn!(%error, "cannot count the tables' rows"),
    }
}
