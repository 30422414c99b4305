//! `sesame serve --demo`: what a newcomer starts. A database with a person and an app for each flow, and `/demo`, a
//! small third-party app that lives beside the server and goes through its front door like any other: it calls the
//! endpoints over HTTP, only without a network in between.

mod client;
mod device;
mod page;
pub mod seed;
mod sheets;
mod web;

use axum::Router;
use axum::routing::{get, post};

use self::client::DemoClient;
use crate::state::AppState;

/// The routes of the demo app. `server` is what it calls.
pub fn routes(server: Router) -> Router<AppState> {
    let demo = DemoClient::new(server);
    Router::new()
        .route("/demo", get(page::get))
        .route("/demo/web", get(web::start))
        .route("/demo/callback", get(web::callback))
        .route("/demo/device", post(device::start).get(device::screen))
        .layer(axum::Extension(demo))
}
