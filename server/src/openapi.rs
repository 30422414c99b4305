//! The description of everything outside the pages, in OpenAPI 3.1. It is drawn from the routes themselves: the router
//! is built from handlers that carry their descriptions, so none can be without one. What holds for many operations
//! alike is said once: [`refusals`] are the errors, [`schemes`] the ways to say who calls, and a tier's needs
//! ([`need`]) come from the router's own table.

pub mod bodies;
mod page;
pub mod refusals;
mod schemes;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use oauth::types::Issuer;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{InfoBuilder, OpenApi, PathItem, Server};

use self::refusals::{Refusal, refusals};
use crate::error::PageError;
use crate::render::Viewer;
use crate::router::described;
use crate::routes::tiers::Needs;
use crate::state::AppState;

const ABOUT: &str = "OAuth 2 for web, mobile and device applications, and the API behind it. Bodies are UTF-8; where a \
    form and JSON are both listed, they mean the same. Parameters nobody knows and \
    parameters without a value are ignored, a parameter sent twice is \
    refused, and credentials never belong in the query string. Every error is `{\"error\",\"error_description\"}`. A \
    method that is not listed is answered by 405, and the `Allow` header says which are.";

const TAGS: [(&str, &str); 7] = [
    ("OAuth", "The authorization server (RFC 6749, 7009, 7662, 8628)."),
    ("Discovery", "What clients read before they begin (RFC 8414, RFC 7517)."),
    ("API", "What an access token opens."),
    ("/ext", "Open to everybody."),
    ("/public", "For applications with an API key."),
    ("/user", "For applications with an API key, on behalf of a person."),
    ("/pro", "For applications with an API key, on behalf of a person who manages establishments."),
];

/// The whole document, as the server of this issuer has it.
pub fn document(issuer: &Issuer) -> OpenApi {
    let mut document = described();
    document.info =
        InfoBuilder::new().title("Sésame").version(env!("CARGO_PKG_VERSION")).description(Some(ABOUT)).build();
    document.servers = Some(vec![Server::new(issuer.as_str())]);
    let tag = |(name, about): (&str, &str)| TagBuilder::new().name(name).description(Some(about)).build();
    document.tags = Some(TAGS.into_iter().map(tag).collect());
    let components = document.components.get_or_insert_default();
    refusals::describe(components);
    schemes::describe(components, issuer);
    document
}

/// Says of every operation of a tier what the tier asks for, and what it answers to those who do not show it.
pub fn need(needs: Needs, tier: &'static str, api: &mut OpenApi) {
    let (schemes, refused): (&[&str], &[Refusal]) = match needs {
        Needs::Nothing => (&[], &[Refusal::OurFault]),
        Needs::ApiKey => (&["api_key"], &[Refusal::Key, Refusal::TooMany, Refusal::OurFault]),
        Needs::ApiKeyAndPerson => (
            &["api_key", "bearer"],
            &[Refusal::Malformed, Refusal::KeyOrToken, Refusal::Scope, Refusal::TooMany, Refusal::OurFault],
        ),
    };
    for operation in api.paths.paths.values_mut().flat_map(operations) {
        operation.tags = Some(vec![tier.to_owned()]);
        if !schemes.is_empty() {
            let none: [&str; 0] = [];
            let both = SecurityRequirement::default();
            let both = schemes.iter().fold(both, |both, scheme| both.add(*scheme, none));
            operation.security = Some(vec![both]);
        }
        for (status, answer) in refusals(refused) {
            operation.responses.responses.entry(status).or_insert(answer);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten()
}

/// `/api/doc`, and the document beside it.
pub fn routes() -> Router<AppState> {
    Router::new().route("/api/doc", get(browse)).route("/api/openapi.json", get(download))
}

async fn browse(viewer: Viewer) -> Result<Response, PageError> {
    let view = page::view(&document(&viewer.state.config().issuer))?;
    viewer.page(view).await
}

async fn download(State(state): State<AppState>) -> Json<OpenApi> {
    Json(document(&state.config().issuer))
}

#[cfg(test)]
mod tests;
