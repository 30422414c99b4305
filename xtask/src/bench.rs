//! `cargo xtask bench`: Sésame beside a ceiling server, in one run on one machine, by `wrk`; the table goes to the
//! terminal and into docs/bench.md.
//!
//! [`running`] starts and watches the servers, [`load`] runs `wrk`, [`report`] writes. What is sent, and the ceiling
//! itself, are in the folder `bench`.

mod load;
mod report;
mod running;

use crate::databases::{self, Server};
use crate::step::{Failure, Result, Step};
use crate::workspace::{on_path, root, target_dir};
use load::{Load, Wrk};
use running::{Place, Running};
use std::time::Duration;

/// What `cargo xtask bench` is asked for.
#[derive(clap::Args)]
pub struct Extent {
    /// A second round on 1 million living and 5 million expired tokens
    #[arg(long)]
    large: bool,
    /// Seconds of load for each scenario, three times, and three times as long for passwords
    #[arg(long, default_value_t = 3)]
    seconds: u32,
    /// SQLite alone, though PostgreSQL is on this machine
    #[arg(long)]
    sqlite: bool,
    /// PostgreSQL alone; nothing is written to docs/bench.md
    #[arg(long, conflicts_with = "sqlite")]
    postgres: bool,
    /// This scenario alone, as bench/load.lua names it, or several; nothing is written to docs/bench.md
    #[arg(long, value_name = "SCENARIO")]
    only: Vec<String>,
    /// Compile nothing: measure the optimised binaries that are there
    #[arg(long)]
    as_built: bool,
}

impl Extent {
    fn scenarios(&self) -> impl Iterator<Item = &'static Scenario> {
        SCENARIOS.iter().filter(|scenario| self.only.is_empty() || self.only.iter().any(|name| name == scenario.name))
    }

    /// A look at a part is no table for others to read.
    fn is_whole(&self) -> bool {
        self.only.is_empty() && !self.postgres
    }
}

/// What must hold.
#[derive(Clone, Copy)]
enum Target {
    /// This part of the ceiling.
    Ratio(f64),
    /// The slowest of a hundred within so many milliseconds.
    P99(f64),
    /// Nothing is asked of it.
    Free,
}

struct Scenario {
    /// As `load.lua` knows it.
    name: &'static str,
    title: &'static str,
    target: Target,
}

const SCENARIOS: [Scenario; 10] = [
    Scenario { name: "client_credentials", title: "client credentials", target: Target::Ratio(0.6) },
    Scenario { name: "refresh", title: "refresh", target: Target::Ratio(0.6) },
    Scenario { name: "code", title: "code exchange", target: Target::Free },
    Scenario { name: "device", title: "device poll, pending", target: Target::Ratio(0.6) },
    Scenario { name: "current_user", title: "current_user", target: Target::Ratio(0.6) },
    Scenario { name: "introspect", title: "introspection", target: Target::Ratio(0.6) },
    Scenario { name: "login_first", title: "sign-in page, new visitor", target: Target::P99(10.0) },
    Scenario { name: "login", title: "sign-in page, seen before", target: Target::P99(10.0) },
    Scenario { name: "consent", title: "consent page", target: Target::P99(10.0) },
    Scenario { name: "password", title: "password grant", target: Target::Ratio(0.9) },
];

/// A scenario's figures.
struct Figures {
    scenario: &'static Scenario,
    sesame: Load,
    /// Of the ceiling; where the tables are full, of Sésame itself on empty ones.
    other: Load,
    /// Resident memory of Sésame afterwards, in MB.
    memory: f64,
}

/// All scenarios on one database.
struct Round {
    database: &'static str,
    large: bool,
    /// The machine's load before it.
    busy: String,
    ready: Vec<Duration>,
    idle_memory: f64,
    figures: Vec<Figures>,
    /// current_user while the password grant is saturated.
    beside_passwords: Load,
    /// client_credentials while old rows are cleared.
    beside_purge: Option<BesidePurge>,
    /// Round trips to PostgreSQL, as the bench prints them.
    trips: Option<serde_json::Value>,
}

pub fn bench(extent: &Extent) -> Result<()> {
    let wrk = on_path("wrk").ok_or_else(|| {
        Failure::new("wrk is not on this machine", "Install it (Debian: `apt-get install wrk`), then run this again.")
    })?;
    let wrk = Wrk { program: wrk, script: root().join("bench/load.lua"), seconds: extent.seconds };
    if !extent.as_built {
        compile()?;
    }
    let postgres = if extent.sqlite { None } else { databases::lasting_postgres()? };
    let mut rounds = Vec::new();
    for large in [false, true] {
        if large && !extent.large {
            continue;
        }
        let databases = (!extent.postgres).then_some(None).into_iter().chain(postgres.as_ref().map(Some));
        for server in databases {
            rounds.push(round(&wrk, server, large, extent)?);
            if extent.is_whole() {
                report::write(&rounds, extent)?;
            }
        }
    }
    println!("\n{}", report::tables(&rounds));
    Ok(())
}

