//! The servers of a run, their databases and files, and what the system says of them.

use super::load::Target;
use crate::databases::Server;
use crate::step::{Failure, Result};
use crate::workspace::{sesame, target_dir};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Lines};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// One round's folder, databases and ports. The folder goes with it.
pub struct Place {
    pub database: &'static str,
    folder: PathBuf,
    sesame: PathBuf,
    bench: PathBuf,
    url: String,
    ceiling_url: String,
    host: String,
    ceiling_host: String,
}

/// A server that runs for as long as this value is there.
pub struct Running {
    child: Child,
    /// Open for as long as the program may write.
    _lines: Lines<BufReader<ChildStdout>>,
}

pub struct Sesame {
    pub running: Running,
    /// From its start to its word.
    pub ready_after: Duration,
}

impl Place {
    /// Beside cargo's own files: on a disk, which a folder for temporary files need not be.
    pub fn make(server: Option<&Server>, suffix: &str) -> Result<Self> {
        let name = format!("bench_{}{suffix}", std::process::id());
        let folder = target_dir()?.join(&name);
        fs::create_dir_all(folder.join("data")).map_err(|error| Failure::file(&folder, &error))?;
        let sesame = sesame("release")?;
        let bench = sesame.with_file_name(format!("bench{}", std::env::consts::EXE_SUFFIX));
        let file = |name: &str| format!("sqlite:{}?mode=rwc", folder.join(name).display());
        let (mut database, mut url, mut ceiling_url) = ("SQLite", file("data/sesame.db"), file("ceiling.db"));
        if let Some(server) = server {
            database = server.kind.name;
            (url, ceiling_url) =
                (make_database(&bench, server, &name)?, make_database(&bench, server, &format!("{name}_ceiling"))?);
        }
        let (host, ceiling_host) = (free_host()?, free_host()?);
        Ok(Self { database, folder, sesame, bench, url, ceiling_url, host, ceiling_host })
    }

    /// Starts Sésame on this round's database, with the settings of a server that nobody has set up, but for two: nothing
    /// is cleared away behind the measurement's back, and the load may name addresses.
    pub fn sesame(&self) -> Result<Sesame> {
        let mut command = Command::new(&self.sesame);
        command.args(["serve", "--demo", "--listen", &self.host, "--database-url", &self.url]);
        command.arg("--data-dir").arg(self.folder.join("data"));
        command.env("SESAME_PURGE_EVERY", "never").env("SESAME_TRUSTED_PROXIES", "127.0.0.1");
        let started = Instant::now();
        let running = Running::start(command, &self.log("sesame.log")?)?;
        Ok(Sesame { running, ready_after: started.elapsed() })
    }

    pub fn ceiling(&self, journey: &Value) -> Result<Running> {
        let mut command = Command::new(&self.bench);
        command.args(["ceiling", "--listen", &self.ceiling_host, "--database-url", &self.ceiling_url, "--tokens"]);
        command.arg(self.folder.join("ceiling.tokens"));
        for (option, name) in [("--login-bytes", "login_bytes"), ("--consent-bytes", "consent_bytes")] {
            command.args([option, &journey[name].to_string()]);
        }
        Running::start(command, &self.log("ceiling.log")?)
    }

    pub fn fill(&self, large: bool) -> Result<()> {
        let started = Instant::now();
        let mut command = Command::new(&self.bench);
        command.args(["fill", "--database-url", &self.url]).args(large.then_some("--large"));
        answer(command)?;
        println!("    filling took {:.1} s", started.elapsed().as_secs_f32());
        Ok(())
    }

    pub fn journey(&self) -> Result<Value> {
        let mut command = Command::new(&self.bench);
        command.args(["journey", "--host", &self.host, "--tokens"]).arg(self.folder.join("sesame.tokens"));
        json(&answer(command)?)
    }

    pub fn trips(&self, journey: &Value) -> Result<Value> {
        let mut command = Command::new(&self.bench);
        command.args(["trips", "--listen", &self.host, "--database-url", &self.url]);
        command.args(["--journey", &journey.to_string(), "--sesame"]).arg(&self.sesame);
        command.arg("--data-dir").arg(self.folder.join("data"));
        command.arg("--tokens").arg(self.folder.join("sesame.tokens"));
        json(&answer(command)?)
    }

    pub fn purge(&self) -> Result<Child> {
        let mut command = Command::new(&self.sesame);
        command.args(["purge", "--database-url", &self.url, "--data-dir"]).arg(self.folder.join("data"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().map_err(|error| Failure::file(&self.sesame, &error))
    }

    /// Where a scenario's load goes.
    pub fn target(&self, journey: &Value, scenario: &str) -> Target {
        let cookie = if scenario == "consent" { "signed_in" } else { "stranger" };
        let text = |name: &str| journey[name].as_str().unwrap_or_default().to_owned();
        let tokens = self.folder.join("sesame.tokens");
        Target { host: self.host.clone(), tokens, cookie: text(cookie), consent: text("consent") }
    }

    pub fn ceiling_target(&self) -> Target {
        let (cookie, consent) = ("sid=none".to_owned(), "/oauth/consent".to_owned());
        Target { host: self.ceiling_host.clone(), tokens: self.folder.join("ceiling.tokens"), cookie, consent }
    }

    fn log(&self, name: &str) -> Result<File> {
        let path = self.folder.join(name);
        File::options().append(true).create(true).open(&path).map_err(|error| Failure::file(&path, &error))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Running {
    /// Starts a server and waits until it says that it is ready.
    fn start(mut command: Command, log: &File) -> Result<Self> {
        let program = PathBuf::from(command.get_program());
        let log = log.try_clone().map_err(|error| Failure::file(&program, &error))?;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(|error| Failure::file(&program, &error))?;
        let mut lines = BufReader::new(child.stdout.take().expect("it was asked for")).lines();
        if lines.next().is_none() {
            let _ = child.wait();
            return Err(Failure::new(
                format!("{} did not start", program.display()),
                "Run it by hand and read its error.",
            ));
        }
        Ok(Self { child, _lines: lines })
    }
}

impl Drop for Running {
    /// As an operator does it, so that the next start finds what a stop leaves.
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

impl Sesame {
    /// Resident memory in MB.
    pub fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.running.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).map_or(f64::NAN, |kb| kb / 1024.0)
    }
}

fn make_database(bench: &Path, server: &Server, name: &str) -> Result<String> {
    let mut command = Command::new(bench);
    command.args(["create", &server.url, name]);
    answer(command)?;
    let base = server.url.rsplit_once('/').map_or(&*server.url, |(base, _)| base);
    Ok(format!("{base}/{name}"))
}

fn answer(mut command: Command) -> Result<String> {
    let program = PathBuf::from(command.get_program());
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| Failure::file(&program, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Failure::new(format!("{} failed ({})", program.display(), output.status), "Read the lines above."))
}

fn json(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| Failure::new(format!("no JSON: {error}"), "Read the lines above."))
}

fn free_host() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let address = listener.map_err(|error| Failure::new(format!("no port: {error}"), "Run this again."))?;
    Ok(address.to_string())
}

/// Of the last minute, five, and fifteen.
pub fn load_average() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}
