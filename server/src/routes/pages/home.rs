//! `GET /`.

use app::HomeView;
use axum::response::Response;

use crate::error::PageError;
use crate::render::Viewer;

pub async fn get(viewer: Viewer) -> Result<Response, PageError> {
    let demo_href = viewer.state.is_demo().then(|| "/demo".to_owned());
    viewer.page(HomeView { demo_href }).await
}
