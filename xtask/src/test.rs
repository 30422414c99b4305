//! `cargo xtask test`: all tests, from the unit to the browser, and those of the store on every database.

use crate::databases::{self, Server};
use crate::end2end;
use crate::frontend;
use crate::step::{Result, Step};
use crate::workspace::{HOST, root};

const HINT: &str = "The test that failed is named above; `cargo test -p CRATE NAME` runs it alone.";

/// What `cargo xtask test` is asked for.
#[derive(clap::Args)]
pub struct Extent {
    /// Leave out the tests that need Node and Chromium
    #[arg(long)]
    no_browser: bool,
    /// Fifty deaths instead of ten, and all of the server's tests that ask a database on PostgreSQL and MariaDB too: some
    /// minutes more
    #[arg(long)]
    long: bool,
}

pub fn test(extent: &Extent) -> Result<()> {
    // Said now and not after ten minutes of compiling: a machine without Node or Chromium cannot finish.
    let browser = if extent.no_browser { None } else { Some(end2end::prepare()?) };
    let servers = databases::start()?;
    let scripts = frontend::build()?;
    build()?;
    let long = if extent.long { "1" } else { "0" };
    Step::cargo("tests: crates", &["test"]).args(HOST).dir(&root()).env("SESAME_LONG", long).or_else(HINT).run()?;
    for server in &servers {
        on(server, extent)?;
    }
    Step::cargo("tests: xtask", &["test", "-p", "xtask"]).dir(&root()).run()?;
    match browser {
        Some(browser) => end2end::play(&browser, scripts, &[])?,
        None => println!("==> tests: browser left out, as asked"),
    }
    println!("\nEvery step passed.");
    Ok(())
}

/// The tests, and the binary that the browser tests start.
pub fn build() -> Result<()> {
    Step::cargo("tests: compile (several minutes the first time)", &["build", "--bins", "--tests"])
        .args(HOST)
        .dir(&root())
        .run()
}

/// The store's own tests for this kind of database, then the server's over databases of this server.
fn on(server: &Server, extent: &Extent) -> Result<()> {
    let name = server.kind.name;
    let hint = format!("{HINT} `cargo xtask databases` starts the servers it needs.");
    let step = |title: String| Step::cargo(title, &["test"]).args(HOST).dir(&root()).or_else(&*hint);
    step(format!("tests: the store on {name}"))
        .args(["--test", "all", "--", "--ignored", server.kind.word])
        .env(server.kind.variable, &server.url)
        .run()?;
    let more: &[&str] = if extent.long { &["endpoints::", "tiers::"] } else { &[] };
    step(format!("tests: the server on {name}"))
        .args(["--test", "main", "--", "flows::", "instances::"])
        .args(more)
        .env("SESAME_TEST_DATABASE", &server.url)
        .run()
}
