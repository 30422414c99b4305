//! The data directory, the secret and the database file: there, and for nobody else to read.

use std::path::Path;

use super::Finding;
use crate::config::Settings;
use crate::secret_file::{self, SecretFileError};

pub(super) fn look(settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(private("data", &settings.data_dir, "700"));
    if let Some(file) = storage::sqlite_file(settings.database_url.expose()) {
        findings.extend(private("data", &file, "600"));
    }
    findings.push(secret(settings));
    findings
}

/// `None` for what is not there: whether that matters, another look says.
fn private(check: &'static str, path: &Path, mode: &str) -> Option<Finding> {
    let shown = path.display();
    match secret_file::refuse_if_others_can_read(path) {
        Ok(()) => Some(Finding::ok(check, format!("{shown} is for its owner alone"))),
        Err(SecretFileError::ReadableByOthers { .. }) => {
            let mend = format!("chmod {mode} {shown}");
            Some(Finding::warning(check, format!("{shown} is open to others on this machine"), mend))
        }
        Err(_) => None,
    }
}

fn secret(settings: &Settings) -> Finding {
    match settings.existing_pepper() {
        Ok(Some(_)) => Finding::ok("secret", "the server's secret is there"),
        Ok(None) => Finding::ok("secret", "there is no secret yet: the first start makes it"),
        Err(error @ SecretFileError::ReadableByOthers { .. }) => {
            let mend = format!("chmod 600 {}", secret_file::path(&settings.data_dir).display());
            Finding::failure("secret", error.to_string(), mend)
        }
        Err(error) => Finding::failure("secret", error.to_string(), "put the file back from a backup"),
    }
}
