//! `/developer/apps/new`: first the kind, then what that kind has to say.

use app::{AppKindsView, AppNotice, AppPurpose};
use axum::response::Response;
use oauth::model::{AuditEvent, Client, ClientKind};
use oauth::registration::Developer;
use oauth::request::Params;
use oauth::types::Scope;

use super::form::{Form, NewLogo, Subject};
use super::{APPS, Portal, done, secret_of};
use crate::error::PageError;
use crate::extract::query::Query;
use crate::extract::signed_in::{SignedIn, SignedInUpload};
use crate::logo::logo_href;
use crate::render::{Viewer, see_other, unprocessable};

const NEW: &str = "/developer/apps/new";

pub async fn get(SignedIn { viewer, user }: SignedIn, Query(params): Query) -> Result<Response, PageError> {
    let portal = Portal { viewer: &viewer, user: &user };
    let developer = portal.developer().await?;
    if !portal.may_register() || !developer.has_room() {
        // The list says why.
        return Ok(see_other(APPS));
    }
    let Some(kind) = kind_of(&params) else { return viewer.page(AppKindsView {}).await };
    let scopes = viewer.store().scopes().await?;
    let subject = Subject { purpose: AppPurpose::Register, kind, developer, scopes: &scopes, has: Scope::default() };
    Form::empty(&scopes).page(&viewer, subject, Vec::new()).await
}

pub async fn post(Query(params): Query, upload: SignedInUpload) -> Result<Response, PageError> {
    let SignedInUpload { viewer, user, fields, file } = upload;
    let portal = Portal { viewer: &viewer, user: &user };
    let developer = portal.developer().await?;
    if !portal.may_register() || !developer.has_room() {
        return Ok(see_other(APPS));
    }
    let Some(kind) = kind_of(&params) else { return Ok(see_other(NEW)) };
    let form = Form::read(kind, None, &fields, file).await?;
    let scopes = viewer.store().scopes().await?;
    let registered = developer.register(&portal.registrar(&scopes), kind, &form.asked);
    match form.judged(registered) {
        Ok(registered) => {
            let Some(client) = store(&viewer, &developer, registered.client, form.logo).await? else {
                // Another tab was faster.
                return Ok(see_other(APPS));
            };
            if let Some(secret) = &registered.secret {
                viewer.show_once(&secret_of(&client), secret).await?;
            }
            done(&viewer, &client, AppNotice::Registered).await
        }
        Err(mistakes) => {
            let viewer = viewer.at(&format!("{NEW}?kind={kind}"));
            let subject =
                Subject { purpose: AppPurpose::Register, kind, developer, scopes: &scopes, has: Scope::default() };
            form.page(&viewer, subject, mistakes).await.map(unprocessable)
        }
    }
}

fn kind_of(params: &Params) -> Option<ClientKind> {
    params.get("kind").and_then(|word| word.parse().ok())
}

/// `None` when they have as many as they may.
async fn store(
    viewer: &Viewer,
    developer: &Developer,
    mut client: Client,
    logo: NewLogo,
) -> Result<Option<Client>, PageError> {
    let logo = if let NewLogo::Replaced(logo) = logo { Some(logo) } else { None };
    client.logo_url = logo.as_ref().map(logo_href);
    let entry = viewer.audit(AuditEvent::ClientCreated).client(&client.id);
    let store = viewer.state.database().begin().await?;
    if !store.create_client_within(&client, developer.limit()).await? {
        return Ok(None);
    }
    if logo.is_some() {
        store.set_logo(&client.id, logo.as_ref()).await?;
    }
    store.record(&entry).await?;
    store.commit().await?;
    tracing::info!(client = %client.id, "registered");
    Ok(Some(client))
}
