//! What `cargo xtask bench` measures with. Nothing of it is ever part of the server.
//!
//! [`ceiling`] is the server that does only what physics demands; [`fill`] puts rows into Sésame's database of which the
//! load knows the secrets; [`journey`] signs in and fetches what the load needs, and tries every request once;
//! [`trips`] counts journeys to PostgreSQL; `load.lua` is what `wrk` sends.

mod ceiling;
mod database;
mod fill;
mod http;
mod journey;
mod requests;
mod trips;

use clap::Parser;

/// Whatever goes wrong here ends the measurement.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[derive(Parser)]
enum Command {
    /// Make an empty database on a PostgreSQL server
    Create { server: String, name: String },
    /// Serve the ceiling
    Ceiling(ceiling::Ceiling),
    /// Put the rows of the scenarios into a database that `sesame serve --demo` has made
    Fill(fill::Fill),
    /// Sign in, fetch tokens and pages, and try every request once
    Journey(journey::Journey),
    /// Count round trips to PostgreSQL
    Trips(trips::Trips),
}

#[tokio::main]
async fn main() -> Result<()> {
    match Command::parse() {
        Command::Create { server, name } => database::create(&server, &name).await,
        Command::Ceiling(ceiling) => ceiling.serve().await,
        Command::Fill(fill) => fill.run().await,
        Command::Journey(journey) => journey.run().await,
        Command::Trips(trips) => trips.run().await,
    }
}
