//! `sesame user`: people who can sign in.

use clap::{Args, Subcommand};
use oauth::model::{AuditEvent, NewUser, User};
use oauth::store::{Store, StoreError};
use oauth::types::Email;
use serde::Serialize;
use serde_json::json;

use super::answer::{Answer, count, table, when};
use super::instance::Instance;
use super::{CliError, password};
use crate::clock::rfc3339;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Create(Create),
    /// List everybody
    List,
    SetPassword(SetPassword),
    /// Remove a person, and with them their sessions, consents and tokens; the last administrator stays
    Delete {
        /// Their address
        email: Email,
    },
}

/// Add a person; the password is asked for without showing it
#[derive(Debug, Args)]
pub(super) struct Create {
    /// Their address, which they sign in with
    email: Email,
    #[arg(long, value_name = "NAME", default_value = "")]
    firstname: String,
    #[arg(long, value_name = "NAME", default_value = "")]
    lastname: String,
    /// Read the password from standard input, one line
    #[arg(long)]
    password_stdin: bool,
    /// Let them administer this server
    #[arg(long)]
    admin: bool,
}

/// Give a person another password, and end their sessions
#[derive(Debug, Args)]
pub(super) struct SetPassword {
    /// Their address
    email: Email,
    /// Read the password from standard input, one line
    #[arg(long)]
    password_stdin: bool,
    /// Revoke the tokens that applications hold for them too
    #[arg(long)]
    revoke_tokens: bool,
}

impl Command {
    pub async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        match self {
            Self::Create(create) => create.run(instance).await,
            Self::List => list(instance).await,
            Self::SetPassword(set_password) => set_password.run(instance).await,
            Self::Delete { email } => delete(instance, &email).await,
        }
    }
}

impl Create {
    async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        let Self { email, firstname, lastname, admin, .. } = self;
        // Before anybody types a password for nothing.
        if instance.store().user_by_email(&email).await?.is_some() {
            return Err(taken(&email));
        }
        let password = password::ask(self.password_stdin, "Password (empty for none yet): ")?;
        let known = [email.as_str(), &firstname, &lastname];
        let password = password.map(|password| password::hash(&password, &known)).transpose()?;
        let created_at = instance.now();
        let user = NewUser { email: email.clone(), firstname, lastname, password, admin, language: None, created_at };
        let user = instance.store().create_user(user).await.map_err(|error| match error {
            StoreError::Duplicate(_) => taken(&email),
            error => error.into(),
        })?;
        let note = match user.password {
            Some(_) => String::new(),
            None => format!(" They cannot sign in before sesame user set-password {email}."),
        };
        let answer = Answer::new(format!("Added {email} as number {}.{note}", user.id), &UserView::of(&user));
        let answer = answer.logged(instance.deed(AuditEvent::AccountCreated).about(user.id));
        Ok(if user.admin { answer.logged(instance.deed(AuditEvent::AdminGranted).about(user.id)) } else { answer })
    }
}

fn taken(email: &Email) -> CliError {
    CliError::Failed(format!("there is somebody with the address {email} already"))
}

async fn list(instance: &Instance) -> Result<Answer, CliError> {
    let users = instance.store().users().await?;
    let row = |user: &User| {
        let notes = [(user.admin, "admin"), (user.password.is_none(), "no password yet")];
        let notes: Vec<_> = notes.into_iter().filter(|(is, _)| *is).map(|(_, note)| note).collect();
        [user.id.to_string(), user.email.to_string(), user.full_name(), when(user.created_at), notes.join(", ")]
    };
    let rows: Vec<_> = users.iter().map(row).collect();
    let none = "There is nobody yet: sesame user create adds a person.";
    let views: Vec<_> = users.iter().map(UserView::of).collect();
    Ok(Answer::new(table(["ID", "EMAIL", "NAME", "CREATED", ""], &rows, none), &views))
}

impl SetPassword {
    async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        let user = person(instance.store(), &self.email).await?;
        let password = password::ask(self.password_stdin, "New password: ")?
            .ok_or_else(|| CliError::Failed("there is no password: pipe it in with --password-stdin".to_owned()))?;
        let hash = password::hash(&password, &[user.email.as_str(), &user.firstname, &user.lastname])?;
        instance.store().set_password(user.id, &hash).await?;
        // Whoever knew the old one may be signed in with it.
        let sessions = instance.sessions().end_sessions_of(user.id).await?;
        let grants = match self.revoke_tokens {
            true => instance.store().revoke_grants_of_user(user.id, instance.now()).await?,
            false => 0,
        };
        let mut human = format!("{} has a new password; {} ended.", user.email, count(sessions, "session", "sessions"));
        if self.revoke_tokens {
            human += &format!(" The tokens of {} are revoked.", count(grants, "approval", "approvals"));
        }
        let json = json!({ "email": user.email.as_str(), "ended_sessions": sessions, "revoked_grants": grants });
        Ok(Answer::new(human, &json).logged(instance.deed(AuditEvent::PasswordChanged).about(user.id)))
    }
}

async fn delete(instance: &Instance, email: &Email) -> Result<Answer, CliError> {
    let user = person(instance.store(), email).await?;
    // Before their tokens are dead for nothing.
    if instance.store().is_last_admin(&user).await? {
        return Err(StoreError::LastAdmin.into());
    }
    instance.store().revoke_grants_of_user(user.id, instance.now()).await?;
    instance.store().delete_user(user.id).await?;
    let human = format!("Deleted {email} (number {}) with their sessions, consents and tokens.", user.id);
    let answer = Answer::new(human, &json!({ "deleted": email.as_str(), "id": user.id.0 }));
    Ok(answer.logged(instance.deed(AuditEvent::AccountDeleted).about(user.id)))
}

async fn person(store: &dyn Store, email: &Email) -> Result<User, CliError> {
    let found = store.user_by_email(email).await?;
    found.ok_or_else(|| CliError::Failed(format!("there is nobody with the address {email}")))
}

#[derive(Serialize)]
struct UserView {
    id: i64,
    email: String,
    firstname: String,
    lastname: String,
    admin: bool,
    has_password: bool,
    created_at: String,
}

impl UserView {
    fn of(user: &User) -> Self {
        Self {
            id: user.id.0,
            email: user.email.to_string(),
            firstname: user.firstname.clone(),
            lastname: user.lastname.clone(),
            admin: user.admin,
            has_password: user.password.is_some(),
            created_at: rfc3339(user.created_at),
        }
    }
}
