//! Browser sessions. A row is named by the hash of its id, so that whoever reads the database cannot become anybody.
//!
//! A record comes with whoever is signed in there: each page needs both, and they are one journey to the database.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use oauth::model::User;
use oauth::store::StoreError;
use oauth::types::{Secret, UserId};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait as _, DbErr, EntityTrait as _, FromQueryResult, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QueryResult, QueryTrait as _,
};
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use crate::convert::{backend, instant, millis, parse};
use crate::entity::session::{self, Column};
use crate::entity::user;
use crate::prepared::{Prepared, joined, select_as};
use crate::repo::purge::Sweep;
use crate::store::SqlDatabase;
use crate::unit::{Row, Unit, Write};

type Stored<T> = std::result::Result<T, StoreError>;

/// The key under which a session says who is signed in. It is a column too, so that a person's sessions can be ended.
pub const USER_ID: &str = "user_id";

/// The key under which a record that was loaded tells who that is today ([`person`]). It is not kept with the rest.
pub const PERSON: &str = "person";

/// A session as its person sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// See [`name_of`].
    pub name: String,
    /// All that was put into it.
    pub data: serde_json::Value,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

/// Keeps sessions in the database, where every instance finds them.
#[derive(Clone)]
pub struct SqlSessions {
    database: SqlDatabase,
    clock: Arc<dyn Fn() -> OffsetDateTime + Send + Sync>,
}

impl SqlSessions {
    /// Sessions of this database, by this clock.
    pub fn new(database: SqlDatabase, clock: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self { database, clock: Arc::new(clock) }
    }

    /// Where a person is signed in, the newest session first.
    pub async fn sessions_of(&self, user: UserId) -> Stored<Vec<SessionRow>> {
        let rows = session::Entity::find()
            .filter(Column::UserId.eq(user.0))
            .filter(Column::ExpiresAt.gt(millis((self.clock)())))
            .order_by_desc(Column::CreatedAt)
            .order_by_asc(Column::Id)
            .all(self.database.reader())
            .await
            .map_err(backend)?;
        rows.into_iter().map(SessionRow::try_from).collect()
    }

    /// Ends one session of this person. `false` when they have none of this name.
    pub async fn end_session(&self, user: UserId, name: &str) -> Stored<bool> {
        Ok(self.end(Column::UserId.eq(user.0).and(Column::Id.eq(name))).await? == 1)
    }

    /// Signs a person out everywhere; says how many sessions that were.
    pub async fn end_sessions_of(&self, user: UserId) -> Stored<u64> {
        self.end(Column::UserId.eq(user.0)).await
    }

    /// Signs a person out everywhere else; says how many sessions that were.
    pub async fn end_sessions_of_but(&self, user: UserId, name: &str) -> Stored<u64> {
        self.end(Column::UserId.eq(user.0).and(Column::Id.ne(name))).await
    }

    async fn end(&self, which: Expr) -> Stored<u64> {
        let ended = session::Entity::delete_many().filter(which);
        Ok(ended.exec(self.database.writer()).await.map_err(backend)?.rows_affected)
    }

    /// How many sessions nobody can use any more.
    pub async fn expired(&self, now: OffsetDateTime) -> Stored<u64> {
        self.sweep(now, Sweep::Count).await
    }

    /// Clears some of them; says how many. Call it again until it says none.
    pub async fn purge(&self, now: OffsetDateTime, at_most: u64) -> Stored<u64> {
        self.sweep(now, Sweep::Delete { at_most }).await
    }

    async fn sweep(&self, now: OffsetDateTime, sweep: Sweep) -> Stored<u64> {
        self.database.sql().sweep::<session::Entity, String>(Column::ExpiresAt, millis(now), sweep).await
    }
}

impl SqlSessions {
    /// Those who sign in at the same time wait for the disk together.
    async fn write(&self, session: impl Into<Write>) -> Result<bool> {
        let written = self.database.sql().write(Unit::new(session)).await;
        written.map_err(|error| Error::Backend(error.to_string()))
    }
}

impl TryFrom<session::Model> for SessionRow {
    type Error = StoreError;

