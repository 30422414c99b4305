//! What the browser tests need besides Rust: Node, the npm packages, a Chromium.

use crate::step::{Failure, Result, Step, output_of};
use crate::workspace::on_path;
use std::fs;
use std::path::{Path, PathBuf};

const OLDEST_NODE: u32 = 20;

/// Node and npm, or what to install.
pub fn ensure_node() -> Result<()> {
    let next = format!(
        "Install Node {OLDEST_NODE} or newer with npm (Debian: `apt-get install nodejs npm`), or leave the browser out: \
         `cargo xtask test --no-browser`."
    );
    let version = output_of("node", &["--version"]).ok_or_else(|| Failure::new("node is not installed", &*next))?;
    match major(&version) {
        Some(major) if major >= OLDEST_NODE => {}
        _ => {
            return Err(Failure::new(format!("node is {version}, too old for the browser tests"), next));
        }
    }
    output_of("npm", &["--version"]).map(drop).ok_or_else(|| Failure::new("npm is not installed", next))
}

/// `npm ci`, when the packages are missing or are not those of the lock file.
pub fn ensure_packages(end2end: &Path) -> Result<()> {
    let lock = end2end.join("package-lock.json");
    let stamp = end2end.join("node_modules").join(".installed-lock");
    let wanted = fs::read(&lock).map_err(|error| Failure::file(&lock, &error))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    Step::new("end2end: npm ci", "npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .dir(end2end)
        .or_else("npm must reach its registry once; with the network back, run the command again.")
        .run()?;
    fs::write(&stamp, wanted).map_err(|error| Failure::file(&stamp, &error))
}

/// The system's Chromium, or the one that Playwright downloads (`None`).
pub fn ensure_chromium(end2end: &Path) -> Result<Option<PathBuf>> {
    if let Some(path) = std::env::var_os("CHROMIUM_PATH").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        return if path.is_file() {
            Ok(Some(path))
        } else {
            Err(Failure::new(
                format!("CHROMIUM_PATH names {}, which is not a file", path.display()),
                "Name Chromium's executable there, or unset it.",
            ))
        };
    }
    let known = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    if let Some(path) = known.iter().find_map(|name| on_path(name)) {
        return Ok(Some(path));
    }
    Step::new("end2end: no Chromium here, Playwright downloads its own", "npx")
        .args(["playwright", "install", "chromium"])
        .dir(end2end)
        .or_else(
            "Install Chromium (Debian: `apt-get install chromium`) or name one in CHROMIUM_PATH, or leave the browser \
             out: `cargo xtask test --no-browser`.",
        )
        .run()?;
    Ok(None)
}

/// `v20.20.2` is 20.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
