//! The ways to a database, and what takes which.

use async_trait::async_trait;
use oauth::model::Client;
use oauth::store::StoreError;
use oauth::types::ClientId;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbBackend, DbErr, QueryResult, Value};

use crate::asked_once::AskedOnce;
use crate::checkpoint;
use crate::convert::backend;
use crate::link::Link;
use crate::prepared::Prepared;
use crate::queue::{Batches, LookUp, LookUps, OneWriter, Queue, Served};
use crate::repo::clients::client_by_id;
use crate::store::Connections;
use crate::unit::Unit;

/// On SQLite one connection writes and a few read, so that nobody fights for the one write lock. On the others both
/// are the same.
#[derive(Clone, Debug)]
pub(crate) struct Links {
    writer: Link,
    reader: Link,
    together: Together,
    clients: AskedOnce<FoundClient>,
}

/// What is done together with what others want at the same time.
#[derive(Clone, Debug)]
enum Together {
    /// On SQLite all units are written together, while another connection keeps the log short.
    OneFile { units: Queue<OneWriter>, checkpointer: Link },
    /// On PostgreSQL the units that can be, and look-ups.
    OneStatement { units: Queue<Batches>, look_ups: Queue<LookUps> },
    /// On MySQL nothing.
    Nothing,
}

pub(crate) type FoundClient = Result<Option<Client>, StoreError>;

impl Links {
    /// To a SQLite file.
    pub fn to_file(writer: Link, reader: Link, checkpointer: Link) -> Self {
        let units = Queue::before(OneWriter(writer.clone()));
        tokio::spawn(checkpoint::beside(checkpointer.clone(), units.in_use()));
        Self { writer, reader, together: Together::OneFile { units, checkpointer }, clients: AskedOnce::default() }
    }

    pub fn to_server(link: Link) -> Self {
        let together = match link.get_database_backend() {
            DbBackend::Postgres => Together::OneStatement {
                units: Queue::before(Batches(link.clone())),
                look_ups: Queue::before(LookUps(link.clone())),
            },
            _ => Together::Nothing,
        };
        Self { writer: link.clone(), reader: link, together, clients: AskedOnce::default() }
    }

    /// The same database by other links.
    #[cfg(feature = "throwaway")]
    pub fn by(&self, other: impl Fn(&Link) -> Link) -> Self {
        match &self.together {
            Together::OneFile { checkpointer, .. } => {
                Self::to_file(other(&self.writer), other(&self.reader), checkpointer.clone())
            }
            Together::OneStatement { .. } | Together::Nothing => Self::to_server(other(&self.writer)),
        }
    }

    /// Says goodbye to every connection.
    pub async fn close(self) -> Result<(), DbErr> {
        if let Together::OneFile { checkpointer, .. } = self.together {
            checkpointer.close().await?;
        }
        self.reader.close().await?;
        self.writer.close().await
    }
}

/// How often a unit that the server has ended in favour of another is written anew.
const DEADLOCKS: usize = 3;

#[async_trait]
impl Connections for Links {
    type Connection = Link;
    const IN_TRANSACTION: bool = false;

    fn reader(&self) -> &Link {
        &self.reader
    }

    fn writer(&self) -> &Link {
        &self.writer
    }

    async fn begin_part(&self) -> Result<DatabaseTransaction, DbErr> {
        self.writer.begin().await
    }

    async fn write(&self, unit: Unit) -> Result<bool, StoreError> {
        let written = match &self.together {
            Together::OneFile { units, .. } => units.wait_for(unit.into_text()).await,
            Together::OneStatement { units, .. } if unit.is_sociable() => match units.wait_for(unit).await {
                Ok(Served::Together(happened)) => Ok(happened),
                Ok(Served::Refused(unit)) => write_alone(&self.writer, unit).await,
                Err(error) => Err(error),
            },
            Together::OneStatement { .. } | Together::Nothing => write_alone(&self.writer, unit).await,
        };
        written.map_err(backend)
    }

    async fn row(&self, query: &'static Prepared, values: Vec<Value>) -> Result<Option<QueryResult>, DbErr> {
        let values = match &self.together {
            Together::OneStatement { look_ups, .. } => match look_ups.wait_for(LookUp { query, values }).await? {
                Served::Together(found) => return Ok(found),
                Served::Refused(look_up) => look_up.values,
            },
            Together::OneFile { .. } | Together::Nothing => values,
        };
        self.reader.query_one_raw(query.with(self.reader.get_database_backend(), values)).await
    }

    async fn client(&self, id: &ClientId) -> FoundClient {
        let (links, wanted) = (self.clone(), id.clone());
        let question = move || {
            let (links, wanted) = (links.clone(), wanted.clone());
            async move { client_by_id(&links, &wanted).await }
        };
        self.clients.ask(id.as_str(), question).await
    }
}

/// Writes a unit, and tries again when the server ends it in favour of another.
async fn write_alone(writer: &Link, unit: Unit) -> Result<bool, DbErr> {
    let mut deadlocks = 0;
    loop {
        match write_once(writer, unit.clone()).await {
            Err(error) if is_deadlock(&error) && deadlocks < DEADLOCKS => deadlocks += 1,
            written => return written,
        }
    }
}

async fn write_once(writer: &Link, unit: Unit) -> Result<bool, DbErr> {
    if unit.is_one() || writer.get_database_backend() == DbBackend::Postgres {
        return unit.write(writer).await;
    }
    let transaction = writer.begin().await?;
    let written = unit.write(&transaction).await?;
    transaction.commit().await?;
    Ok(written)
}

/// Two transactions waited for each other, and the server ended this one.
pub(crate) fn is_deadlock(error: &DbErr) -> bool {
    error.to_string().to_ascii_lowercase().contains("deadlock")
}
