//! `sesame client`: the operator's hand on the applications. What makes a valid record, `oauth::registration` says.

mod create;
mod update;
mod view;

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use oauth::context::SystemEntropy;
use oauth::model::{AuditEvent, Client, ClientKind, TokenFormat};
use oauth::registration::{OldSecret, replace_secret};
use oauth::store::Store;
use serde_json::json;
use time::Duration;

use self::view::ClientView;
use super::CliError;
use super::answer::{Answer, facts, table};
use super::instance::{Instance, client_named};
use crate::config::duration;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Create(Box<create::Create>),
    Update(Box<update::Update>),
    /// List all applications
    List,
    /// Show one application
    Show {
        /// Its client_id
        identifier: String,
    },
    /// Remove an application, and with it its consents, tokens and API keys
    Delete {
        /// Its client_id
        identifier: String,
    },
    /// Give an application another secret, shown once
    RotateSecret {
        /// Its client_id
        identifier: String,
        /// Let the old secret work too, until the next rotation
        #[arg(long)]
        keep_old: bool,
    },
}

impl Command {
    pub async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        match self {
            Self::Create(create) => create.run(instance).await,
            Self::Update(update) => update.run(instance).await,
            Self::List => list(instance).await,
            Self::Show { identifier } => {
                let client = client_named(instance.store(), &identifier).await?;
                let view = ClientView::of(&client);
                Ok(Answer::new(view.facts(), &view))
            }
            Self::Delete { identifier } => delete(instance, &identifier).await,
            Self::RotateSecret { identifier, keep_old } => rotate_secret(instance, &identifier, keep_old).await,
        }
    }
}

async fn list(instance: &Instance) -> Result<Answer, CliError> {
    let clients = instance.store().clients().await?;
    let views: Vec<_> = clients.iter().map(ClientView::of).collect();
    let rows: Vec<_> = views.iter().map(ClientView::row).collect();
    let none = "There is no application yet: sesame client create makes one.";
    Ok(Answer::new(table(["CLIENT_ID", "NAME", "KIND", "STATE", "GRANT_TYPES"], &rows, none), &views))
}

async fn delete(instance: &Instance, identifier: &str) -> Result<Answer, CliError> {
    let client = client_named(instance.store(), identifier).await?;
    instance.store().delete_client(&client.id).await?;
    let human = format!("Deleted {} ({}) with its consents, tokens and API keys.", client.id, client.name);
    let answer = Answer::new(human, &json!({ "deleted": client.id.as_str() }));
    Ok(answer.logged(instance.deed(AuditEvent::ClientDeleted).client(&client.id)))
}

async fn rotate_secret(instance: &Instance, identifier: &str, keep_old: bool) -> Result<Answer, CliError> {
    let transaction = instance.begin().await?;
    let client = client_named(&*transaction, identifier).await?;
    let replaced =
        replace_secret(&client, &SystemEntropy, if keep_old { OldSecret::LivesOn } else { OldSecret::EndsNow })?;
    replace_client(&*transaction, &client, &replaced.client).await?;
    transaction.commit().await?;
    let id = client.id.as_str();
    let secret = replaced.secret.as_ref().map_or("", |secret| secret.expose());
    let old =
        if keep_old { "The old one works until the next rotation." } else { "The old one does not work any more." };
    let shown = facts(&[("client_id", id.to_owned()), ("client_secret", secret.to_owned())]);
    let human = format!("A new secret, shown this once. {old}\n\n{shown}");
    let json = json!({ "client_id": id, "client_secret": secret, "old_secret_works": keep_old });
    Ok(Answer::new(human, &json).logged(instance.deed(AuditEvent::ClientSecretRotated).client(&client.id)))
}

/// Writes an application over what was read. Its developer or an administrator may be changing it at this moment.
async fn replace_client(store: &dyn Store, before: &Client, after: &Client) -> Result<(), CliError> {
    let meanwhile = || CliError::Failed(format!("somebody else has just changed {}: run this again", before.id));
    store.replace_client(before, after).await?.then_some(()).ok_or_else(meanwhile)
}

fn kinds() -> impl TypedValueParser<Value = ClientKind> {
    PossibleValuesParser::new(["web", "native", "device", "service"]).try_map(|text| text.parse::<ClientKind>())
}

fn token_formats() -> impl TypedValueParser<Value = TokenFormat> {
    PossibleValuesParser::new(["jwt", "opaque"]).try_map(|text| text.parse::<TokenFormat>())
}

fn lifetime(text: &str) -> Result<Duration, &'static str> {
    duration(text).ok_or("it is a time like 90s, 15m, 12h or 30d")
}
