//! `/admin/api-keys`: what identifies applications to the API.

use app::PasswordAsk;
use app::admin::{AdminAct, AdminApiKeyRow, AdminApiKeysView, AdminSecretView, ApiKeyProblem, ShownOnce};
use axum::extract::Path;
use axum::response::Response;
use oauth::context::SystemEntropy;
use oauth::model::{ApiKey, AuditEvent};
use oauth::types::{ApiKeyId, ClientId, DisplayText, InvalidText, Secret};

use super::gate::{Admin, AdminForm, Question};
use super::{done, not_found, notice};
use crate::error::PageError;
use crate::render::{Viewer, see_other, unprocessable};

const HREF: &str = "/admin/api-keys";
/// Characters of what a key is for.
const LONGEST_NAME: usize = 100;

/// The name under which a key's secret travels to its page.
fn secret_of(key: &ApiKey) -> String {
    format!("api key {}", key.id)
}

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
    let name_problem = match DisplayText::parse(&name, LONGEST_NAME) {
        // It need not have one.
        Ok(_) | Err(InvalidText::Empty) => None,
        Err(InvalidText::TooLong) => Some(ApiKeyProblem::LongName),
        Err(InvalidText::Unseen) => Some(ApiKeyProblem::UnseenName),
    };
    let no_app = client.is_none().then_some(ApiKeyProblem::NoSuchApp);
    let problems: Vec<_> = no_app.into_iter().chain(name_problem).collect();
    // Not before the rest is right: nobody types a password twice for a mistake elsewhere.
    let password = if problems.is_empty() { admin.lacks_password(&fields).await? } else { Some(PasswordAsk::Ask) };
    match (client, password) {
        (Some(client), None) => make(viewer, client.id, name).await,
        (_, password) => {
            let password = password.unwrap_or(PasswordAsk::Ask);
            let view = AdminApiKeysView { client_id, name, problems, password, ..view(viewer).await? };
            Ok(unprocessable(admin.again(view, HREF, password).await?))
        }
    }
}

/// The page after this one shows it: whoever loads that again makes no second key.
async fn make(viewer: &Viewer, client_id: ClientId, name: String) -> Result<Response, PageError> {
    let secret = Secret::generate(&SystemEntropy);
    let key = ApiKey {
        id: ApiKeyId::generate(&SystemEntropy),
        key: secret.hash(),
        client_id,
        name,
        created_at: viewer.state.now(),
        revoked_at: None,
    };
    let transaction = viewer.state.database().begin().await?;
    transaction.create_api_key(&key).await?;
    let entry = viewer.audit(AuditEvent::ApiKeyCreated).client(&key.client_id).detail(key.id.as_str());
    transaction.record(&entry).await?;
    transaction.commit().await?;
    viewer.show_once(&secret_of(&key), &secret).await?;
    Ok(see_other(&format!("{HREF}/{}", key.id)))
}

/// Shows a key that was just made, once.
pub async fn show(Admin { viewer, .. }: Admin, Path(id): Path<String>) -> Result<Response, PageError> {
    let key = key(&viewer, &id).await?;
    let Some(secret) = viewer.shown_once(&secret_of(&key)).await? else { return Ok(see_other(HREF)) };
    let client = viewer.store().client(&key.client_id).await?.ok_or_else(not_found)?;
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
