//! Which path leads where, and what every request passes on its way.
//!
//! Three groups with different rules: what **clients** call (JSON, CORS where it is opened, no session), **pages**
//! (sessions, language, no CORS ever), and **files**.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::{FromRef, MatchedPath, Request};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use oauth::context::SystemEntropy;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use tower_sessions::SessionStore;
use tracing::Span;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::address::TrustedProxies;
use crate::assets::Assets;
use crate::config::AllowedOrigin;
use crate::error::{PageError, TokenError};
use crate::extract::api_key::X_API_KEY;
use crate::routes::api::v1::{stats, users};
use crate::routes::logos;
use crate::routes::oauth::{authorize, authorize_device, consent, device, introspect, jwks, metadata, revoke, token};
use crate::routes::pages::{account, admin, developer, entry, home, login, logout};
use crate::routes::tiers::{self, Needs, Tier};
use crate::session::{SessionPolicy, with_sessions};
use crate::state::AppState;
use crate::{demo, headers, health, locale, openapi, render, telemetry};
use app::Problem;

/// Longer than any honest request takes; a body that trickles in does not hold a connection for ever.
const PATIENCE: Duration = Duration::from_secs(30);

impl FromRef<AppState> for TrustedProxies {
    fn from_ref(state: &AppState) -> Self {
        state.settings().trusted_proxies.clone()
    }
}

/// The whole server.
pub fn router(state: AppState, sessions: impl SessionStore + Clone) -> Router {
    let https = state.config().issuer.is_https();
    let clients = clients(&state);
    let mut pages = pages();
    if state.is_demo() {
        pages = pages.merge(demo::routes(clients.clone().with_state(state.clone())));
    }
    if state.shows_api_docs() {
        pages = pages.merge(openapi::routes());
    }
    let pepper = state.config().pepper.clone();
    let policy = SessionPolicy::new(state.settings(), state.clock().clone(), Arc::new(SystemEntropy), pepper);
    let pages = with_sessions(
        pages
            .fallback(async || PageError::new(StatusCode::NOT_FOUND, Problem::NotFound))
            .method_not_allowed_fallback(async || {
                PageError::new(StatusCode::METHOD_NOT_ALLOWED, Problem::MethodNotAllowed)
            })
            .layer(from_fn_with_state(state.clone(), render::draw_problems))
            .layer(from_fn_with_state(https, locale::remember)),
        sessions,
        policy,
    )
    .layer(map_response(own_up));
    let beside = Assets::embedded().router().merge(pictures()).merge(health::routes());
    let server = Router::new().merge(clients).merge(beside).merge(pages).with_state(state.clone());
    // RFC 8414 §3.1: an issuer with a path has its endpoints below it, whether or not the proxy strips the path.
    let server = match state.config().issuer.path() {
        "" => server,
        path => server.clone().nest(path, server),
    };
    server.layer(
        ServiceBuilder::new()
            .layer(SetRequestIdLayer::x_request_id(ShortId))
            .layer(TraceLayer::new_for_http().make_span_with(span).on_response(finished))
            .layer(PropagateRequestIdLayer::x_request_id())
            .option_layer(state.settings().metrics_listen.map(|_| from_fn(telemetry::count)))
            .layer(from_fn_with_state(https, headers::everywhere))
            .layer(CompressionLayer::new().compress_when(unless_html()))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE)),
    )
}

/// A session that could not be saved ends in an empty 500 after the handler has answered: say so, and where it is known.
async fn own_up(response: Response) -> Response {
    if !response.status().is_server_error() || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    tracing::error!("the session could not be saved");
    (response.status(), "Something went wrong on our side, please try again. The log knows it by the x-request-id.")
        .into_response()
}

/// Pages are a few kilobytes that hold a form's token beside what the person typed. Compressed together, their length
/// would tell the one to whoever chooses the other (the BREACH attack); uncompressed, they still fit one round trip.
fn unless_html() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::new("text/html"))
}

/// What applications call. `/oauth/authorize` is not among them: a browser goes there, and no script ever may.
fn clients(state: &AppState) -> Router<AppState> {
    let metadata_of_path = format!("{METADATA}{}", state.config().issuer.path());
    let mut clients = Router::from(endpoints())
        .route("/api/{*unknown}", any(async || json_status(StatusCode::NOT_FOUND, "there is nothing here")));
    for tier in TIERS {
        clients = clients.nest(tier.prefix, tier.guarded(state));
    }
    if metadata_of_path != METADATA {
        clients = clients.route(&metadata_of_path, get(metadata::get));
    }
    clients
        .method_not_allowed_fallback(async || {
            json_status(
                StatusCode::METHOD_NOT_ALLOWED,
                "this method is not for this address, the Allow header says which is",
            )
        })
        .layer(cors(&state.settings().cors_allow_origins))
}

