//! Placeholder until the router is here.

use crate::cli::CliError;
use crate::config::Settings;

/// Serves until the process is asked to stop.
pub async fn run(_settings: Settings, _demo: bool) -> Result<(), CliError> {
    Ok(())
}
