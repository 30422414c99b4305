//! The command line: one binary, `sesame`. Exit status 0, or 1 with one clear line on stderr; 2 for bad usage.

mod serve;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Flags, LogFormat, Settings, SettingsError};
use crate::secret_file::SecretFileError;

/// Sésame, an OAuth 2 authorization server.
#[derive(Debug, Parser)]
#[command(name = "sesame", version, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    everywhere: Everywhere,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
struct Everywhere {
    /// Where the SQLite file and the generated secret live
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<String>,
    /// The database: sqlite:, postgres:// or mysql://
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// The settings file to read instead of ./sesame.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
}

/// Why a command failed: one line for the terminal. Anything a person can put right says how.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error("{0}: {1}")]
    Io(String, #[source] io::Error),
    #[error("{0}")]
    Failed(String),
}

/// The whole program.
pub fn main() -> ExitCode {
    // Before anything can open a TLS connection: with two backends in the tree, rustls does not choose by itself.
    if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        unreachable!("this is the first thing the process does");
    }
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", in_one_line(&error.to_string()));
            ExitCode::FAILURE
        }
    }
}

fn run(Cli { everywhere, command }: Cli) -> Result<(), CliError> {
    match command {
        Command::Serve(serve) => serve.run(everywhere),
    }
}

impl Everywhere {
    /// What these flags say about the settings.
    fn flags(self) -> Flags {
        Flags { config: self.config, data_dir: self.data_dir, database_url: self.database_url, ..Flags::default() }
    }
}

/// Logs go to stderr: stdout belongs to a command's answer.
fn start_logging(settings: &Settings) {
    let logger = tracing_subscriber::fmt()
        .with_env_filter(&settings.log_level)
        .with_writer(io::stderr)
        // Colours are for people: in a file they are noise.
        .with_ansi(io::stderr().is_terminal());
    match settings.log_format {
        LogFormat::Text => logger.init(),
        LogFormat::Json => logger.json().flatten_event(true).init(),
    }
}

/// Errors of libraries may come with line breaks.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn flags_of_every_command_may_stand_before_or_after_its_name() {
        for line in ["sesame --data-dir d serve --demo", "sesame serve --demo --data-dir d"] {
            let cli = Cli::try_parse_from(line.split(' ')).unwrap();
            assert_eq!(cli.everywhere.flags().data_dir.as_deref(), Some("d"), "{line}");
        }
    }

    #[test]
    fn bad_usage_exits_with_2() {
        for line in ["sesame", "sesame fly", "sesame serve --port 1"] {
            assert_eq!(Cli::try_parse_from(line.split(' ')).unwrap_err().exit_code(), 2, "{line}");
        }
    }
}
