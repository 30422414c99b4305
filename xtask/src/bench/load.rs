//! `wrk`, and what it found.

use crate::step::{Failure, Result, output_of};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

pub struct Wrk {
    pub program: PathBuf,
    pub script: PathBuf,
    pub seconds: u32,
}

/// Where load goes, and what it needs there.
pub struct Target {
    pub host: String,
    pub tokens: PathBuf,
    pub cookie: String,
    pub consent: String,
}

/// Times in milliseconds.
#[derive(Clone, Copy)]
pub struct Load {
    pub per_second: f64,
    pub p50: f64,
    pub p99: f64,
    pub max: f64,
}

/// How much of it.
#[derive(Clone, Copy)]
struct Dose {
    threads: u32,
    connections: u32,
    seconds: u32,
    /// The first prepared secret that has not been sent.
    first: u32,
}

/// How often each server has its turn.
pub const TURNS: u32 = 3;
/// So many times longer is a turn of passwords, of which there are less than a hundred in a second.
pub const SLOW: u32 = 3;
/// Prepared secrets for each turn, and for the warm-up before them.
const SECRETS: u32 = 40_000;

impl Wrk {
    /// A second of the same to warm up, then the servers in turns: what slows the machine down for a while then slows all
    /// of them. Of each server's figures the one counts that was neither the best nor the worst.
    pub fn measure<const N: usize>(&self, scenario: &str, targets: [&Target; N]) -> Result<[Load; N]> {
        let dose = Dose { threads: 2, connections: 32, seconds: 1, first: 0 };
        for target in targets {
            self.run(scenario, target, dose)?;
        }
        let mut turns = [const { Vec::new() }; N];
        for turn in 1..=TURNS {
            let seconds = self.seconds * if scenario == "password" { SLOW } else { 1 };
            let dose = Dose { seconds, first: turn * SECRETS, ..dose };
            for (target, loads) in targets.iter().zip(&mut turns) {
                loads.push(self.run(scenario, target, dose)?);
            }
        }
        Ok(turns.map(|loads| Load {
            per_second: middle(loads.iter().map(|load| load.per_second)),
            p50: middle(loads.iter().map(|load| load.p50)),
            p99: middle(loads.iter().map(|load| load.p99)),
            max: middle(loads.iter().map(|load| load.max)),
        }))
    }

    /// As a server has it that is not at its end: few at a time, for what the slowest of all is worth.
    pub fn few(&self, scenario: &str, target: &Target) -> Result<Load> {
        self.run(scenario, target, Dose { threads: 2, connections: 4, seconds: self.seconds * 2, first: 0 })
    }

    /// `current_user` for a few while many sign in with passwords.
    pub fn beside(&self, target: &Target) -> Result<Load> {
        let many = Dose { threads: 2, connections: 32, seconds: self.seconds + 2, first: (TURNS + 1) * SECRETS };
        let few = Dose { threads: 1, connections: 4, seconds: self.seconds, first: 0 };
        thread::scope(|scope| {
            let passwords = scope.spawn(|| self.run("password", target, many));
            thread::sleep(Duration::from_secs(1));
            let readers = self.run("current_user", target, few);
            passwords.join().unwrap_or_else(|_| Err(failed("password", "its thread panicked")))?;
            readers
        })
    }

    fn run(&self, scenario: &str, target: &Target, dose: Dose) -> Result<Load> {
        let Dose { threads, connections, seconds, first } = dose;
        let (script, tokens) = (self.script.to_string_lossy(), target.tokens.to_string_lossy());
        let args = [
            format!("-t{threads}"),
            format!("-c{connections}"),
            format!("-d{seconds}s"),
            "--timeout=10s".to_owned(),
            format!("-s{script}"),
            format!("http://{}", target.host),
            "--".to_owned(),
            scenario.to_owned(),
            first.to_string(),
            tokens.into_owned(),
            target.cookie.clone(),
            target.consent.clone(),
        ];
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let output = output_of(&self.program, &args).ok_or_else(|| failed(scenario, "it did not run"))?;
        let result = output.lines().find_map(|line| line.strip_prefix("RESULT "));
        let json = result.and_then(|json| serde_json::from_str::<serde_json::Value>(json).ok());
        let json = json.ok_or_else(|| failed(scenario, &output))?;
        let number = |name: &str| json[name].as_f64().unwrap_or(f64::NAN);
        let requests = number("requests");
        // A pending device is answered by 400, and nothing else may be.
        let expected = if scenario == "device" { requests } else { 0.0 };
        // One or two answers may come after the clock has stopped. A busy machine hashes no password in a second of warm-up.
        let (refused, silent) = ((number("refused") - expected).abs(), requests < 1.0 && seconds > 1);
        if refused > f64::from(connections) || number("broken") > 0.0 || silent {
            return Err(failed(scenario, &json.to_string()));
        }
        let per_second = requests / (number("micros") / 1e6);
        let millis = |name| number(name) / 1000.0;
        Ok(Load { per_second, p50: millis("p50"), p99: millis("p99"), max: millis("max") })
    }
}

fn middle(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn failed(scenario: &str, why: &str) -> Failure {
    Failure::new(format!("the load of `{scenario}` was not answered as it should be: {why}"), "Read the server's log.")
}
