use std::sync::{Arc, LazyLock};

use oauth::context::SystemEntropy;
use oauth::model::{Client, NewUser, User};
use oauth::password::PasswordHash;
use oauth::store::{Database, Store};
use oauth::types::Secret;
use server::clock::Clock;
use server::config::{Flags, Settings};
use server::router::router;
use server::state::{AppState, Parts};
use storage::throwaway::ThrowAway;
use storage::{ConnectOptions, SqlDatabase, Synchronous};
use tempfile::TempDir;
use time::Duration;
use time::macros::datetime;

use super::{Api, Browser, Device, WebApp, Wire};

pub const ISSUER: &str = "https://id.example";
pub const EMAIL: &str = "john.doe@example.com";
pub const PASSWORD: &str = "correct horse battery staple";

/// How a server is to be, where it matters to the test.
#[derive(Clone)]
pub struct Setup {
    pub issuer: &'static str,
    /// As in the environment: `SESAME_…`.
    pub settings: &'static [(&'static str, &'static str)],
    /// Filled by, and with, the demo.
    pub demo: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self { issuer: ISSUER, settings: &[], demo: false }
    }
}

/// A server of its own for one test: a database with John in it, a clock that stands still, and the real router.
///
/// The database is a SQLite file, or one on the PostgreSQL or MySQL server that `SESAME_TEST_DATABASE` names by its URL.
pub struct TestServer {
    pub wire: Wire,
    pub clock: Clock,
    pub setup: Setup,
    pub directory: Arc<TempDir>,
    database: SqlDatabase,
    // Fields are dropped in order: whoever uses the database goes before it.
    elsewhere: Option<Arc<ThrowAway>>,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::of(Setup::default()).await
    }

    pub async fn of(setup: Setup) -> Self {
        let elsewhere = match std::env::var("SESAME_TEST_DATABASE") {
            Ok(server) => Some(Arc::new(ThrowAway::on(&server).await)),
            Err(_) => None,
        };
        Self::new(setup, elsewhere).await
    }

    /// On SQLite, whatever the others are on: for a test that reads the file.
    pub async fn on_a_file() -> Self {
        Self::new(Setup::default(), None).await
    }

    async fn new(setup: Setup, elsewhere: Option<Arc<ThrowAway>>) -> Self {
        let clock = Clock::fixed(datetime!(2026-03-01 12:00 UTC));
        let directory = Arc::new(tempfile::tempdir().unwrap());
        let server = Self::open(setup, clock, directory, elsewhere).await;
        if !server.setup.demo {
            server.add_user(EMAIL).await;
        }
        server
    }

    /// A second process over the same database.
    pub async fn another_instance(&self) -> Self {
        Self::open(self.setup.clone(), self.clock.clone(), self.directory.clone(), self.elsewhere.clone()).await
    }

    /// Where its state is kept.
    pub fn database_url(&self) -> String {
        let file = || format!("sqlite:{}", self.directory.path().join("sesame.db").display());
        self.elsewhere.as_ref().map_or_else(file, |place| place.url())
    }

    /// Stops and starts; the actors find the new server at the old address.
    pub async fn restart(&mut self) {
        let again = self.another_instance().await;
        self.wire.take_over(&again.wire);
        self.database = again.database;
    }

    async fn open(setup: Setup, clock: Clock, directory: Arc<TempDir>, elsewhere: Option<Arc<ThrowAway>>) -> Self {
        let _ = any_spawner::Executor::init_tokio();
        let flags = Flags {
            issuer: Some(setup.issuer.to_owned()),
            data_dir: Some(directory.path().display().to_string()),
            database_url: elsewhere.as_ref().map(|place| place.url()),
            ..Flags::default()
        };
        let variables = setup.settings.iter().map(|(name, value)| (name.into(), value.into()));
        let settings = Settings::load_from(&flags, variables, directory.path()).unwrap();
        // As many connections on a large machine as on a small one: the tests share a server.
        let options =
            ConnectOptions { synchronous: Synchronous::Normal, max_connections: 7, ..ConnectOptions::default() };
        let database = storage::connect(settings.database_url.expose(), options).await.unwrap();
        storage::migrate(&database).await.unwrap();
        if setup.demo {
            server::demo::seed::prepare(&database, settings.listen, clock.now()).await.unwrap();
        }
        let config = settings.protocol(&SystemEntropy).unwrap();
        let sessions = server::serve::sessions(&database, &clock);
        let parts =
            Parts { settings, config, database: Arc::new(database.clone()), clock: clock.clone(), demo: setup.demo };
        let state = AppState::new(parts).await.unwrap();
        let wire = Wire::to_router(router(state, sessions));
        Self { wire, clock, setup, directory, database, elsewhere }
    }

    pub fn store(&self) -> &dyn Store {
        self.database.store()
    }

    /// Moves the time on.
    pub fn wait(&self, seconds: i64) {
        self.clock.advance(Duration::seconds(seconds));
    }

    /// Registers an application.
    pub async fn register(&self, client: &Client) {
        self.store().create_client(client).await.unwrap();
    }

    /// Somebody with John's name and password, and this address.
    pub async fn add_user(&self, email: &str) -> User {
        static HASH: LazyLock<PasswordHash> = LazyLock::new(|| PasswordHash::of(&Secret::from(PASSWORD.to_owned())));
        let user = NewUser {
            email: email.parse().unwrap(),
            firstname: "John".to_owned(),
            lastname: "Doe".to_owned(),
            password: Some(HASH.clone()),
            admin: false,
            language: None,
            created_at: datetime!(2024-02-05 08:52:20.957 UTC),
        };
        self.store().create_user(user).await.unwrap()
    }

    /// Somebody at a browser, not signed in.
    pub fn browser(&self) -> Browser {
        Browser::new(self.wire.clone(), self.setup.issuer)
    }

    /// John at a browser, signed in.
    pub async fn john(&self) -> Browser {
        let mut browser = self.browser();
        browser.sign_in().await;
        browser
    }

    /// This application, registered and ready to run.
    pub async fn web_app(&self, client: Client) -> WebApp {
        self.register(&client).await;
        WebApp::new(self.wire.clone(), self.setup.issuer, &client)
    }

    /// This device, registered and switched on.
    pub async fn device(&self, client: Client) -> Device {
        self.register(&client).await;
        Device::new(self.wire.clone(), &client)
    }

    pub fn api(&self) -> Api {
        Api::new(self.wire.clone())
    }
}
