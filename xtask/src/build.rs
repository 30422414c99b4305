//! `cargo xtask build`: the one file to copy to a server.

use crate::frontend;
use crate::step::{Failure, Result, Step};
use crate::workspace::{root, sesame};
use std::fs;

pub fn build() -> Result<()> {
    frontend::build()?;
    Step::cargo("server: compile, optimised", &["build", "--release", "-p", "server"]).dir(&root()).run()?;
    let binary = sesame("release")?;
    let size = fs::metadata(&binary).map_err(|error| Failure::file(&binary, &error))?.len();
    println!(
        "\n{}\n{:.1} MB, pages and scripts inside; `sesame serve` starts it.",
        binary.display(),
        size as f64 / 1e6
    );
    Ok(())
}
