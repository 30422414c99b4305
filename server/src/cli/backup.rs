//! `sesame backup`: a copy of a SQLite database as it is at this moment, while the server goes on.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::CliError;
use super::answer::Answer;
use super::instance::Instance;

/// Copy the SQLite database to a new file, while the server runs
///
/// Keep the server's secret with it (`secret` in the data directory, or `SESAME_SECRET`): without it the signing keys in
/// the copy stay sealed.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// Where the copy goes; there must be nothing yet
    file: PathBuf,
}

impl Backup {
    pub async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        let bytes = instance.backup(&self.file).await?;
        let megabytes = bytes.div_ceil(1_000_000);
        let human = format!(
            "Copied the database to {}, {megabytes} MB. Keep the server's secret with it: without it no signing key in \
             the copy can be opened.",
            self.file.display()
        );
        Ok(Answer::new(human, &json!({ "file": self.file, "bytes": bytes })))
    }
}
