//! `cargo xtask …`: everything a person types to work on Sésame.
//!
//! Reading order: this file lists the commands; [`run`], [`build`], [`check`], [`test`] and [`end2end`] are one command
//! each; [`databases`] starts servers for the tests; [`frontend`] makes the scripts of the pages; [`step`] runs a program and says what to do when it fails;
//! [`workspace`] knows where things lie.

mod bench;
mod build;
mod check;
mod databases;
mod end2end;
mod frontend;
mod node;
mod run;
mod step;
mod test;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Run, build, check and test Sésame")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and start `sesame serve --demo`
    Run {
        /// Optimised: takes longer to build, answers faster
        #[arg(long)]
        release: bool,
        /// Arguments handed to `sesame serve --demo`, such as `--listen 127.0.0.1:4000`
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Build the one binary to install, with its pages' scripts inside
    Build,
    /// Formatting, lints, dependency rules and the fast tests
    Check,
    /// All tests: on every database that is here, and in the browser
    Test(test::Extent),
    /// Start PostgreSQL and MariaDB for tests by hand, until Ctrl-C
    Databases,
    /// Measure against a ceiling server in the same run, and write docs/bench.md
    Bench(bench::Extent),
    /// The browser tests alone
    #[command(name = "end2end")]
    End2end {
        /// Arguments handed to Playwright, such as `flows/code.spec.ts --project chromium`
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Take a picture of every page into docs/screens
    Screens,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run { release, args } => run::run(release, &args),
        Command::Build => build::build(),
        Command::Check => check::check(),
        Command::Test(extent) => test::test(&extent),
        Command::Databases => databases::hold(),
        Command::Bench(extent) => bench::bench(&extent),
        Command::End2end { args } => end2end::end2end(&args),
        Command::Screens => end2end::screens(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}