/// The endpoints outside the tiers, each with its description.
fn endpoints() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(token::post))
        .routes(routes!(authorize_device::post))
        .routes(routes!(revoke::post))
        .routes(routes!(introspect::post))
        .routes(routes!(jwks::get))
        .routes(routes!(metadata::get))
        .routes(routes!(users::current_user))
        .routes(routes!(stats::get))
}

/// The one page that applications send browsers to, described for those who write them.
fn authorization_endpoint() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(authorize::get))
}

/// The descriptions of what is routed here. [`crate::openapi`] makes a document of them.
pub fn described() -> OpenApi {
    let endpoints = authorization_endpoint().merge(endpoints()).into_openapi();
    TIERS.iter().fold(endpoints, |all, tier| all.nest(tier.prefix, tier.described()))
}

/// What each tier of the API needs. This table is the whole policy: a route below a prefix has no other, and what a tier
/// does not need it does not look at.
const TIERS: [Tier; 4] = [
    Tier { prefix: "/ext", needs: Needs::Nothing, routes: tiers::ext::routes },
    Tier { prefix: "/public", needs: Needs::ApiKey, routes: tiers::public::routes },
    Tier { prefix: "/user", needs: Needs::ApiKeyAndPerson, routes: tiers::user::routes },
    Tier { prefix: "/pro", needs: Needs::ApiKeyAndPerson, routes: tiers::pro::routes },
];

const METADATA: &str = "/.well-known/oauth-authorization-server";

/// What people open.
fn pages() -> Router<AppState> {
    Router::new()
        .route("/", get(home::get))
        .route("/login", get(login::get).post(login::post))
        .route("/logout", get(logout::get).post(logout::post))
        .merge(entry::routes())
        .merge(authorization_endpoint())
        .route("/oauth/consent", get(consent::get).post(consent::post))
        .route("/oauth/device", get(device::get).post(device::post))
        .route("/oauth/device/confirm", post(device::confirm))
        .route("/oauth/device/done", get(device::done))
        .route("/oauth/device/state", get(device::state))
        .merge(account::routes())
        .merge(developer::routes())
        .merge(admin::routes())
}

/// Files that applications gave us: no session, and nothing that could run.
fn pictures() -> Router<AppState> {
    Router::new().route("/logos/{hash}", get(logos::get))
}

/// Opens the client endpoints to the origins of the setting. Credentials are never allowed: a browser's cookies are
/// nothing to these endpoints.
fn cors(origins: &[AllowedOrigin]) -> CorsLayer {
    let origins = origins.to_vec();
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, _| {
            origin.to_str().is_ok_and(|origin| origins.iter().any(|allowed| allowed.allows(origin)))
        }))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, X_API_KEY])
        .expose_headers([header::WWW_AUTHENTICATE, header::RETRY_AFTER, header::LOCATION, header::ETAG])
        .max_age(Duration::from_secs(3600))
}

fn json_status(status: StatusCode, description: &'static str) -> TokenError {
    TokenError::Http { status, description }
}

/// Eight letters that name a request in the log, in `x-request-id`, and on an error page, where a person may have to
/// read them out.
#[derive(Clone, Copy)]
struct ShortId;

impl MakeRequestId for ShortId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let id = oauth::types::UserCode::generate(&SystemEntropy).to_string().to_lowercase();
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

/// The path without its query, which may hold a code or a token (row 108).
fn span(request: &Request) -> Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let path = request.extensions().get::<MatchedPath>().map_or(request.uri().path(), MatchedPath::as_str);
    tracing::info_span!("request", id, method = %request.method(), path)
}

fn finished(response: &Response, latency: Duration, _: &Span) {
    tracing::info!(status = response.status().as_u16(), ms = latency.as_millis(), "answered");
}

/// Nothing should panic; if something does, one request fails and the log says where.
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    tracing::error!(panic = text.as_deref().unwrap_or("unknown"), "a handler panicked");
    json_status(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong on our side").into_response()
}