    fn try_from(row: session::Model) -> Stored<Self> {
        const WHAT: &str = "session";
        Ok(Self {
            name: row.id,
            data: parse(&row.data, WHAT)?,
            created_at: instant(row.created_at, WHAT)?,
            expires_at: instant(row.expires_at, WHAT)?,
        })
    }
}

impl fmt::Debug for SqlSessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqlSessions").field("database", &self.database).finish_non_exhaustive()
    }
}

/// A session, and its person.
static LIVING: Prepared = Prepared::of(|| {
    let mut query = Query::select();
    select_as::<Column>(&mut query, "");
    select_as::<user::Column>(&mut query, ITS_PERSON);
    let its_person = user::Column::Id.into_expr().eq(Column::UserId.into_expr());
    query.from(session::Entity).left_join(user::Entity, its_person);
    query.and_where(Column::Id.eq("")).and_where(Column::ExpiresAt.gt(0)).to_owned()
});

const ITS_PERSON: &str = "person_";

struct Living(session::Model, Option<user::Model>);

impl FromQueryResult for Living {
    fn from_query_result(row: &QueryResult, _: &str) -> std::result::Result<Self, DbErr> {
        Ok(Self(FromQueryResult::from_query_result(row, "")?, joined(row, ITS_PERSON)?))
    }
}

#[async_trait]
impl SessionStore for SqlSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let row = session::Model {
                id: name_of(&record.id),
                user_id: user_id(record),
                data: data(record)?,
                created_at: millis((self.clock)()),
                expires_at: millis(record.expiry_date),
            };
            let row = Row::of(&row.into_active_model()).unless_there();
            if self.write(row).await? {
                return Ok(());
            }
            // Two of 128 random bits are equal: never, but the library asks for an answer.
            record.id = Id::default();
        }
    }

    /// Updates a session that is still there. One that was ended meanwhile stays ended: a request that was under way
    /// when the person signed out must not bring it back.
    async fn save(&self, record: &Record) -> Result<()> {
        let save = session::Entity::update_many()
            .col_expr(Column::UserId, Expr::value(user_id(record)))
            .col_expr(Column::Data, Expr::value(data(record)?))
            .col_expr(Column::ExpiresAt, Expr::value(millis(record.expiry_date)))
            .filter(Column::Id.eq(name_of(&record.id)));
        self.write(save.into_query()).await.map(drop)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let keys = [name_of(id).into(), millis((self.clock)()).into()];
        let found = self.database.sql().find::<Living, _>(&LIVING, keys).await;
        let found = found.map_err(|error| Error::Backend(error.to_string()))?;
        let Some(Living(row, person)) = found else { return Ok(None) };
        let mut data: HashMap<_, _> = serde_json::from_str(&row.data).map_err(undecoded)?;
        data.remove(PERSON);
        if let Some(person) = person {
            data.insert(PERSON.to_owned(), serde_json::to_value(person).map_err(undecoded)?);
        }
        Ok(Some(Record { id: *id, data, expiry_date: instant(row.expires_at, "session").map_err(undecoded)? }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        session::Entity::delete_by_id(name_of(id))
            .exec(self.database.writer())
            .await
            .map_err(|error| Error::Backend(error.to_string()))?;
        Ok(())
    }
}

fn undecoded(error: impl fmt::Display) -> Error {
    Error::Decode(error.to_string())
}

/// Whom a record's [`PERSON`] tells of.
pub fn person(told: serde_json::Value) -> Stored<User> {
    let row: user::Model = serde_json::from_value(told).map_err(|_| StoreError::Corrupt("user"))?;
    row.try_into()
}

/// The hash under which a session is kept, which opens nothing: it may stand in a page.
pub fn name_of(id: &Id) -> String {
    Secret::from(id.to_string()).hash().as_str().to_owned()
}

fn user_id(record: &Record) -> Option<i64> {
    record.data.get(USER_ID).and_then(serde_json::Value::as_i64)
}

fn data(record: &Record) -> Result<String> {
    let kept: HashMap<_, _> = record.data.iter().filter(|(name, _)| *name != PERSON).collect();
    serde_json::to_string(&kept).map_err(|error| Error::Encode(error.to_string()))
}
