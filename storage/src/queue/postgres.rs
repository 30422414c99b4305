use std::time::Duration;

use async_trait::async_trait;
use sea_orm::DbErr;

use super::{Desk, HELD_UP, Served, serve_alike};
use crate::link::Link;
use crate::unit::{Unit, write_together};

/// On PostgreSQL, units that [can be written with others](Unit::is_sociable).
pub(crate) struct Batches(pub Link);

#[async_trait]
impl Desk for Batches {
    type Wanted = Unit;
    type Answer = Served<bool, Unit>;
    /// For each number of them PostgreSQL makes a plan, once for each connection.
    const AT_MOST: usize = 8;
    const PATIENCE: Duration = HELD_UP;

    async fn serve(&self, units: Vec<Unit>) -> Result<Vec<Result<Self::Answer, DbErr>>, DbErr> {
        Ok(serve_alike(units, Unit::is_like, |alike| write_together(&self.0, alike)).await)
    }
}
