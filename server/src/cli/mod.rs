//! The command line: one binary, `sesame`. Exit status 0, or 1 with one clear line on stderr; 2 for bad usage.

mod answer;
mod api_key;
mod audit;
mod backup;
mod client;
mod completions;
mod doctor;
mod instance;
mod key;
mod migrate;
mod openapi;
mod password;
mod purge;
mod scope;
mod serve;
mod user;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use oauth::keys::KeyError;
use oauth::registration::Problems;
use oauth::store::StoreError;
use tokio::runtime::Runtime;

use self::answer::Answer;
use self::instance::Instance;
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
#[derive(Clone, Debug, clap::Args)]
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
    /// Answer in JSON, for programs
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    #[command(flatten)]
    OnInstance(OnInstance),
    Audit(audit::Audit),
    Migrate(migrate::Migrate),
    Doctor(doctor::Doctor),
    Openapi(openapi::Openapi),
    Completions(completions::Completions),
}

/// What works on a database that is up to date.
#[derive(Debug, Subcommand)]
enum OnInstance {
    /// Applications: register, change, show, remove
    #[command(subcommand)]
    Client(client::Command),
    /// Keys that sign access tokens
    #[command(subcommand)]
    Key(key::Command),
    /// People who can sign in
    #[command(subcommand)]
    User(user::Command),
    /// Keys that identify an application to the API
    #[command(subcommand)]
    ApiKey(api_key::Command),
    /// What applications may ask for, and what it means to people
    #[command(subcommand)]
    Scope(scope::Command),
    Purge(purge::Purge),
    Backup(backup::Backup),
}

/// Why a command failed: one line for the terminal. Anything a person can put right says how.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Registration(#[from] Problems),
    #[error("{0}: {1}")]
    Io(String, #[source] io::Error),
    #[error("{0}")]
    Failed(String),
    /// What was typed cannot be meant, whatever the database holds.
    #[error("{0}")]
    Usage(String),
}

impl CliError {
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
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
            error.exit_code()
        }
    }
}

fn run(Cli { everywhere, command }: Cli) -> Result<(), CliError> {
    let runtime = Runtime::new().map_err(|error| CliError::Io("cannot start threads".to_owned(), error))?;
    let answer = match command {
        Command::Serve(serve) => return runtime.block_on(serve.run(&everywhere)),
        Command::OnInstance(command) => runtime.block_on(command.run(&everywhere))?,
        // It prints as it reads.
        Command::Audit(audit) => return runtime.block_on(stream(audit, &everywhere)),
        Command::Migrate(migrate) => runtime.block_on(migrate.run(&everywhere))?,
        Command::Doctor(doctor) => runtime.block_on(doctor.run(&everywhere))?,
        Command::Openapi(openapi) => openapi.run(&everywhere)?,
        Command::Completions(completions) => completions.run(),
    };
    answer.print(everywhere.json)
}

async fn stream(audit: audit::Audit, everywhere: &Everywhere) -> Result<(), CliError> {
    let instance = Instance::open(everywhere).await?;
    audit.run(&instance, everywhere.json).await?;
    instance.close().await
}

impl OnInstance {
    async fn run(self, everywhere: &Everywhere) -> Result<Answer, CliError> {
        let instance = Instance::open(everywhere).await?;
        let answer = match self {
            Self::Client(command) => command.run(&instance).await,
            Self::Key(command) => command.run(&instance).await,
            Self::User(command) => command.run(&instance).await,
            Self::ApiKey(command) => command.run(&instance).await,
            Self::Scope(command) => command.run(&instance).await,
            Self::Purge(purge) => purge.run(&instance).await,
            Self::Backup(backup) => backup.run(&instance).await,
        }?;
        for entry in answer.deeds() {
            instance.store().record(entry).await?;
        }
        instance.close().await?;
        Ok(answer)
    }
}

impl Everywhere {
    /// What these flags say about the settings.
    fn flags(&self) -> Flags {
        let Self { config, data_dir, database_url, json: _ } = self.clone();
        Flags { config, data_dir, database_url, ..Flags::default() }
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
    fn the_readme_lists_every_command() {
        fn leaves(command: &clap::Command, path: &str) -> Vec<String> {
            let path = format!("{path}{}", command.get_name());
            let below = command.get_subcommands().flat_map(|below| leaves(below, &format!("{path} ")));
            let below: Vec<_> = below.collect();
            if below.is_empty() { vec![path] } else { below }
        }
        let readme = include_str!("../../../README.md");
        let table = readme.split("<!-- commands").nth(1).and_then(|rest| rest.split("<!-- /commands").next()).unwrap();
        let listed: Vec<_> = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(listed, leaves(&Cli::command(), ""));
    }

    #[test]
    fn bad_usage_exits_with_2() {
        for line in ["sesame", "sesame fly", "sesame serve --port 1"] {
            assert_eq!(Cli::try_parse_from(line.split(' ')).unwrap_err().exit_code(), 2, "{line}");
        }
    }
}
