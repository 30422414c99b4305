//! The commands, as an operator types them into the real program: each for people and with `--json`, and each refusal's
//! one line and exit status.

mod api_key;
mod audit;
mod client;
mod client_changes;
mod doctor;
mod everywhere;
mod families;
mod journey;
mod key;
mod migrate;
mod openapi;
pub(crate) mod purge;
mod scope;
mod user;

use std::io::Write as _;
use std::process::Stdio;
use std::sync::LazyLock;

use oauth::store::Database as _;
use regex::Regex;
use serde_json::Value;
use storage::{ConnectOptions, SqlDatabase};

use crate::process::{Ended, Terminal};

/// Somebody at a terminal who runs an instance.
struct Operator {
    terminal: Terminal,
}

impl Operator {
    fn new() -> Self {
        Self { terminal: Terminal::new() }
    }

    fn run(&self, words: &[&str]) -> Ended {
        self.pipe("", words)
    }

    /// With this on standard input.
    fn pipe(&self, input: &str, words: &[&str]) -> Ended {
        let mut command = self.terminal.command("");
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that reads nothing may have ended before.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ended { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// What a command says that succeeds.
    fn says(&self, words: &[&str]) -> String {
        let ended = self.run(words);
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{words:?}");
        ended.stdout
    }

    /// The same for programs.
    fn json(&self, words: &[&str]) -> Value {
        let text = self.says(&[words, &["--json"]].concat());
        assert_eq!(text.lines().count(), 1, "{text}");
        serde_json::from_str(&text).unwrap()
    }

    /// The one line of a command that fails.
    fn refused(&self, words: &[&str]) -> String {
        self.run(words).complaint().to_owned()
    }

    /// What the shell shows for a command that makes no sense.
    fn misused(&self, words: &[&str]) -> String {
        let ended = self.run(words);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{words:?}: {}", ended.stderr);
        ended.stderr.lines().next().unwrap().to_owned()
    }

    /// The database behind the commands' back.
    async fn database(&self) -> SqlDatabase {
        let url = format!("sqlite:{}", self.terminal.path().join("data/sesame.db").display());
        storage::connect(&url, ConnectOptions::default()).await.unwrap()
    }

    /// Registers a web app with this id.
    fn web_app(&self, id: &str) {
        self.says(&["client", "create", "An app", id, "app-secret", "--redirect-uri", "https://app.example/cb"]);
    }

    /// The record behind this id.
    async fn client(&self, id: &str) -> oauth::model::Client {
        self.database().await.store().client(&id.parse().unwrap()).await.unwrap().unwrap()
    }
}

/// With names for what is drawn by chance, and for the time.
fn named(text: &str) -> String {
    static CHANCE: LazyLock<[(Regex, &str); 6]> = LazyLock::new(|| {
        [
            (r"\d{4}-\d\d-\d\dT[\d:.]+Z", "[instant]"),
            (r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "[time]"),
            (r"[\w-]{43}", "[secret]"),
            (r"\b[0-9a-f]{32}\b", "[id]"),
            (r"\b[0-9a-f]{16}\b", "[short id]"),
            (r"at step \d+", "at step [steps]"),
        ]
        .map(|(pattern, name)| (Regex::new(pattern).unwrap(), name))
    });
    CHANCE.iter().fold(text.to_owned(), |text, (pattern, name)| pattern.replace_all(&text, *name).into_owned())
}
