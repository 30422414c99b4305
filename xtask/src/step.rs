//! Running programs: what is being done, how long it took, and what to do next when it failed.

use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

pub type Result<T> = std::result::Result<T, Failure>;

/// What went wrong, and what the person can do about it. There is no failure without the second part.
#[derive(Debug)]
pub struct Failure {
    what: String,
    next: String,
}

impl Failure {
    pub fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: next.into() }
    }

    /// A file that could not be read or written.
    pub fn file(path: &Path, error: &io::Error) -> Self {
        Self::new(
            format!("{}: {error}", path.display()),
            "Check that the folder exists, is yours and has room left, then run the command again.",
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}\n next: {}", self.what, self.next)
    }
}

/// One program to run, with the title a person sees while it works.
pub struct Step {
    title: String,
    command: Command,
    next: String,
}

impl Step {
    pub fn new(title: impl Into<String>, program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        forget_our_own_package(&mut command);
        Self { title: title.into(), command, next: "Read the lines above; they name the place.".into() }
    }

    /// `cargo …`, the same cargo that started us.
    pub fn cargo(title: impl Into<String>, args: &[&str]) -> Self {
        Self::new(title, cargo_program()).args(args)
    }

    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// What to tell the person when this step fails.
    pub fn or_else(mut self, next: impl Into<String>) -> Self {
        self.next = next.into();
        self
    }

    /// Runs the program with its output shown, and times it.
    pub fn run(mut self) -> Result<()> {
        println!("==> {}", self.title);
        let start = Instant::now();
        let status =
            self.command.stdin(Stdio::null()).status().map_err(|error| {
                Failure::new(format!("{}: {}", self.program(), could_not_start(&error)), &*self.next)
            })?;
        let seconds = start.elapsed().as_secs_f32();
        if status.success() {
            println!("    {} took {seconds:.1} s", self.title);
            Ok(())
        } else {
            Err(Failure::new(format!("{} failed after {seconds:.1} s ({status})", self.title), self.next))
        }
    }

    /// Puts the program in our place, so that Ctrl-C and `kill` reach it and nothing else. Comes back only on failure.
    pub fn replace_us(mut self) -> Result<()> {
        println!("==> {}", self.title);
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            let error = self.command.exec();
            Err(Failure::new(format!("{}: {}", self.program(), could_not_start(&error)), self.next))
        }
        #[cfg(not(unix))]
        self.run()
    }

    fn program(&self) -> String {
        self.command.get_program().to_string_lossy().into_owned()
    }
}

/// What a program prints, when it can be run and succeeds; nothing is shown.
pub fn output_of(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    forget_our_own_package(&mut command);
    let output = command.args(args).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

pub fn cargo_program() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}

fn could_not_start(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "not found".into(),
        _ => format!("could not be started: {error}"),
    }
}

/// `cargo run` describes xtask to us in the environment. Passed on, that would make other crates' build scripts believe
/// that something changed, and rebuild.
fn forget_our_own_package(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}
