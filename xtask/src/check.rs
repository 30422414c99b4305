//! `cargo xtask check`: what must be true before anybody reads the change.

use crate::frontend::{self, TARGET};
use crate::step::{Result, Step, cargo_program, output_of};
use crate::workspace::{HOST, root};

const LINTS: [&str; 3] = ["--", "-D", "warnings"];

pub fn check() -> Result<()> {
    formatting()?;
    lints()?;
    dependencies()?;
    fast_tests()?;
    println!("\nEvery check passed.");
    Ok(())
}

fn formatting() -> Result<()> {
    Step::cargo("formatting", &["fmt", "--all", "--check"])
        .dir(&root())
        .or_else("Run `cargo fmt --all`. If cargo knows no `fmt`: `rustup component add rustfmt clippy`.")
        .run()
}

fn lints() -> Result<()> {
    let next = "Correct what clippy names above. If cargo knows no `clippy`: `rustup component add clippy`.";
    Step::cargo("lints: this machine's crates", &["clippy", "--all-targets"])
        .args(HOST)
        .args(LINTS)
        .dir(&root())
        .or_else(next)
        .run()?;
    Step::cargo("lints: xtask", &["clippy", "--all-targets", "-p", "xtask"])
        .args(LINTS)
        .dir(&root())
        .or_else(next)
        .run()?;
    if !frontend::ensure_target() {
        println!("==> lints: frontend left out, the Rust target {TARGET} is not here (`rustup target add {TARGET}`)");
        return Ok(());
    }
    Step::cargo("lints: frontend", &["clippy", "-p", "frontend", "--target", TARGET])
        .args(LINTS)
        .dir(&root())
        .or_else(next)
        .run()
}

/// deny.toml: licences, where a crate may be used, where it may come from, known holes.
fn dependencies() -> Result<()> {
    let cargo = cargo_program();
    if output_of(&cargo, &["deny", "--version"]).is_none() {
        println!("==> dependencies: skipped, cargo-deny is not installed (`cargo install cargo-deny --locked`)");
        return Ok(());
    }
    Step::cargo("dependencies: licences, bans, sources", &["deny", "check", "licenses", "bans", "sources"])
        .dir(&root())
        .or_else("deny.toml says which rule and why; take another crate, or change the rule with its reason.")
        .run()?;
    if output_of(&cargo, &["deny", "fetch", "db"]).is_none() {
        println!("==> dependencies: advisories skipped, the advisory database could not be fetched");
        return Ok(());
    }
    Step::cargo("dependencies: advisories", &["deny", "check", "--disable-fetch", "advisories"])
        .dir(&root())
        .or_else("Run `cargo update -p CRATE`, or note in deny.toml why the advisory does not touch Sésame.")
        .run()
}

/// The unit tests beside the rules: no server, no browser.
fn fast_tests() -> Result<()> {
    Step::cargo("fast tests", &["test", "--lib"])
        .args(HOST)
        .dir(&root())
        .or_else("The test that failed is named above; `cargo test -p CRATE NAME` runs it alone.")
        .run()
}
