use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait as _, DbErr, QueryResult, Value};

use super::{Desk, HELD_UP, Served, serve_alike};
use crate::link::Link;
use crate::prepared::{NUMBER, Prepared, TOGETHER};

/// On PostgreSQL, look-ups of the same kind by a key: one statement finds what several ask for.
pub(crate) struct LookUps(pub Link);

#[derive(Clone)]
pub(crate) struct LookUp {
    pub query: &'static Prepared,
    pub values: Vec<Value>,
}

type Found = Option<QueryResult>;

#[async_trait]
impl Desk for LookUps {
    type Wanted = LookUp;
    type Answer = Served<Found, LookUp>;
    const AT_MOST: usize = TOGETHER;
    const PATIENCE: Duration = HELD_UP;

    async fn serve(&self, look_ups: Vec<LookUp>) -> Result<Vec<Result<Self::Answer, DbErr>>, DbErr> {
        let alike = |one: &LookUp, other: &LookUp| std::ptr::eq(one.query, other.query);
        Ok(serve_alike(look_ups, alike, |alike| self.find(alike)).await)
    }
}

impl LookUps {
    /// The rows that look-ups by the same query find.
    async fn find(&self, look_ups: Vec<LookUp>) -> Result<Vec<Found>, DbErr> {
        let query = look_ups[0].query;
        let mut found: Vec<_> = look_ups.iter().map(|_| None).collect();
        let values = look_ups.into_iter().map(|look_up| look_up.values).collect();
        for row in self.0.query_all_raw(query.with_each(values)).await? {
            let number: i32 = row.try_get("", NUMBER)?;
            // The last may have asked more than once: the first answer does.
            if let Some(place) = usize::try_from(number).ok().and_then(|number| found.get_mut(number)) {
                *place = Some(row);
            }
        }
        Ok(found)
    }
}
