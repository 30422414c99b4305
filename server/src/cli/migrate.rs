use clap::Args;
use serde::Serialize;
use storage::{MigrationStep, SqlDatabase};

use super::answer::{Answer, count};
use super::{CliError, Everywhere};
use crate::config::Settings;
use crate::serve;

/// Bring the database up to date with this version
#[derive(Debug, Args)]
pub(super) struct Migrate {
    /// Only show which steps have been taken
    #[arg(long)]
    status: bool,
}

#[derive(Serialize)]
struct Steps<'a> {
    applied: Vec<&'a str>,
    pending: Vec<&'a str>,
    /// What this call has done.
    newly_applied: Vec<&'a str>,
}

impl Migrate {
    pub async fn run(self, everywhere: &Everywhere) -> Result<Answer, CliError> {
        let settings = Settings::load(&everywhere.flags())?;
        let database = serve::reach_database(&settings, !self.status).await?;
        let answer = if self.status { status(&database).await } else { migrate(&database).await }?;
        database.close().await?;
        Ok(answer)
    }
}

async fn status(database: &SqlDatabase) -> Result<Answer, CliError> {
    let steps = storage::migration_status(database).await?;
    let line = |step: &MigrationStep| format!("{}  {}\n", if step.applied { "applied" } else { "pending" }, step.name);
    let human: String = steps.iter().map(line).collect();
    Ok(Answer::new(human, &Steps::of(&steps, Vec::new())))
}

async fn migrate(database: &SqlDatabase) -> Result<Answer, CliError> {
    let before = storage::migration_status(database).await?;
    storage::migrate(database).await?;
    let after = storage::migration_status(database).await?;
    let newly_applied: Vec<_> = before.iter().filter(|step| !step.applied).map(|step| step.name.as_str()).collect();
    let human = match newly_applied.len() as u64 {
        0 => format!("The database is up to date, at step {}.", after.len()),
        new => format!("Took {}; the database is up to date.", count(new, "step", "steps")),
    };
    Ok(Answer::new(human, &Steps::of(&after, newly_applied)))
}

impl<'a> Steps<'a> {
    fn of(steps: &'a [MigrationStep], newly_applied: Vec<&'a str>) -> Self {
        let named =
            |applied: bool| steps.iter().filter(move |step| step.applied == applied).map(|step| step.name.as_str());
        Self { applied: named(true).collect(), pending: named(false).collect(), newly_applied }
    }
}
