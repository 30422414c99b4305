use clap::Args;

use super::answer::Answer;
use super::{CliError, Everywhere};
use crate::config::{Flags, Settings};
use crate::openapi::document;

/// Describe the API in OpenAPI 3.1
#[derive(Debug, Args)]
pub(super) struct Openapi {
    /// The server's public URL [default: as in the settings]
    #[arg(long, value_name = "URL")]
    issuer: Option<String>,
}

impl Openapi {
    /// The same for people and programs, but on one line for the latter. Nothing is opened.
    pub(super) fn run(self, everywhere: &Everywhere) -> Result<Answer, CliError> {
        let settings = Settings::load(&Flags { issuer: self.issuer, ..everywhere.flags() })?;
        let document = document(&settings.issuer);
        let lines = document.to_pretty_json().map_err(|error| CliError::Failed(error.to_string()))?;
        Ok(Answer::new(lines, &document))
    }
}
