//! `/developer/apps/{id}/edit`.

use app::{AppNotice, AppPurpose};
use axum::extract::Path;
use axum::response::Response;
use oauth::model::{AuditEntry, Client, ScopeEntry};
use oauth::registration::Developer;

use super::form::{Form, NewLogo, Subject};
use super::{Portal, done, href};
use crate::changed;
use crate::error::PageError;
use crate::extract::signed_in::{SignedIn, SignedInUpload};
use crate::logo::logo_href;
use crate::render::{Viewer, unprocessable};

pub async fn get(SignedIn { viewer, user }: SignedIn, Path(id): Path<String>) -> Result<Response, PageError> {
    let portal = Portal { viewer: &viewer, user: &user };
    let client = portal.client(&id).await?;
    let developer = portal.developer().await?;
    let scopes = viewer.store().scopes().await?;
    Form::of(&client).page(&viewer, subject(&client, developer, &scopes), Vec::new()).await
}

pub async fn post(Path(id): Path<String>, upload: SignedInUpload) -> Result<Response, PageError> {
    let SignedInUpload { viewer, user, fields, file } = upload;
    let portal = Portal { viewer: &viewer, user: &user };
    let before = portal.client(&id).await?;
    let developer = portal.developer().await?;
    let form = Form::read(before.kind, Some(&before), &fields, file).await?;
    let scopes = viewer.store().scopes().await?;
    let new_logo = !matches!(form.logo, NewLogo::AsBefore);
    let changed = developer.change(&portal.registrar(&scopes), &before, &form.asked, new_logo);
    match form.judged(changed) {
        Ok(client) => {
            if !save(&viewer, &before, client.clone(), form.logo).await? {
                return done(&viewer, &before, AppNotice::ChangedMeanwhile).await;
            }
            let notice = match (before.verified && !client.verified, before.trusted && !client.trusted) {
                (_, true) => AppNotice::SavedUntrusted,
                (true, false) => AppNotice::SavedUnverified,
                (false, false) => AppNotice::Saved,
            };
            done(&viewer, &client, notice).await
        }
        Err(mistakes) => {
            let viewer = viewer.at(&href(&before, "/edit"));
            form.page(&viewer, subject(&before, developer, &scopes), mistakes).await.map(unprocessable)
        }
    }
}

fn subject<'a>(client: &Client, developer: Developer, scopes: &'a [ScopeEntry]) -> Subject<'a> {
    let purpose = AppPurpose::Change {
        id: client.id.to_string(),
        name: client.name.clone(),
        verified: client.verified,
        trusted: client.trusted,
        logo_href: client.logo_url.clone(),
    };
    Subject { purpose, kind: client.kind, developer, scopes, has: client.scope.clone() }
}

/// Whether it was still as it was read.
async fn save(viewer: &Viewer, before: &Client, mut client: Client, logo: NewLogo) -> Result<bool, PageError> {
    let store = viewer.state.database().begin().await?;
    match logo {
        NewLogo::AsBefore => {}
        NewLogo::Removed => {
            client.logo_url = None;
            store.set_logo(&client.id, None).await?;
        }
        NewLogo::Replaced(logo) => {
            client.logo_url = Some(logo_href(&logo));
            store.set_logo(&client.id, Some(&logo)).await?;
        }
    }
    let saved = store.replace_client(before, &client).await?;
    if saved {
        for (event, detail) in changed::events(before, &client) {
            store.record(&AuditEntry { detail, ..viewer.audit(event).client(&client.id) }).await?;
        }
        store.commit().await?;
    }
    Ok(saved)
}
