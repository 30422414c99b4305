//! `sesame doctor`: looks at an instance without changing it, and says how to mend what it finds.

mod database;
mod files;
mod issuer;

use clap::Args;
use serde::Serialize;

use super::answer::{Answer, count};
use super::{CliError, Everywhere};
use crate::clock::Clock;
use crate::config::Settings;

/// Look for what is wrong with this instance, and say how to mend it
#[derive(Debug, Args)]
pub(super) struct Doctor;

/// What one look came to.
#[derive(Debug, Serialize)]
struct Finding {
    /// What was looked at.
    check: &'static str,
    state: State,
    says: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Ok,
    /// It runs, but not as it should.
    Warning,
    /// It does not run, or not safely.
    Failure,
}

impl Finding {
    fn ok(check: &'static str, says: impl Into<String>) -> Self {
        Self { check, state: State::Ok, says: says.into(), mend: None }
    }

    fn warning(check: &'static str, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { check, state: State::Warning, says: says.into(), mend: Some(mend.into()) }
    }

    fn failure(check: &'static str, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { check, state: State::Failure, says: says.into(), mend: Some(mend.into()) }
    }

    fn lines(&self) -> String {
        let state = match self.state {
            State::Ok => "ok",
            State::Warning => "warning",
            State::Failure => "FAILURE",
        };
        let mend = self.mend.as_ref().map(|mend| format!("{:19}mend: {mend}\n", "")).unwrap_or_default();
        format!("{state:7}  {:8}  {}\n{mend}", self.check, self.says)
    }
}

impl Doctor {
    pub async fn run(self, everywhere: &Everywhere) -> Result<Answer, CliError> {
        let settings = Settings::load(&everywhere.flags())?;
        let mut findings = files::look(&settings);
        findings.extend(database::look(&settings, &Clock::system()).await);
        findings.push(issuer::look(&settings));
        let failures = findings.iter().filter(|finding| finding.state == State::Failure).count() as u64;
        let human: String = findings.iter().map(Finding::lines).collect();
        let why = (failures > 0).then(|| format!("{} to mend", count(failures, "failure", "failures")));
        Ok(Answer::new(human, &findings).failing(why))
    }
}
