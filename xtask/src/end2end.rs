//! `cargo xtask end2end` and `screens`: the journeys of end2end/, in Chromium, against the real binary.
//!
//! What end2end is told, all by environment: SESAME_BIN (the binary, each test starts its own), SESAME_SCRIPTS (0 when
//! the scripts could not be built: their tests are then skipped), CHROMIUM_PATH (the system's Chromium), SCREENS.

use crate::frontend::{self, Scripts};
use crate::node;
use crate::step::{Result, Step};
use crate::test;
use crate::workspace::{root, sesame};
use std::path::PathBuf;

/// A machine that has all the browser tests need.
pub struct Browser {
    dir: PathBuf,
    chromium: Option<PathBuf>,
}

pub fn end2end(args: &[String]) -> Result<()> {
    let browser = prepare()?;
    let scripts = frontend::build()?;
    test::build()?;
    play(&browser, scripts, args)
}

/// Pictures of every page: light on a phone, dark on a desk.
pub fn screens() -> Result<()> {
    let browser = prepare()?;
    let scripts = frontend::build()?;
    test::build()?;
    playwright("screens: docs/screens", &browser, scripts)?
        .args(["screens.spec.ts", "--project", "chromium"])
        .env("SCREENS", "1")
        .run()
}

/// Finds or installs what is missing, or says what to install.
pub fn prepare() -> Result<Browser> {
    let dir = root().join("end2end");
    node::ensure_node()?;
    node::ensure_packages(&dir)?;
    let chromium = node::ensure_chromium(&dir)?;
    Ok(Browser { dir, chromium })
}

pub fn play(browser: &Browser, scripts: Scripts, args: &[String]) -> Result<()> {
    Step::new("end2end: types", "npx").args(["tsc", "--noEmit"]).dir(&browser.dir).run()?;
    playwright("end2end: browser tests", browser, scripts)?.args(args).run()
}

fn playwright(title: &str, browser: &Browser, scripts: Scripts) -> Result<Step> {
    let mut step = Step::new(title, "npx")
        .args(["playwright", "test"])
        .dir(&browser.dir)
        .env("SESAME_BIN", sesame("debug")?)
        .env("SESAME_SCRIPTS", if scripts == Scripts::Built { "1" } else { "0" })
        .or_else(
            "The test that failed is named above; end2end/test-results has its page, its trace and its server's log. \
             `cargo xtask end2end -- --grep 'WORDS OF ITS TITLE'` runs it alone.",
        );
    if let Some(path) = &browser.chromium {
        step = step.env("CHROMIUM_PATH", path);
    }
    Ok(step)
}
