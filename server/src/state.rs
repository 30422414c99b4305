//! What every handler shares. Nothing here is a truth another instance would need: keys are a copy that is loaded
//! again when a token names one we do not have.

use std::sync::{Arc, PoisonError, RwLock};

use oauth::context::{Config, Ctx, SystemEntropy};
use oauth::error::OAuthError;
use oauth::jwt;
use oauth::keys::{self, KeyRing};
use oauth::model::{Algorithm, AskedFrom};
use oauth::store::{Database, Store};
use storage::establishment::Establishments;
use storage::{SqlDatabase, SqlSessions};
use time::{Duration, OffsetDateTime};

use crate::clock::Clock;
use crate::config::{Settings, SignUp};
use crate::error::ServerError;
use crate::hasher::Hasher;
use crate::mail::Mail;
use crate::serve;

/// Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

struct Inner {
    settings: Settings,
    config: Config,
    database: Arc<dyn Database>,
    establishments: Establishments,
    sessions: SqlSessions,
    keys: RwLock<Loaded>,
    clock: Clock,
    hasher: Hasher,
    mail: Mail,
    demo: bool,
}

/// The keys as they were in the store a moment ago.
#[derive(Clone)]
struct Loaded {
    keys: Arc<KeyRing>,
    at: OffsetDateTime,
}

/// Tokens that name unknown keys can be made up by anybody: they cause one look into the store in this time at most.
const RELOAD_EVERY: Duration = Duration::seconds(5);

/// What [`AppState::new`] is given.
pub struct Parts {
    pub settings: Settings,
    pub config: Config,
    pub database: Arc<SqlDatabase>,
    pub clock: Clock,
    /// Whether `/demo` is served.
    pub demo: bool,
}

impl AppState {
    /// Opens the signing keys, making the first one for a new database.
    pub async fn new(parts: Parts) -> Result<Self, ServerError> {
        let Parts { settings, config, database, clock, demo } = parts;
        let keys = open_keys(database.as_ref(), &config, clock.now()).await?;
        let sessions = serve::sessions(&database, &clock);
        let mail = Mail::new(&settings, clock.clone());
        let loaded = Loaded { keys: Arc::new(keys), at: clock.now() };
        Ok(Self(Arc::new(Inner {
            settings,
            config,
            establishments: Establishments::new(database.as_ref().clone()),
            sessions,
            database,
            keys: RwLock::new(loaded),
            clock,
            hasher: Hasher::new(),
            mail,
            demo,
        })))
    }

    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub fn config(&self) -> &Config {
        &self.0.config
    }

    pub fn database(&self) -> &dyn Database {
        self.0.database.as_ref()
    }

    pub fn store(&self) -> &dyn Store {
        self.0.database.store()
    }

    /// What lives beside the protocol.
    pub fn establishments(&self) -> &Establishments {
        &self.0.establishments
    }

    /// Who is signed in where.
    pub fn sessions(&self) -> &SqlSessions {
        &self.0.sessions
    }

    pub fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    /// The way letters take.
    pub fn mail(&self) -> &Mail {
        &self.0.mail
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub fn is_demo(&self) -> bool {
        self.0.demo
    }

    /// Whether people may make an account themselves.
    pub fn sign_up_is_open(&self) -> bool {
        self.is_demo() || self.settings().sign_up == SignUp::Open
    }

    /// Whether `/api/doc` is served.
    pub fn shows_api_docs(&self) -> bool {
        self.is_demo() || self.settings().api_docs
    }

    pub fn now(&self) -> OffsetDateTime {
        self.0.clock.now()
    }

    /// The time, the caller and the keys of one request.
    pub fn moment(&self, from: &AskedFrom) -> Moment<'_> {
        Moment { now: self.now(), from: from.clone(), keys: self.keys(), config: &self.0.config }
    }

    /// The signing keys, as they were in the store a moment ago.
    pub fn keys(&self) -> Arc<KeyRing> {
        self.loaded().keys
    }

    fn loaded(&self) -> Loaded {
        self.0.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Loads the keys again. `false` when that was done a moment ago.
    pub async fn reload_keys(&self) -> Result<bool, ServerError> {
        let now = self.now();
        if now - self.loaded().at < RELOAD_EVERY {
            return Ok(false);
        }
        self.follow_keys().await?;
        Ok(true)
    }

    /// Loads the keys again if this is a JWT that names one we do not have: another instance may have made it.
    pub async fn follow_key_of(&self, token: Option<&str>) -> Result<(), OAuthError> {
        if !token.is_some_and(|token| jwt::names_unknown_key(&self.loaded().keys, token)) {
            return Ok(());
        }
        let reloaded = self.reload_keys().await.map_err(|error| {
            tracing::error!(cause = ?error, "the signing keys could not be loaded");
            OAuthError::Internal("the signing keys could not be loaded")
        });
        reloaded.map(drop)
    }

    /// Loads the keys again, because they have just been changed here.
    pub async fn follow_keys(&self) -> Result<(), ServerError> {
        let stored = self.store().signing_keys().await?;
        let keys = Arc::new(KeyRing::open(&stored, &self.config().pepper)?);
        *self.0.keys.write().unwrap_or_else(PoisonError::into_inner) = Loaded { keys, at: self.now() };
        Ok(())
    }
}

/// Holds what a [`Ctx`] borrows.
pub struct Moment<'a> {
    now: OffsetDateTime,
    from: AskedFrom,
    keys: Arc<KeyRing>,
    config: &'a Config,
}

impl Moment<'_> {
    pub fn ctx(&self) -> Ctx<'_> {
        Ctx { now: self.now, from: &self.from, entropy: &SystemEntropy, config: self.config, keys: &self.keys }
    }
}

async fn open_keys(database: &dyn Database, config: &Config, now: OffsetDateTime) -> Result<KeyRing, ServerError> {
    let store = database.store();
    if store.signing_keys().await?.is_empty() {
        let key = keys::generate(Algorithm::Es256, &config.pepper, &SystemEntropy, now)?;
        store.add_signing_key(&key).await?;
        tracing::info!(kid = key.kid, algorithm = %key.algorithm, "made the first signing key");
    }
    // Read back rather than kept: when two instances start at once, both keys are there and the order is the store's.
    Ok(KeyRing::open(&store.signing_keys().await?, &config.pepper)?)
}
