//! `/admin/api-keys`: what identifies applications to the API.

use app::PasswordAsk;
use app::admin::{AdminAct, AdminApiKeyRow, AdminApiKeysView, AdminSecretView, ApiKeyProblem, ShownOnce};
use axum::extract::Path;
use axum::response::Response;
use oauth::context::SystemEntropy;
use oauth::model::{ApiKey, AuditEvent, Client};
use oauth::types::{ApiKeyId, ClientId, Secret};

use super::gate::{Admin, AdminForm, Question, unprocessable};
use super::{done, not_found, notice};
use crate::error::PageError;
use crate::render::{Viewer, see_other};

const HREF: &str = "/admin/api-keys";

async fn view(viewer: &Viewer) -> Result<AdminApiKeysView, PageError> {
    let row = |key: ApiKey| AdminApiKeyRow {
        id: key.id.to_string(),
        name: key.name,
        client_id: key.client_id.to_string(),
        made: key.created_at.date(),
        revoked: key.revoked_at,
    };
    Ok(AdminApiKeysView {
        keys: viewer.store().api_keys().await?.into_iter().map(row).collect(),
        client_id: String::new(),
        name: String::new(),
        problems: Vec::new(),
        password: PasswordAsk::Ask,
        notice: None,
    })
}

pub async fn list(Admin { viewer, .. }: Admin) -> Result<Response, PageError> {
    let view = AdminApiKeysView { notice: notice(&viewer).await?, ..view(&viewer).await? };
    viewer.page(view).await
}

pub async fn create(AdminForm { admin, fields }: AdminForm) -> Result<Response, PageError> {
    let viewer = &admin.viewer;
    let text = |name| fields.get(name).unwrap_or_default().trim().to_owned();
    let (client_id, name) = (text("client_id"), text("name"));
    let client = match client_id.parse::<ClientId>() {
        Ok(id) => viewer.store().client(&id).await?,
        Err(_) => None,
    };
    let long = name.chars().count() > 100 || name.chars().any(char::is_control);
    let problems: Vec<_> = [(client.is_none(), ApiKeyProblem::NoSuchApp), (long, ApiKeyProblem::LongName)]
        .into_iter()
        .filter_map(|(is, problem)| is.then_some(problem))
        .collect();
    // Not before the rest is right: nobody types a password twice for a mistake elsewhere.
    let password = if problems.is_empty() { admin.lacks_password(&fields).await? } else { Some(PasswordAsk::Ask) };
    match (client, password) {
        (Some(client), None) => make(viewer, client, name).await,
        (_, password) => {
            let password = password.unwrap_or(PasswordAsk::Ask);
            let view = AdminApiKeysView { client_id, name, problems, password, ..view(viewer).await? };
            Ok(unprocessable(admin.again(view, HREF, password).await?))
        }
    }
}

/// The key is shown in this very answer: kept for a next page, it would rest somewhere in clear.
async fn make(viewer: &Viewer, client: Client, name: String) -> Result<Response, PageError> {
    let secret = Secret::generate(&SystemEntropy);
    let key = ApiKey {
        id: ApiKeyId::generate(&SystemEntropy),
        key: secret.hash(),
        client_id: client.id.clone(),
        name,
        created_at: viewer.state.now(),
        revoked_at: None,
    };
    let transaction = viewer.state.database().begin().await?;
    transaction.create_api_key(&key).await?;
    let entry = viewer.audit(AuditEvent::ApiKeyCreated).client(&client.id).detail(key.id.as_str());
    transaction.record(&entry).await?;
    transaction.commit().await?;
    let secret = secret.expose().to_owned();
    let view = AdminSecretView { what: ShownOnce::ApiKey, app_name: client.name, secret, back_href: HREF.to_owned() };
    viewer.page(view).await
}

/// The key of this id, and whether it still opens anything.
async fn key(viewer: &Viewer, id: &str) -> Result<ApiKey, PageError> {
    viewer.store().api_keys().await?.into_iter().find(|key| key.id.as_str() == id).ok_or_else(not_found)
}

fn question(key: &ApiKey) -> Question<AdminAct> {
    let name = if key.name.is_empty() { key.id.to_string() } else { key.name.clone() };
    let href = format!("{HREF}/{}/revoke", key.id);
    Question { act: AdminAct::RevokeApiKey { name }, href, hidden: Vec::new(), cancel_href: HREF.to_owned() }
}

pub async fn ask(admin: Admin, Path(id): Path<String>) -> Result<Response, PageError> {
    let key = key(&admin.viewer, &id).await?;
    if key.revoked_at.is_some() {
        return Ok(see_other(HREF));
    }
    admin.confirm(question(&key), PasswordAsk::Ask).await
}

pub async fn revoke(Path(id): Path<String>, AdminForm { admin, fields }: AdminForm) -> Result<Response, PageError> {
    let viewer = &admin.viewer;
    let key = key(viewer, &id).await?;
    let question = question(&key);
    if let Some(password) = admin.lacks_password(&fields).await? {
        return admin.confirm(question, password).await;
    }
    let transaction = viewer.state.database().begin().await?;
    if transaction.revoke_api_key(&key.id, viewer.state.now()).await? {
        let entry = viewer.audit(AuditEvent::ApiKeyRevoked).client(&key.client_id).detail(key.id.as_str());
        transaction.record(&entry).await?;
    }
    transaction.commit().await?;
    done(viewer, question.act.notice(), HREF).await
}
