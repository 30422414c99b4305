//! Pausing an application, letting it act again, and deleting it.

use app::{AppAct, AppNotice, ConfirmView, PasswordAsk};
use axum::extract::Path;
use axum::response::Response;
use oauth::model::{AuditEvent, Client, ClientState};

use super::list::DELETED;
use super::{APPS, Portal, done, href, replace_client};
use crate::error::PageError;
use crate::extract::signed_in::{SignedIn, SignedInForm};
use crate::render::{Viewer, see_other};

pub async fn ask_pause(SignedIn { viewer, user }: SignedIn, Path(id): Path<String>) -> Result<Response, PageError> {
    let client = Portal { viewer: &viewer, user: &user }.client(&id).await?;
    if client.state != ClientState::Active {
        return Ok(see_other(&href(&client, "")));
    }
    confirm(&viewer, &client, "/pause", AppAct::Pause { app: client.name.clone() }).await
}

pub async fn pause(Path(id): Path<String>, form: SignedInForm) -> Result<Response, PageError> {
    let SignedInForm { viewer, user, .. } = form;
    let client = Portal { viewer: &viewer, user: &user }.client(&id).await?;
    match client.state {
        ClientState::Active => set_state(&viewer, &client, ClientState::Paused, AppNotice::Paused).await,
        ClientState::Paused => done(&viewer, &client, AppNotice::Paused).await,
        ClientState::Suspended => done(&viewer, &client, AppNotice::StillSuspended).await,
    }
}

/// What an administrator stopped, its developer cannot start.
pub async fn resume(Path(id): Path<String>, form: SignedInForm) -> Result<Response, PageError> {
    let SignedInForm { viewer, user, .. } = form;
    let client = Portal { viewer: &viewer, user: &user }.client(&id).await?;
    match client.state {
        ClientState::Paused => set_state(&viewer, &client, ClientState::Active, AppNotice::Resumed).await,
        ClientState::Active => done(&viewer, &client, AppNotice::Resumed).await,
        ClientState::Suspended => done(&viewer, &client, AppNotice::StillSuspended).await,
    }
}

/// Says how many people lose their connection.
pub async fn ask_delete(SignedIn { viewer, user }: SignedIn, Path(id): Path<String>) -> Result<Response, PageError> {
    let client = Portal { viewer: &viewer, user: &user }.client(&id).await?;
    let now = viewer.state.now();
    let act = AppAct::Delete {
        app: client.name.clone(),
        people: viewer.store().count_people_of_client(&client.id, now).await?,
        sessions: viewer.store().count_grants_of_client(&client.id, now).await?,
    };
    confirm(&viewer, &client, "/delete", act).await
}

/// With the application go its consents, tokens and keys.
pub async fn delete(Path(id): Path<String>, form: SignedInForm) -> Result<Response, PageError> {
    let SignedInForm { viewer, user, .. } = form;
    let client = Portal { viewer: &viewer, user: &user }.client(&id).await?;
    // Its name goes with it, and the log is to be read later too.
    let entry = viewer.audit(AuditEvent::ClientDeleted).client(&client.id).detail(client.name.clone());
    let store = viewer.state.database().begin().await?;
    store.delete_client(&client.id).await?;
    store.record(&entry).await?;
    store.commit().await?;
    tracing::info!(client = %client.id, "deleted");
    viewer.visitor.set_flash(DELETED, client.name.into()).await?;
    Ok(see_other(APPS))
}

async fn confirm(viewer: &Viewer, client: &Client, page: &str, act: AppAct) -> Result<Response, PageError> {
    let view = ConfirmView {
        act,
        action: href(client, page),
        hidden: Vec::new(),
        cancel_href: href(client, ""),
        password: PasswordAsk::No,
    };
    viewer.page(view).await
}

async fn set_state(
    viewer: &Viewer,
    client: &Client,
    state: ClientState,
    notice: AppNotice,
) -> Result<Response, PageError> {
    let event = if state == ClientState::Active { AuditEvent::ClientResumed } else { AuditEvent::ClientPaused };
    let after = Client { state, ..client.clone() };
    let changed = replace_client(viewer, client, &after, (event, "")).await?;
    done(viewer, client, if changed { notice } else { AppNotice::ChangedMeanwhile }).await
}
