//! `/developer/apps/new`: first the kind, then what that kind has to say.

use app::{AppKindsView, AppNotice, AppPurpose};
use axum::response::Response;
use oauth::model::{AuditEvent, Client, ClientKind};
use oauth::request::Params;
use oauth::types::Scope;

use super::form::{Form, NewLogo, Subject};
use super::{APPS, Portal, done, secret_of, unprocessable};
use crate::error::PageError;
use crate::extract::query::Query;
use crate::extract::signed_in::{SignedIn, SignedInUpload};
use crate::logo::logo_href;
use crate::render::{Viewer, see_other};

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
            let client = store(&viewer, registered.client, form.logo).await?;
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

async fn store(viewer: &Viewer, client: Client, logo: NewLogo) -> Result<Client, PageError> {
    let NewLogo::Replaced(logo) = logo else { return keep(viewer, client, None).await };
    let client = Client { logo_url: Some(logo_href(&logo)), ..client };
    keep(viewer, client, Some(&logo)).await
}

async fn keep(viewer: &Viewer, client: Client, logo: Option<&oauth::model::Logo>) -> Result<Client, PageError> {
    let entry = viewer.audit(AuditEvent::ClientCreated).client(&client.id);
    let store = viewer.state.database().begin().await?;
    store.create_client(&client).await?;
    if logo.is_some() {
        store.set_logo(&client.id, logo).await?;
    }
    store.record(&entry).await?;
    store.commit().await?;
    tracing::info!(client = %client.id, "registered");
    Ok(client)
}
