//! Letters into a folder, where no mail server is set: to try things out, or for another program to fetch.

use std::io;
use std::path::{Path, PathBuf};

use oauth::context::SystemEntropy;
use oauth::types::Secret;
use time::OffsetDateTime;
use time::macros::format_description;
use tokio::task::spawn_blocking;

use crate::secret_file::{create_data_dir, write_private};

/// A folder of `.eml` files, in the order they were written. It is this user's alone: letters open accounts.
pub(super) struct Outbox(PathBuf);

impl Outbox {
    pub(super) fn in_data_dir(data_dir: &Path) -> Self {
        Self(data_dir.join("outbox"))
    }

    /// Puts a letter there and says where.
    pub(super) async fn put(&self, message: Vec<u8>, now: OffsetDateTime) -> io::Result<PathBuf> {
        let format = format_description!("[year][month][day]T[hour][minute][second].[subsecond digits:3]Z");
        let at = now.to_utc().format(format).unwrap_or_default();
        let path = self.0.join(format!("{at}-{}.eml", &Secret::generate(&SystemEntropy).expose()[..8]));
        let folder = self.0.clone();
        let write = move || {
            create_data_dir(&folder).map_err(io::Error::other)?;
            // Under another name first: whoever waits for letters never reads half of one.
            let draft = path.with_extension("draft");
            write_private(&draft, &message)?;
            std::fs::rename(&draft, &path)?;
            Ok(path)
        };
        spawn_blocking(write).await.map_err(io::Error::other)?
    }
}