/// Cargo's own target folder for both, though the bench is a workspace of its own.
fn compile() -> Result<()> {
    let target = target_dir()?.to_string_lossy().into_owned();
    let release = ["build", "--release"];
    Step::cargo("server: compile, optimised", &release).args(["-p", "server"]).dir(&root()).run()?;
    let bench = Step::cargo("bench: compile, optimised", &release).args(["--locked", "--target-dir", &target]);
    bench.dir(&root().join("bench")).run()
}

fn round(wrk: &Wrk, server: Option<&Server>, large: bool, extent: &Extent) -> Result<Round> {
    let busy = running::load_average();
    let place = Place::make(server, if large { "_large" } else { "" })?;
    println!("\n==> {}{}: machine's load {busy}", place.database, if large { ", large" } else { "" });
    // It makes its tables and the people and applications of the demo.
    drop(place.sesame()?);
    place.fill(large)?;
    let mut ready = Vec::new();
    for _ in 0..5 {
        ready.push(place.sesame()?.ready_after);
    }
    let sesame = place.sesame()?;
    std::thread::sleep(Duration::from_secs(1));
    let idle_memory = sesame.memory();
    let journey = place.journey()?;
    let other = if large { Other::on_empty_tables(server)? } else { Other::ceiling(&place, &journey)? };

    let mut figures = Vec::new();
    for scenario in extent.scenarios() {
        let target = place.target(&journey, scenario.name);
        let others = match &other.empty {
            Some((place, journey)) => place.target(journey, scenario.name),
            None => place.ceiling_target(),
        };
        let [load, other] = wrk.measure(scenario.name, [&target, &others])?;
        println!("    {:<28} {}", scenario.title, report::line(&load, &other));
        figures.push(Figures { scenario, sesame: load, other, memory: sesame.memory() });
    }
    drop(other);
    let beside_passwords = wrk.beside(&place.target(&journey, "password"))?;
    println!("    current_user beside passwords: p99 {:.1} ms", beside_passwords.p99);
    let beside_purge = if large { Some(beside_purge(wrk, &place, &journey)?) } else { None };
    drop(sesame);
    let trips = if server.is_some() && !large { Some(place.trips(&journey)?) } else { None };
    let database = place.database;
    Ok(Round { database, large, busy, ready, idle_memory, figures, beside_passwords, beside_purge, trips })
}

/// With whom Sésame takes turns.
struct Other {
    _server: Running,
    /// Where it is another Sésame. After its server, for its files go with it.
    empty: Option<(Place, serde_json::Value)>,
}

impl Other {
    fn ceiling(place: &Place, journey: &serde_json::Value) -> Result<Self> {
        Ok(Self { _server: place.ceiling(journey)?, empty: None })
    }

    fn on_empty_tables(server: Option<&Server>) -> Result<Self> {
        let place = Place::make(server, "_empty")?;
        drop(place.sesame()?);
        place.fill(false)?;
        let sesame = place.sesame()?;
        let journey = place.journey()?;
        Ok(Self { _server: sesame.running, empty: Some((place, journey)) })
    }
}

/// What a few who ask for tokens notice of a purge: how long the slowest of them waits is as much the disk's doing.
struct BesidePurge {
    alone: Load,
    beside: Load,
}

/// Tokens are asked for, and then again while `sesame purge` clears away what has expired.
fn beside_purge(wrk: &Wrk, place: &Place, journey: &serde_json::Value) -> Result<BesidePurge> {
    let target = place.target(journey, "client_credentials");
    let alone = wrk.few("client_credentials", &target)?;
    let mut purge = place.purge()?;
    std::thread::sleep(Duration::from_millis(500));
    let beside = wrk.few("client_credentials", &target);
    let over = matches!(purge.try_wait(), Ok(Some(_)));
    let _ = purge.kill();
    let _ = purge.wait();
    let beside = beside?;
    println!(
        "    client credentials beside a purge{}: at most {:.1} ms, without it {:.1} ms",
        if over { " that ended" } else { "" },
        beside.max,
        alone.max
    );
    Ok(BesidePurge { alone, beside })
}
