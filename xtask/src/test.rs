//! `cargo xtask test`: all tests, from the unit to the browser.

use crate::end2end;
use crate::frontend;
use crate::step::{Result, Step};
use crate::workspace::{HOST, root};

pub fn test(no_browser: bool) -> Result<()> {
    // Said now and not after ten minutes of compiling: a machine without Node or Chromium cannot finish.
    let browser = if no_browser { None } else { Some(end2end::prepare()?) };
    let scripts = frontend::build()?;
    build()?;
    Step::cargo("tests: crates", &["test"])
        .args(HOST)
        .dir(&root())
        .or_else("The test that failed is named above; `cargo test -p CRATE NAME` runs it alone.")
        .run()?;
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
