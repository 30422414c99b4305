//! `cargo xtask run`: from a fresh clone to a server that shows both flows.

use crate::frontend;
use crate::step::{Result, Step};
use crate::workspace::{root, sesame};

pub fn run(release: bool, args: &[String]) -> Result<()> {
    frontend::build()?;
    let mut build = vec!["build", "-p", "server"];
    if release {
        build.push("--release");
    }
    Step::cargo("server: compile (several minutes the first time)", &build).dir(&root()).run()?;

    let binary = sesame(if release { "release" } else { "debug" })?;
    Step::new(format!("sesame serve --demo {}", args.join(" ")).trim_end(), binary)
        .args(["serve", "--demo"])
        .args(args)
        .or_else("Run `cargo build -p server` and read its error.")
        .replace_us()
}
