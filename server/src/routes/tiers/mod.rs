//! The API in four tiers. What a tier needs, the table in [`crate::router`] says; [`Tier::guarded`] sees to it before
//! any handler runs, so that no route below a prefix can forget. **What a tier does not need is not even looked at**: a
//! wrong key or token where none is needed changes nothing.

mod error;
pub mod ext;
mod feed;
mod fields;
mod list;
pub mod pro;
pub mod public;
mod sheet;
pub mod user;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::Response;
use axum::{Extension, Router};
use oauth::bearer;
use oauth::error::OAuthError;
use oauth::model::Client;
use oauth::public_token;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use self::error::ApiError;
use crate::caller::Caller;
use crate::error::{BearerError, TokenError};
use crate::extract::api_key;
use crate::extract::current_user::CurrentUser;
use crate::openapi;
use crate::state::AppState;

/// One tier of the API.
#[derive(Clone, Copy)]
pub struct Tier {
    pub prefix: &'static str,
    pub needs: Needs,
    /// Below the prefix.
    pub routes: fn() -> OpenApiRouter<AppState>,
}

/// What a tier asks of whoever calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    /// Of an active application, in `X-API-KEY`.
    ApiKey,
    /// The key, and a token with the scope [`public_token::SCOPE`] that a person has given the same application.
    ApiKeyAndPerson,
}

/// The application that calls. Handlers of a tier with a key find it in the request.
#[derive(Clone)]
pub struct Application(pub Client);

impl Tier {
    /// What its routes are, and what they ask for.
    pub fn described(self) -> OpenApi {
        let mut api = (self.routes)().into_openapi();
        openapi::need(self.needs, self.prefix, &mut api);
        api
    }

    /// Its routes, for those who show what they need.
    pub fn guarded(self, state: &AppState) -> Router<AppState> {
        let routes = Router::from((self.routes)())
            .fallback(async || ApiError::NotFound)
            .method_not_allowed_fallback(async || wrong_method());
        // The layer added last is the first to see a request: the key comes before the person.
        let with_key = from_fn_with_state(state.clone(), with_key);
        match self.needs {
            Needs::Nothing => routes,
            Needs::ApiKey => routes.layer(with_key).layer(map_response(unkept)),
            Needs::ApiKeyAndPerson => {
                let with_person = from_fn_with_state(state.clone(), with_person);
                routes.layer(with_person).layer(with_key).layer(map_response(unkept))
            }
        }
    }
}

fn wrong_method() -> TokenError {
    let description = "this method is not for this address, the Allow header says which is";
    TokenError::Http { status: StatusCode::METHOD_NOT_ALLOWED, description }
}

async fn with_key(
    State(state): State<AppState>,
    caller: Caller,
    mut request: Request,
    next: Next,
) -> Result<Response, TokenError> {
    let client = api_key::application(&state, &caller, request.headers()).await?;
    request.extensions_mut().insert(Application(client));
    Ok(next.run(request).await)
}

async fn with_person(
    Extension(Application(client)): Extension<Application>,
    current: CurrentUser,
    mut request: Request,
    next: Next,
) -> Result<Response, BearerError> {
    // RFC 6750 §3.1: "expired, revoked, malformed, or invalid for other reasons".
    if current.token.client_id != client.id {
        return Err(OAuthError::from(bearer::Error::OtherApplication).into());
    }
    current.require(public_token::SCOPE)?;
    request.extensions_mut().insert(current);
    Ok(next.run(request).await)
}

/// What was answered to one key is for nobody else, and no cache knows the key.
async fn unkept(mut response: Response) -> Response {
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
