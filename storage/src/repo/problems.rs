use oauth::model::{ClientProblem, PROBLEMS_KEPT};
use oauth::store::StoreError;
use oauth::types::{ClientId, Secret};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Select,
};

use crate::convert::{backend, instant, millis, parse};
use crate::entity::client_problem::{self, Column, Entity};
use crate::store::{Connections, SqlStore};

const WHAT: &str = "client's mistake";

impl TryFrom<client_problem::Model> for ClientProblem {
    type Error = StoreError;

    fn try_from(row: client_problem::Model) -> Result<Self, StoreError> {
        Ok(Self {
            client_id: parse(&row.client_id, WHAT)?,
            endpoint: parse(&row.endpoint, WHAT)?,
            error: row.error,
            rule: row.rule,
            received: row.received,
            registered: row.registered,
            section: row.section,
            first_at: instant(row.first_at, WHAT)?,
            last_at: instant(row.last_at, WHAT)?,
            count: row.times.unsigned_abs(),
        })
    }
}

impl From<&ClientProblem> for client_problem::Model {
    fn from(problem: &ClientProblem) -> Self {
        Self {
            id: id_of(problem),
            client_id: problem.client_id.as_str().to_owned(),
            endpoint: problem.endpoint.to_string(),
            error: problem.error.clone(),
            rule: problem.rule.clone(),
            received: problem.received.clone(),
            registered: problem.registered.clone(),
            section: problem.section.clone(),
            first_at: millis(problem.first_at),
            last_at: millis(problem.last_at),
            times: i64::try_from(problem.count).unwrap_or(i64::MAX),
        }
    }
}

/// The hash of all but its times and count, so that the same mistake is the same row. Written as JSON first, in which
/// no two lists of texts are alike.
fn id_of(problem: &ClientProblem) -> String {
    let ClientProblem { client_id, endpoint, error, rule, received, registered, section, .. } = problem;
    let same = serde_json::json!([client_id.as_str(), endpoint.as_str(), error, rule, received, registered, section]);
    Secret::from(same.to_string()).hash().as_str().to_owned()
}

impl<C: Connections> SqlStore<C> {
    pub(super) async fn count_problem(&self, problem: &ClientProblem) -> Result<(), StoreError> {
        let row = client_problem::Model::from(problem);
        let again = OnConflict::column(Column::Id)
            .update_column(Column::LastAt)
            .value(Column::Times, Expr::col((Entity, Column::Times)).add(row.times))
            .to_owned();
        Entity::insert(row.into_active_model())
            .on_conflict(again)
            .exec_without_returning(self.writer())
            .await
            .map_err(backend)?;
        Ok(())
    }

    /// By their keys: MySQL deletes from no table that it reads in a subquery.
    pub(super) async fn forget_old_problems(&self, client: &ClientId) -> Result<(), StoreError> {
        let old = latest_first(client).select_only().column(Column::Id).offset(PROBLEMS_KEPT).limit(PROBLEMS_KEPT);
        let old = old.into_tuple::<String>().all(self.writer()).await.map_err(backend)?;
        if !old.is_empty() {
            Entity::delete_many().filter(Column::Id.is_in(old)).exec(self.writer()).await.map_err(backend)?;
        }
        Ok(())
    }

    pub(super) async fn find_problems(&self, client: &ClientId) -> Result<Vec<ClientProblem>, StoreError> {
        let rows = latest_first(client).all(self.reader()).await.map_err(backend)?;
        rows.into_iter().map(ClientProblem::try_from).collect()
    }
}

fn latest_first(client: &ClientId) -> Select<Entity> {
    Entity::find()
        .filter(Column::ClientId.eq(client.as_str()))
        .order_by_desc(Column::LastAt)
        // Two of the same time have an order too.
        .order_by_asc(Column::Id)
}
