//! `/developer/apps`: the applications a person registered themselves. **Somebody else's is not found**, whoever asks: an
//! administrator has pages of their own.

mod edit;
mod form;
mod list;
mod mistakes;
mod new;
mod overview;
mod secret;
mod stop;

use app::{AppKind, AppNotice, AppState as State, Locale, Problem};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use oauth::context::SystemEntropy;
use oauth::model::{AuditEvent, Client, ClientKind, ClientState, ScopeEntry, User};
use oauth::registration::{Developer, Registrar};

pub use self::mistakes::mistake;
use crate::config::Developers;
use crate::error::PageError;
use crate::render::{Viewer, see_other};
use crate::state::AppState;

const APPS: &str = "/developer/apps";

pub fn routes() -> Router<AppState> {
    Router::new()
        .route(APPS, get(list::get))
        .route("/developer/apps/new", get(new::get).post(new::post))
        .route("/developer/apps/{id}", get(overview::get))
        .route("/developer/apps/{id}/problems", get(overview::problems))
        .route("/developer/apps/{id}/edit", get(edit::get).post(edit::post))
        .route("/developer/apps/{id}/secret", get(secret::ask).post(secret::replace))
        .route("/developer/apps/{id}/secret/end", get(secret::ask_end).post(secret::end))
        .route("/developer/apps/{id}/pause", get(stop::ask_pause).post(stop::pause))
        .route("/developer/apps/{id}/resume", get(async || see_other(APPS)).post(stop::resume))
        .route("/developer/apps/{id}/delete", get(stop::ask_delete).post(stop::delete))
}

/// Whoever is signed in, as somebody who registers applications.
struct Portal<'a> {
    viewer: &'a Viewer,
    user: &'a User,
}

impl Portal<'_> {
    /// An application of theirs.
    async fn client(&self, id: &str) -> Result<Client, PageError> {
        let not_found = || PageError::new(StatusCode::NOT_FOUND, Problem::NotFound);
        let id = id.parse().map_err(|_| not_found())?;
        let client = self.viewer.store().client(&id).await?;
        client.filter(|client| client.owner == Some(self.user.id)).ok_or_else(not_found)
    }

    async fn developer(&self) -> Result<Developer, PageError> {
        let apps = self.viewer.store().clients_of(self.user.id).await?.len();
        Ok(Developer { user: self.user.id, admin: self.user.admin, apps })
    }

    /// Whether the setting `developers` lets them register applications.
    fn may_register(&self) -> bool {
        self.user.admin || self.viewer.state.settings().developers == Developers::Everyone
    }

    fn registrar<'b>(&self, scopes: &'b [ScopeEntry]) -> Registrar<'b> {
        Registrar { now: self.viewer.state.now(), entropy: &SystemEntropy, scopes }
    }
}

/// A page of an application.
fn href(client: &Client, page: &str) -> String {
    format!("{APPS}/{}{page}", client.id)
}

/// What the form before did is kept for one application, so that no other's page says it.
fn notice_of(client: &Client) -> String {
    format!("app {}", client.id)
}

/// The name under which a secret travels to its page.
fn secret_of(client: &Client) -> String {
    format!("secret {}", client.id)
}

/// The page of the application, which says what the form did.
async fn done(viewer: &Viewer, client: &Client, notice: AppNotice) -> Result<Response, PageError> {
    let word = serde_json::to_value(notice).expect("a notice is a word");
    viewer.visitor.set_flash(&notice_of(client), word).await?;
    Ok(see_other(&href(client, "")))
}

/// Writes an application as it is to be, with its line in the audit log. `false` when somebody else changed it since it
/// was read: **no developer undoes what an administrator did a moment ago.**
async fn replace_client(
    viewer: &Viewer,
    before: &Client,
    after: &Client,
    (event, detail): (AuditEvent, &str),
) -> Result<bool, PageError> {
    let entry = viewer.audit(event).client(&before.id);
    let entry = if detail.is_empty() { entry } else { entry.detail(detail) };
    let store = viewer.state.database().begin().await?;
    if !store.replace_client(before, after).await? {
        return Ok(false);
    }
    store.record(&entry).await?;
    store.commit().await?;
    tracing::info!(client = %before.id, %event, "changed");
    Ok(true)
}

fn kind(kind: ClientKind) -> AppKind {
    match kind {
        ClientKind::Web => AppKind::Web,
        ClientKind::Native => AppKind::Native,
        ClientKind::Device => AppKind::Device,
        ClientKind::Service => AppKind::Service,
    }
}

fn state(state: ClientState) -> State {
    match state {
        ClientState::Active => State::Active,
        ClientState::Paused => State::Paused,
        ClientState::Suspended => State::Suspended,
    }
}

/// A scope in the person's words.
fn words(entry: &ScopeEntry, locale: Locale) -> String {
    match locale {
        Locale::En => entry.description_en.clone(),
        Locale::Fr => entry.description_fr.clone(),
    }
}
