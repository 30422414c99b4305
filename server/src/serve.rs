//! `sesame serve`: from settings to a listening server.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use oauth::context::{Config, SystemEntropy};
use storage::{ConnectOptions, SqlDatabase, SqlSessions};
use tokio::net::TcpListener;
use tokio::signal;

use crate::cli::CliError;
use crate::clock::Clock;
use crate::config::Settings;
use crate::demo;
use crate::router::router;
use crate::secret_file;
use crate::state::{AppState, Parts};

/// Serves until the process is asked to stop; requests under way are finished first.
pub async fn run(settings: Settings, demo: bool) -> Result<(), CliError> {
    // leptos draws pages through this executor; a second start in one process finds it there already.
    let _ = any_spawner::Executor::init_tokio();
    let clock = Clock::system();
    let listen = settings.listen;
    let database = open_database(&settings).await?;
    let config = Config::new(settings.issuer.clone(), settings.pepper(&SystemEntropy)?);
    if demo {
        demo::seed::prepare(&database, listen, clock.now()).await?;
    }
    // Before anything is made or logged: a port in use is one clear line.
    let listener = TcpListener::bind(listen).await.map_err(|error| cannot_listen(listen, error))?;
    let sessions = sessions(&database, &clock);
    let parts = Parts { settings, config, database: Arc::new(database), clock, demo };
    let state = AppState::new(parts).await.map_err(|error| CliError::Failed(error.to_string()))?;
    let issuer = state.config().issuer.clone();
    tracing::info!(%listen, %issuer, "listening");
    announce(issuer.as_str(), demo);
    let service = router(state, sessions).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(asked_to_stop()).await;
    served.map_err(|error| CliError::Io("the server stopped".to_owned(), error))
}

/// Opens the database and brings its tables up to date.
pub async fn open_database(settings: &Settings) -> Result<SqlDatabase, CliError> {
    secret_file::create_data_dir(&settings.data_dir)?;
    let options = ConnectOptions { synchronous: settings.sqlite_synchronous, ..ConnectOptions::default() };
    let failed = |error: &dyn std::fmt::Display| CliError::Failed(error.to_string());
    let database = storage::connect(settings.database_url.expose(), options).await.map_err(|error| failed(&error))?;
    storage::migrate(&database).await.map_err(|error| failed(&error))?;
    Ok(database)
}

/// Where sessions are kept: beside everything else, so that any instance knows them.
pub fn sessions(database: &SqlDatabase, clock: &Clock) -> SqlSessions {
    let clock = clock.clone();
    SqlSessions::new(database.clone(), move || clock.now())
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
fn announce(issuer: &str, demo: bool) {
    println!("Sésame is ready at {issuer}");
    if demo {
        println!();
        println!("  Try every flow   {issuer}/demo");
        println!("  Sign in as       {}", demo::seed::EMAIL);
        println!("  with             {}", demo::seed::PASSWORD);
        println!();
        println!("Demo mode: well-known passwords, this machine only. Stop with Ctrl-C.");
    }
}

async fn asked_to_stop() {
    let interrupted = async { signal::ctrl_c().await.ok() };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminated) => terminated.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<Option<()>>();
    tokio::select! {
        _ = interrupted => {}
        _ = terminated => {}
    }
    tracing::info!("stopping: finishing what is under way");
}
