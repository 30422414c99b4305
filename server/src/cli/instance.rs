//! What a command works on: the database the settings name, as it stands now.

use std::path::Path;

use oauth::context::{Pepper, SystemEntropy};
use oauth::model::{Actor, AskedFrom, AuditEntry, AuditEvent, Client};
use oauth::registration::Registrar;
use oauth::store::{Database as _, Store, Transaction};
use oauth::types::ClientId;
use storage::{MigrationStep, SqlDatabase, SqlSessions};
use time::OffsetDateTime;

use super::{CliError, Everywhere};
use crate::clock::Clock;
use crate::config::Settings;
use crate::serve;

pub(super) struct Instance {
    pub settings: Settings,
    pub clock: Clock,
    database: SqlDatabase,
}

impl Instance {
    /// Opens the database, making a new one where there is none. One that is behind stays so: a server of the version
    /// before may be using it at this moment.
    pub async fn open(everywhere: &Everywhere) -> Result<Self, CliError> {
        let settings = Settings::load(&everywhere.flags())?;
        let database = serve::reach_database(&settings, true).await?;
        if is_new(&storage::migration_status(&database).await?)? {
            storage::migrate(&database).await?;
        }
        Ok(Self { settings, clock: Clock::system(), database })
    }

    pub fn store(&self) -> &dyn Store {
        self.database.store()
    }

    pub async fn begin(&self) -> Result<Box<dyn Transaction + '_>, CliError> {
        Ok(self.database.begin().await?)
    }

    pub fn sessions(&self) -> SqlSessions {
        serve::sessions(&self.database, &self.clock)
    }

    /// A line for the audit log: whoever may run commands here did it.
    pub fn deed(&self, event: AuditEvent) -> AuditEntry {
        AuditEntry {
            at: self.now(),
            event,
            actor: Actor::CommandLine,
            user_id: None,
            client_id: None,
            from: AskedFrom::default(),
            detail: None,
        }
    }

    pub fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    /// The server's secret, made now if this is the first time it is needed.
    pub fn pepper(&self) -> Result<Pepper, CliError> {
        Ok(self.settings.pepper(&SystemEntropy)?)
    }

    /// Copies the database; says how many bytes that are.
    pub async fn backup(&self, file: &Path) -> Result<u64, CliError> {
        self.database.backup(file).await.map_err(|error| CliError::Failed(error.to_string()))
    }

    pub async fn close(self) -> Result<(), CliError> {
        Ok(self.database.close().await?)
    }

    /// What registering and changing applications goes by.
    pub fn registrar<'a>(&self, scopes: &'a [oauth::model::ScopeEntry]) -> Registrar<'a> {
        Registrar { now: self.now(), entropy: &SystemEntropy, scopes }
    }
}

/// The application of this id, which must be there.
pub(super) async fn client_named(store: &dyn Store, id: &str) -> Result<Client, CliError> {
    let found = match id.parse::<ClientId>() {
        Ok(id) => store.client(&id).await?,
        Err(_) => None,
    };
    found.ok_or_else(|| CliError::Failed(format!("there is no client {id}: sesame client list shows them")))
}

/// Whether a database has still to be filled with tables. One that is behind is refused.
fn is_new(steps: &[MigrationStep]) -> Result<bool, CliError> {
    let missing = steps.iter().filter(|step| !step.applied).count();
    if missing > 0 && missing < steps.len() {
        let all = steps.len();
        let text = format!("the database is behind this version by {missing} of {all} steps: run sesame migrate");
        return Err(CliError::Failed(text));
    }
    Ok(missing > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_database_is_filled_and_one_that_is_behind_is_not_changed_in_passing() {
        let step = |applied| MigrationStep { name: "step".to_owned(), applied };
        assert!(is_new(&[step(false), step(false)]).unwrap());
        assert!(!is_new(&[step(true), step(true)]).unwrap());
        let behind = is_new(&[step(true), step(false)]).unwrap_err().to_string();
        assert_eq!(behind, "the database is behind this version by 1 of 2 steps: run sesame migrate");
    }
}
