//! The tables, for the terminal and for docs/bench.md. What people wrote around them there stays.

use super::load::{Load, SLOW, TURNS};
use super::{BesidePurge, Extent, Figures, Round, Target};
use crate::step::{Failure, Result, output_of};
use crate::workspace::root;
use std::fmt::Write as _;
use std::fs;

const BEGIN: &str = "<!-- measured by cargo xtask bench -->";
const END: &str = "<!-- /measured -->";
/// What a table of old rows may cost.
const LARGE: f64 = 0.9;

/// A scenario as the terminal shows it while the run goes on.
pub fn line(load: &Load, other: &Load) -> String {
    let Load { per_second, p50, p99, .. } = load;
    let (part, of) = (percent(load, other), other.per_second);
    format!("{per_second:>6.0}/s, p50 {p50:.1} ms, p99 {p99:.1} ms, {part:.0} % of {of:.0}")
}

pub fn tables(rounds: &[Round]) -> String {
    let mut text = String::new();
    for round in rounds {
        if round.large { large(&mut text, round) } else { beside_ceiling(&mut text, round) }
    }
    text
}

/// Puts the tables into docs/bench.md.
pub fn write(rounds: &[Round], extent: &Extent) -> Result<()> {
    let path = root().join("docs/bench.md");
    let text = fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = parts.ok_or_else(|| {
        Failure::new(format!("docs/bench.md has no place for the tables ({BEGIN})"), "Put its two marks back.")
    })?;
    let text = format!("{before}{BEGIN}\n{}\n{}{END}{after}", machine(extent), tables(rounds));
    fs::write(&path, text).map_err(|error| Failure::file(&path, &error))
}

fn machine(extent: &Extent) -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let processor = field(&read("/proc/cpuinfo"), "model name");
    let kilobytes = field(&read("/proc/meminfo"), "MemTotal");
    let gigabytes = kilobytes.split(' ').next().and_then(|text| text.parse::<f64>().ok()).unwrap_or_default() / 1e6;
    let date = output_of("date", &["-u", "+%Y-%m-%d %H:%M UTC"]).unwrap_or_default();
    let (large, seconds) = (if extent.large { " --large" } else { "" }, extent.seconds);
    format!(
        "`cargo xtask bench{large}`, {date}. {processor}, {cores} cores shared by server, database and load tool, \
         {gigabytes:.0} GB. wrk, 32 connections, 2 threads, {TURNS} turns of {seconds} s \
         each ({SLOW} times as long for passwords) after 1 s of the same to warm up; of each figure the one in the middle.\n"
    )
}

fn beside_ceiling(text: &mut String, round: &Round) {
    let _ = writeln!(text, "### {}\n\nThe machine's load before: {}.\n", round.database, round.busy);
    let trips = round.trips.is_some();
    let _ =
        write!(text, "| scenario | requests/s | p50 ms | p99 ms | ceiling/s | its p99 | ratio | target | holds | MB |");
    let _ = writeln!(text, "{}", if trips { " round trips |" } else { "" });
    let _ = writeln!(text, "|---|--:|--:|--:|--:|--:|--:|---|---|--:|{}", if trips { "--:|" } else { "" });
    for Figures { scenario, sesame, other: ceiling, memory } in &round.figures {
        let ratio = percent(sesame, ceiling);
        let (target, holds) = match scenario.target {
            Target::Ratio(part) => (format!("≥ {:.0} %", part * 100.0), Some(ratio >= part * 100.0)),
            Target::P99(most) => (format!("p99 < {most:.0} ms"), Some(sesame.p99 < most)),
            Target::Free => ("".to_owned(), None),
        };
        let _ = write!(
            text,
            "| {} | {:.0} | {:.1} | {:.1} | {:.0} | {:.1} | {ratio:.0} % | {target} | {} | {memory:.0} |",
            scenario.title,
            sesame.per_second,
            sesame.p50,
            sesame.p99,
            ceiling.per_second,
            ceiling.p99,
            word(holds)
        );
        match &round.trips {
            Some(trips) => _ = writeln!(text, " {} |", trips[scenario.name]),
            None => text.push('\n'),
        }
    }
    text.push('\n');
    beside(text, round);
}

fn large(text: &mut String, round: &Round) {
    let _ = writeln!(
        text,
        "### {}, 1 million living and 5 million expired tokens\n\nThe machine's load before: {}.\n\n\
         | scenario | requests/s | p50 ms | p99 ms | empty tables/s | its p99 | ratio | target | holds | MB |\n\
         |---|--:|--:|--:|--:|--:|--:|---|---|--:|",
        round.database, round.busy
    );
    for Figures { scenario, sesame, other: empty, memory } in &round.figures {
        let part = percent(sesame, empty);
        let _ = writeln!(
            text,
            "| {} | {:.0} | {:.1} | {:.1} | {:.0} | {:.1} | {part:.0} % | ≥ {:.0} % | {} | {memory:.0} |",
            scenario.title,
            sesame.per_second,
            sesame.p50,
            sesame.p99,
            empty.per_second,
            empty.p99,
            LARGE * 100.0,
            word(Some(part >= LARGE * 100.0))
        );
    }
    text.push('\n');
    beside(text, round);
}

fn beside(text: &mut String, round: &Round) {
    let mut ready: Vec<_> = round.ready.iter().map(|time| time.as_secs_f64() * 1000.0).collect();
    ready.sort_by(f64::total_cmp);
    let ready = ready.get(ready.len() / 2).copied().unwrap_or(f64::NAN);
    let memory = round.figures.last().map_or(f64::NAN, |figures| figures.memory);
    let mut rows = vec![
        ("ready after start on this database, median of 5", ready, "ms", Some(150.0)),
        ("resident memory, idle", round.idle_memory, "MB", Some(30.0)),
        ("resident memory after all scenarios", memory, "MB", Some(100.0)),
        ("current_user p99 while the password grant is saturated", round.beside_passwords.p99, "ms", Some(50.0)),
    ];
    if let Some(BesidePurge { alone, beside }) = &round.beside_purge {
        let what = "client credentials while `sesame purge` runs, 4 connections, slowest of all";
        rows.extend([(what, beside.max, "ms", Some(100.0)), ("the same before it runs", alone.max, "ms", None)]);
    }
    let _ = writeln!(text, "| | measured | target | holds |\n|---|--:|---|---|");
    for (what, value, unit, most) in rows {
        let target = most.map_or_else(String::new, |most| format!("≤ {most:.0} {unit}"));
        let holds = word(most.map(|most| value <= most));
        let _ = writeln!(text, "| {what} | {value:.1} {unit} | {target} | {holds} |");
    }
    text.push('\n');
}

fn percent(load: &Load, of: &Load) -> f64 {
    load.per_second / of.per_second * 100.0
}

fn word(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => "",
    }
}
