//! `/account`: a person's own name, password, sessions, apps and history. Everything here is about whoever is signed
//! in: **no number in a path or a form names a person**, and what is somebody else's is not found.

mod activity;
mod apps;
mod delete;
mod email;
mod overview;
mod password;
mod sessions;

use app::AccountNotice;
use axum::Router;
use axum::response::Response;
use axum::routing::get;

use crate::error::PageError;
use crate::render::{Viewer, see_other};
use crate::state::AppState;

/// A form that is refused leads back to its own address: where there is no page, to the one it stands on.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/account", get(overview::get).post(overview::post))
        .route("/account/language", get(async || see_other("/account")).post(overview::language))
        .route("/account/email", get(email::get).post(email::post))
        .route("/account/password", get(password::get).post(password::post))
        .route("/account/sessions", get(sessions::get))
        .route("/account/sessions/end", get(async || see_other("/account/sessions")).post(sessions::end))
        .route("/account/sessions/end_others", get(async || see_other("/account/sessions")).post(sessions::end_others))
        .route("/account/apps", get(apps::get))
        .route("/account/apps/{client_id}/revoke", get(apps::ask).post(apps::revoke))
        .route("/account/activity", get(activity::get))
        .route("/account/delete", get(delete::get).post(delete::post))
}

/// Where the session keeps what a form did, for the page after it to say.
const NOTICE: &str = "account";

/// The page after a form, which says what the form did.
pub(super) async fn done(viewer: &Viewer, notice: AccountNotice, href: &str) -> Result<Response, PageError> {
    let notice = serde_json::to_value(notice).expect("a notice is a word and a few values");
    viewer.visitor.set_flash(NOTICE, notice).await?;
    Ok(see_other(href))
}

/// What the form before this page did.
async fn notice(viewer: &Viewer) -> Result<Option<AccountNotice>, PageError> {
    let kept = viewer.visitor.flash(NOTICE).await?;
    // Another version of this program may have kept something else.
    Ok(kept.and_then(|notice| serde_json::from_value(notice).ok()))
}
