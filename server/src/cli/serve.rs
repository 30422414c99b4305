use clap::Args;

use super::{CliError, Everywhere, start_logging};
use crate::config::{Flags, Settings};
use crate::serve::Manner;

/// Start the server
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Fill an empty database with a person and apps to try every flow with, and show them at /demo
    #[arg(long)]
    demo: bool,
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// The server's public URL [default: http:// and where it listens]
    #[arg(long, value_name = "URL")]
    issuer: Option<String>,
}

impl Serve {
    pub(super) async fn run(self, everywhere: &Everywhere) -> Result<(), CliError> {
        let flags = Flags { listen: self.listen, issuer: self.issuer, ..everywhere.flags() };
        let settings = Settings::load(&flags)?;
        start_logging(&settings);
        crate::serve::run(settings, Manner { demo: self.demo, json: everywhere.json }).await
    }
}
