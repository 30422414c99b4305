//! Databases for tests: one for each, on a PostgreSQL or MySQL server that is there already, gone with its test. And a
//! way to hear what is asked of them.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use oauth::context::{Entropy as _, SystemEntropy};
use sea_orm::{ConnectionTrait as _, Database, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::OnceCell;
use url::Url;

use crate::lend::Singles;
use crate::link::Link;
use crate::store::SqlDatabase;
use crate::{ConnectOptions, connect, migrate};

/// A database that is dropped with this value.
#[derive(Debug)]
pub struct ThrowAway {
    server: Url,
    name: String,
}

/// PostgreSQL copies a whole database faster than it makes its tables. The tests of one program copy from one, which
/// stays: whoever drops it cannot know who else copies.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

impl SqlDatabase {
    /// The same database, of which every statement is heard as it is sent, with its values.
    #[must_use]
    pub fn overheard(&self, hear: impl Fn(&Statement) + Clone + Send + Sync + 'static) -> Self {
        self.by(|link| link.overheard(&hear))
    }
}

/// Tells of each statement before it is sent.
struct Overheard<F> {
    singles: Arc<dyn Singles>,
    hear: F,
}

impl Link {
    fn overheard(&self, hear: &(impl Fn(&Statement) + Clone + Send + Sync + 'static)) -> Self {
        let (mut pool, heard) = (self.pool().clone(), hear.clone());
        pool.set_metric_callback(move |info| heard(info.statement));
        let Some(singles) = self.singles() else { return Self::new(pool) };
        Self::lending(pool, Arc::new(Overheard { singles, hear: hear.clone() }))
    }
}

impl<F> fmt::Debug for Overheard<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Overheard({:?})", self.singles)
    }
}

#[async_trait]
impl<F: Fn(&Statement) + Send + Sync> Singles for Overheard<F> {
    async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        (self.hear)(&statement);
        self.singles.execute(statement).await
    }

    async fn execute_text(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.singles.execute_text(sql).await
    }

    async fn one(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        (self.hear)(&statement);
        self.singles.one(statement).await
    }

    async fn all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        (self.hear)(&statement);
        self.singles.all(statement).await
    }

    async fn close(&self) {
        self.singles.close().await;
    }
}

impl ThrowAway {
    /// A database without tables. `server` is the URL of any database on the server, by a user who may make more.
    pub async fn empty_on(server: &str) -> Self {
        Self::made(server, "").await
    }

    /// A database with all its tables.
    pub async fn on(server: &str) -> Self {
        if server.starts_with("postgres") {
            let template = TEMPLATE.get_or_init(|| template_on(server)).await;
            return Self::made(server, &format!(" TEMPLATE {template}")).await;
        }
        let empty = Self::empty_on(server).await;
        bring_up_to_date(&empty.url()).await;
        empty
    }

    async fn made(server: &str, how: &str) -> Self {
        let name = new_name();
        execute(server, &format!("CREATE DATABASE {name}{how}")).await.expect("the user of the URL may make databases");
        Self { server: Url::parse(server).expect("a URL"), name }
    }

    pub fn url(&self) -> String {
        let mut url = self.server.clone();
        url.set_path(&self.name);
        url.into()
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        let (server, name) = (self.server.to_string(), self.name.clone());
        // Whatever runtime this is dropped in, it is no place to wait.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(drop_database(&server, &name)).map_err(std::io::Error::other)
        });
        // A database too many on a test server is no reason to fail a test.
        if let Ok(Err(error)) = dropped.join() {
            eprintln!("the database {} stays: {error}", self.name);
        }
    }
}

async fn drop_database(server: &str, name: &str) -> Result<(), DbErr> {
    if server.starts_with("postgres") {
        return execute(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
    }
    // A connection of the test may be open still, in the middle of something: MySQL would wait for it for a day.
    execute(server, &format!("SET SESSION lock_wait_timeout = 2; DROP DATABASE {name}")).await
}

async fn template_on(server: &str) -> String {
    let name = new_name();
    execute(server, &format!("CREATE DATABASE {name}")).await.expect("the user of the URL may make databases");
    let mut url = Url::parse(server).expect("a URL");
    url.set_path(&name);
    bring_up_to_date(url.as_str()).await;
    name
}

async fn bring_up_to_date(url: &str) {
    let database = connect(url, ConnectOptions { max_connections: 1, ..ConnectOptions::default() }).await.expect(url);
    migrate(&database).await.expect("the tables can be made");
    // Nothing can be copied from a database that somebody uses.
    database.close().await.expect("the database lets go");
}

async fn execute(server: &str, sql: &str) -> Result<(), DbErr> {
    let mut options = sea_orm::ConnectOptions::new(server);
    options.max_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await?;
    connection.execute_unprepared(sql).await?;
    connection.close().await
}

fn new_name() -> String {
    let mut name = [0; 8];
    SystemEntropy.fill(&mut name);
    format!("sesame_{:016x}", u64::from_ne_bytes(name))
}
