//! `/admin`, for administrators alone: [`gate`] decides who comes in. Whatever is dangerous has a page that asks for the
//! password, and happens by [`people`], [`apps`], [`api_keys`], [`scopes`] or [`keys`] with its line in the audit log.

mod api_keys;
mod app_acts;
mod app_edit;
mod app_secret;
mod apps;
mod audit;
mod gate;
mod keys;
mod lines;
mod overview;
mod people;
mod person_acts;
mod scopes;

use app::admin::AdminNotice;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde_json::Value;

use crate::error::PageError;
use crate::render::{Viewer, see_other};
use crate::state::AppState;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin", get(overview::get))
        .route("/admin/people", get(people::list))
        .route("/admin/people/{id}", get(people::show))
        .route("/admin/people/{id}/{act}", get(person_acts::ask).post(person_acts::act))
        .route("/admin/apps", get(apps::list))
        .route("/admin/apps/{id}", get(apps::show))
        .route("/admin/apps/{id}/edit", get(app_edit::get).post(app_edit::post))
        .route("/admin/apps/{id}/secret", get(app_secret::show))
        .route("/admin/apps/{id}/{act}", get(app_acts::ask).post(app_acts::act))
        .route("/admin/api-keys", get(api_keys::list).post(api_keys::create))
        .route("/admin/api-keys/{id}", get(api_keys::show))
        .route("/admin/api-keys/{id}/revoke", get(api_keys::ask).post(api_keys::revoke))
        .route("/admin/scopes", get(scopes::list).post(scopes::create))
        .route("/admin/scopes/{name}", get(scopes::show).post(scopes::change))
        .route("/admin/scopes/{name}/delete", get(scopes::ask).post(scopes::delete))
        .route("/admin/keys", get(keys::list))
        .route("/admin/keys/rotate", get(keys::ask).post(keys::rotate))
        .route("/admin/audit", get(audit::get))
}

/// Lines of a list on one page.
const PAGE: usize = 50;
/// Lines of the log beside a person or an app.
const FEW: u64 = 10;
/// Where the session remembers what the page before did.
const NOTICE: &str = "admin";

fn not_found() -> PageError {
    PageError::new(StatusCode::NOT_FOUND, app::Problem::NotFound)
}

/// On to the next page, which says what was done.
async fn done(viewer: &Viewer, notice: AdminNotice, href: &str) -> Result<Response, PageError> {
    viewer.visitor.set_flash(NOTICE, Value::from(notice.as_str())).await?;
    Ok(see_other(href))
}

/// What the page before did.
async fn notice(viewer: &Viewer) -> Result<Option<AdminNotice>, PageError> {
    let kept = viewer.visitor.flash(NOTICE).await?;
    Ok(kept.and_then(|word| AdminNotice::named(word.as_str()?)))
}

/// What was looked for: no database has words of control characters, and some refuse them.
fn search_text(typed: Option<&str>) -> String {
    let typed = typed.unwrap_or_default().chars().filter(|c| !c.is_control());
    typed.take(100).collect::<String>().trim().to_owned()
}
