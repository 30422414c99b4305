//! `sesame scope`: the registry of what applications may ask for.

use clap::{Args, Subcommand};
use oauth::model::{AuditEvent, ScopeEntry};
use oauth::store::Store;
use oauth::types::ScopeToken;
use serde::Serialize;
use serde_json::json;

use super::CliError;
use super::answer::{Answer, table};
use super::instance::Instance;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Create(Create),
    /// List all scopes
    List,
    /// Strike a scope off, when no application may ask for it any more
    Delete {
        name: ScopeToken,
    },
}

/// Add a scope
#[derive(Debug, Args)]
pub(super) struct Create {
    /// As applications write it
    name: ScopeToken,
    /// What people read before they allow it, in English
    #[arg(long, value_name = "TEXT")]
    description_en: String,
    /// What people read before they allow it, in French
    #[arg(long, value_name = "TEXT")]
    description_fr: String,
    /// New applications that name no scope get it
    #[arg(long)]
    default: bool,
    /// Show it first and marked
    #[arg(long)]
    sensitive: bool,
    /// People may leave it out of what they allow
    #[arg(long)]
    optional: bool,
}

impl Command {
    pub async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        match self {
            Self::Create(create) => create.run(instance).await,
            Self::List => list(instance.store()).await,
            Self::Delete { name } => delete(instance, &name).await,
        }
    }
}

impl Create {
    async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        let Self { name, description_en, description_fr, default, sensitive, optional } = self;
        if description_en.trim().is_empty() || description_fr.trim().is_empty() {
            return Err(CliError::Failed(
                "people must be told what they allow: describe it in both languages".to_owned(),
            ));
        }
        let scope = ScopeEntry { name, description_en, description_fr, sensitive, optional, default };
        instance.store().create_scope(&scope).await?;
        let answer = Answer::new(format!("Added the scope {}.", scope.name), &ScopeView::of(&scope));
        Ok(answer.logged(instance.deed(AuditEvent::ScopeCreated).detail(scope.name.as_str())))
    }
}

async fn list(store: &dyn Store) -> Result<Answer, CliError> {
    let scopes = store.scopes().await?;
    let row = |scope: &ScopeEntry| {
        let marks = [(scope.default, "default"), (scope.sensitive, "sensitive"), (scope.optional, "optional")];
        let marks: Vec<_> = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
        [scope.name.to_string(), marks.join(", "), scope.description_en.clone(), scope.description_fr.clone()]
    };
    let rows: Vec<_> = scopes.iter().map(row).collect();
    let views: Vec<_> = scopes.iter().map(ScopeView::of).collect();
    let none = "There is no scope: sesame scope create adds one.";
    Ok(Answer::new(table(["NAME", "", "IN ENGLISH", "IN FRENCH"], &rows, none), &views))
}

async fn delete(instance: &Instance, name: &ScopeToken) -> Result<Answer, CliError> {
    let transaction = instance.begin().await?;
    let clients = transaction.clients().await?;
    let users: Vec<_> = clients.iter().filter(|client| client.scope.contains(name.as_str())).collect();
    if !users.is_empty() {
        let ids: Vec<_> = users.iter().map(|client| client.id.as_str()).collect();
        let ids = ids.join(", ");
        let text = format!("{ids} may ask for {name}: take it away first, with sesame client update --remove-scope");
        return Err(CliError::Failed(text));
    }
    if !transaction.delete_scope(name).await? {
        return Err(CliError::Failed(format!("there is no scope {name}: sesame scope list shows them")));
    }
    transaction.commit().await?;
    let answer = Answer::new(format!("Deleted the scope {name}."), &json!({ "deleted": name.as_str() }));
    Ok(answer.logged(instance.deed(AuditEvent::ScopeDeleted).detail(name.as_str())))
}

#[derive(Serialize)]
struct ScopeView {
    name: String,
    description_en: String,
    description_fr: String,
    default: bool,
    sensitive: bool,
    optional: bool,
}

impl ScopeView {
    fn of(scope: &ScopeEntry) -> Self {
        Self {
            name: scope.name.to_string(),
            description_en: scope.description_en.clone(),
            description_fr: scope.description_fr.clone(),
            default: scope.default,
            sensitive: scope.sensitive,
            optional: scope.optional,
        }
    }
}
