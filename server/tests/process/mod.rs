//! The real program, started as people start it.

#[cfg(unix)]
mod crash;
mod log;
mod operations;
mod refusals;
mod running;

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;

use crate::support::Wire;

/// Somebody at a terminal, in a directory of their own.
pub(crate) struct Terminal {
    directory: Arc<TempDir>,
    variables: Vec<(String, String)>,
}

/// What a command that ended has left: status and what stood on both streams.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A server that listens. It ends with this value.
pub(crate) struct Running {
    child: Child,
    pub(crate) url: &'static str,
    pub(crate) wire: Wire,
    /// It opens its database more than once: the file must not go with the terminal.
    _directory: Arc<TempDir>,
}

impl Terminal {
    pub(crate) fn new() -> Self {
        Self { directory: Arc::new(tempfile::tempdir().unwrap()), variables: Vec::new() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sesame"));
        command.args(line.split_whitespace()).current_dir(self.path()).stdin(Stdio::null());
        let ours = |name: &str| name.starts_with("SESAME_") || name == "DATABASE_URL";
        for (name, _) in std::env::vars().filter(|(name, _)| ours(name)) {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().cloned());
        command
    }

    /// Runs a command that is expected to end by itself.
    fn run(&self, line: &str) -> Ended {
        let mut child = self.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        for _ in 0..200 {
            if child.try_wait().unwrap().is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = child.kill();
        let mut ended = Ended { code: None, stdout: String::new(), stderr: String::new() };
        child.stdout.take().unwrap().read_to_string(&mut ended.stdout).unwrap();
        child.stderr.take().unwrap().read_to_string(&mut ended.stderr).unwrap();
        ended.code = child.wait().unwrap().code();
        ended
    }

    /// Starts a server on a free port; its log goes to the file `log`.
    pub(crate) fn serve(&self, arguments: &str) -> Running {
        self.serve_on(free_port(), arguments)
    }

    pub(crate) fn serve_on(&self, port: u16, arguments: &str) -> Running {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.path().join("log")).unwrap();
        let mut command = self.command(&format!("serve --listen 127.0.0.1:{port} {arguments}"));
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        let url = format!("http://127.0.0.1:{port}");
        assert_eq!(first, format!("Sésame is ready at {url}\n"), "{}", self.log());
        Running { child, wire: Wire::to_process(url.clone()), url: url.leak(), _directory: self.directory.clone() }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.path().join("log")).unwrap_or_default()
    }
}

impl Running {
    /// Asks the server to stop, as a supervisor does, and waits for it.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn free_port() -> u16 {
    // The system may give the same one again before whoever asked has taken it.
    static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        if GIVEN.lock().unwrap().insert(port) {
            return port;
        }
    }
}

impl Ended {
    /// The one line of a failure: status 1, nothing on stdout, one line on stderr.
    pub(crate) fn complaint(&self) -> &str {
        assert_eq!(self.code, Some(1), "stdout: {} stderr: {}", self.stdout, self.stderr);
        assert_eq!(self.stdout, "");
        assert_eq!(self.stderr.lines().count(), 1, "one line: {}", self.stderr);
        let line = self.stderr.trim_end();
        line.strip_prefix("error: ").unwrap_or_else(|| panic!("{line}"))
    }
}
