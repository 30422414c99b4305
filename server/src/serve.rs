//! `sesame serve`: from settings to a listening server.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use metrics_exporter_prometheus::PrometheusHandle;
use oauth::context::SystemEntropy;
use storage::{ConnectOptions, SqlDatabase, SqlSessions};
use tokio::net::TcpListener;
use tokio::signal;
#[cfg(unix)]
use tokio::signal::unix::SignalKind;

use crate::cli::CliError;
use crate::clock::Clock;
use crate::config::Settings;
use crate::demo;
use crate::router::router;
use crate::secret_file;
use crate::state::{AppState, Parts};
use crate::telemetry;
use crate::upkeep;

/// How `sesame serve` was called, beside the settings.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// With well-known people and applications, and `/demo`.
    pub demo: bool,
    /// Whether a program reads what is announced.
    pub json: bool,
}

/// Another process may have made or retired a signing key: how soon this one signs with the new one.
const FOLLOW_KEYS_EVERY: Duration = Duration::from_secs(60);

/// Serves until the process is asked to stop; requests under way are finished first.
pub async fn run(settings: Settings, manner: Manner) -> Result<(), CliError> {
    let demo = manner.demo;
    // leptos draws pages through this executor; a second start in one process finds it there already.
    let _ = any_spawner::Executor::init_tokio();
    let clock = Clock::system();
    let listen = settings.listen;
    let database = open_database(&settings).await?;
    let config = settings.protocol(&SystemEntropy)?;
    if demo {
        demo::seed::prepare(&database, listen, clock.now()).await?;
    } else {
        demo::seed::refuse_outside_demo(&database).await?;
    }
    // Before anything is made or logged: a port in use is one clear line.
    let listener = TcpListener::bind(listen).await.map_err(|error| cannot_listen(listen, error))?;
    let sessions = sessions(&database, &clock);
    // Before the first request, so that it is counted.
    let metrics = match settings.metrics_listen {
        Some(listen) => Some(metrics_listener(listen).await?),
        None => None,
    };
    let parts = Parts { settings, config, database: Arc::new(database.clone()), clock, demo };
    let state = AppState::new(parts).await.map_err(|error| CliError::Failed(error.to_string()))?;
    let issuer = state.config().issuer.clone();
    let stop = asked_to_stop().map_err(|error| CliError::Io("cannot listen for signals".to_owned(), error))?;
    tracing::info!(%listen, %issuer, "listening");
    announce(issuer.as_str(), listen, manner);
    tokio::spawn(follow_keys(state.clone()));
    tokio::spawn(upkeep::run(state.clone()));
    if let Some((listener, handle)) = metrics {
        tokio::spawn(upkeep::measure(database));
        tokio::spawn(axum::serve(listener, telemetry::routes(handle)).into_future());
    }
    let mail = state.mail().clone();
    let service = router(state, sessions).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(stop).await;
    mail.finish().await;
    served.map_err(|error| CliError::Io("the server stopped".to_owned(), error))
}

/// Opens the database and brings its tables up to date.
async fn open_database(settings: &Settings) -> Result<SqlDatabase, CliError> {
    let database = reach_database(settings, true).await?;
    storage::migrate(&database).await?;
    Ok(database)
}

/// Opens the database as it is. `create` says whether a data directory and a SQLite file that are missing are made.
pub async fn reach_database(settings: &Settings, create: bool) -> Result<SqlDatabase, CliError> {
    if create {
        secret_file::create_data_dir(&settings.data_dir)?;
    }
    let otherwise = ConnectOptions::default();
    let max_connections = settings.database_connections.unwrap_or(otherwise.max_connections);
    let options = ConnectOptions { synchronous: settings.sqlite_synchronous, max_connections, create };
    let database = storage::connect(settings.database_url.expose(), options).await;
    database.map_err(|error| CliError::Failed(error.to_string()))
}

async fn follow_keys(state: AppState) {
    let mut ticks = tokio::time::interval(FOLLOW_KEYS_EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = state.reload_keys().await {
            tracing::warn!(%error, "cannot look for new signing keys, going on with the ones we have");
        }
    }
}

/// Where sessions are kept: beside everything else, so that any instance knows them.
pub fn sessions(database: &SqlDatabase, clock: &Clock) -> SqlSessions {
    let clock = clock.clone();
    SqlSessions::new(database.clone(), move || clock.now())
}

/// Where the numbers are read, on an address of its own.
async fn metrics_listener(listen: SocketAddr) -> Result<(TcpListener, PrometheusHandle), CliError> {
    let listener = TcpListener::bind(listen).await.map_err(|error| cannot_listen(listen, error))?;
    let handle = telemetry::install().map_err(|error| CliError::Failed(format!("cannot count: {error}")))?;
    tracing::info!(%listen, "metrics at /metrics");
    Ok((listener, handle))
}

fn cannot_listen(listen: SocketAddr, error: io::Error) -> CliError {
    let next = match error.kind() {
        io::ErrorKind::AddrInUse => "another program listens there: stop it, or choose another address with --listen",
        io::ErrorKind::PermissionDenied => "this user may not: choose a port above 1023 with --listen",
        _ => "choose an address of this machine with --listen",
    };
    CliError::Io(format!("cannot listen on {listen}, {next}"), error)
}

/// What a person at the terminal wants to know, on stdout; the log is on stderr.
fn announce(issuer: &str, listen: SocketAddr, manner: Manner) {
    if manner.json {
        println!("{}", serde_json::json!({ "issuer": issuer, "listen": listen, "demo": manner.demo }));
        return;
    }
    println!("Sésame is ready at {issuer}");
    if manner.demo {
        println!();
        println!("  Try every flow   {issuer}/demo");
        println!("  Sign in as       {}", demo::seed::EMAIL);
        println!("  with             {}", demo::seed::PASSWORD);
        println!();
        println!("Demo mode: well-known passwords, this machine only. Stop with Ctrl-C.");
    }
}

/// Ends when the process is asked to stop. Signals are heard from the call on, not from the first `await`: whoever
/// reads that the server is ready may stop it at once, and is heard.
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let (mut interrupted, mut terminated) =
        (signal::unix::signal(SignalKind::interrupt())?, signal::unix::signal(SignalKind::terminate())?);
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = signal::ctrl_c().await;
        tracing::info!("stopping: finishing what is under way");
    })
}
