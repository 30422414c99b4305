use clap::{Args, CommandFactory as _};
use clap_complete::{Shell, generate};
use serde_json::json;

use super::Cli;
use super::answer::Answer;

/// Print what makes a shell complete sesame's commands
///
/// For bash: sesame completions bash > ~/.local/share/bash-completion/completions/sesame
#[derive(Debug, Args)]
pub(super) struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Answer {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "sesame", &mut script);
        let script = String::from_utf8_lossy(&script).into_owned();
        let json = json!({ "shell": self.shell.to_string(), "script": script });
        Answer::new(script, &json)
    }
}
