//! `sesame api-key`: what identifies an application to the API, in the `X-API-KEY` header.

use clap::Subcommand;
use oauth::context::SystemEntropy;
use oauth::model::{ApiKey, AuditEvent};
use oauth::types::{ApiKeyId, Secret};
use serde::Serialize;
use serde_json::json;

use super::CliError;
use super::answer::{Answer, facts, table, when};
use super::instance::{Instance, client_named};
use crate::clock::rfc3339;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a key for an application, shown once
    Create {
        /// The client_id of the application
        client_id: String,
        /// What the key is for
        #[arg(long, default_value = "")]
        name: String,
    },
    /// List all keys, newest first
    List,
    /// Let a key open nothing any more
    Revoke {
        /// The id of the key, not the key itself
        id: String,
    },
}

impl Command {
    pub async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        match self {
            Self::Create { client_id, name } => create(instance, &client_id, name).await,
            Self::List => list(instance).await,
            Self::Revoke { id } => revoke(instance, id).await,
        }
    }
}

async fn create(instance: &Instance, client_id: &str, name: String) -> Result<Answer, CliError> {
    let client = client_named(instance.store(), client_id).await?;
    let secret = Secret::generate(&SystemEntropy);
    let key = ApiKey {
        id: ApiKeyId::generate(&SystemEntropy),
        key: secret.hash(),
        client_id: client.id,
        name,
        created_at: instance.now(),
        revoked_at: None,
    };
    instance.store().create_api_key(&key).await?;
    let shown = facts(&[
        ("id", key.id.to_string()),
        ("key", secret.expose().to_owned()),
        ("client_id", key.client_id.to_string()),
        ("name", key.name.clone()),
    ]);
    let human = format!("Made an API key.\n\n{shown}\nThe key is shown this once: only its hash is kept.");
    let view = KeyView { key: Some(secret.expose().to_owned()), ..KeyView::of(&key) };
    let deed = instance.deed(AuditEvent::ApiKeyCreated).client(&key.client_id).detail(key.id.as_str());
    Ok(Answer::new(human, &view).logged(deed))
}

async fn list(instance: &Instance) -> Result<Answer, CliError> {
    let keys = instance.store().api_keys().await?;
    let row = |key: &ApiKey| {
        let state = key.revoked_at.map_or("active".to_owned(), |at| format!("revoked {}", when(at)));
        [key.id.to_string(), key.client_id.to_string(), key.name.clone(), when(key.created_at), state]
    };
    let rows: Vec<_> = keys.iter().map(row).collect();
    let views: Vec<_> = keys.iter().map(KeyView::of).collect();
    let none = "There is no API key yet: sesame api-key create makes one.";
    Ok(Answer::new(table(["ID", "CLIENT_ID", "NAME", "CREATED", "STATE"], &rows, none), &views))
}

async fn revoke(instance: &Instance, id: String) -> Result<Answer, CliError> {
    let id = ApiKeyId::from_stored(id);
    let Some(key) = instance.store().api_keys().await?.into_iter().find(|key| key.id == id) else {
        return Err(CliError::Failed(format!("there is no API key {id}: sesame api-key list shows them")));
    };
    if !instance.store().revoke_api_key(&id, instance.now()).await? {
        return Err(CliError::Failed(format!("the API key {id} was revoked before")));
    }
    let answer = Answer::new(format!("Revoked the API key {id}."), &json!({ "revoked": id.as_str() }));
    Ok(answer.logged(instance.deed(AuditEvent::ApiKeyRevoked).client(&key.client_id).detail(id.as_str())))
}

#[derive(Serialize)]
struct KeyView {
    id: String,
    /// Only where it was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    client_id: String,
    name: String,
    created_at: String,
    revoked_at: Option<String>,
}

impl KeyView {
    fn of(key: &ApiKey) -> Self {
        Self {
            id: key.id.to_string(),
            key: None,
            client_id: key.client_id.to_string(),
            name: key.name.clone(),
            created_at: rfc3339(key.created_at),
            revoked_at: key.revoked_at.map(rfc3339),
        }
    }
}
