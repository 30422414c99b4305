//! The last administrator stays: what would take them away is refused, and all that came with it undone.

use oauth::model::UserState;
use oauth::store::StoreError;
use oauth::types::UserId;
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter,
    QueryOrder as _, QuerySelect as _, QueryTrait,
};

use crate::entity::user::{self, Column};
use crate::entity::{grant, refresh_token};
use crate::store::{Connections, SqlStore};

/// What was done, or why not.
type Done = Result<bool, StoreError>;

/// Whoever can administer this server.
pub(super) fn active_admin() -> Condition {
    Condition::all().add(Column::Admin.eq(true)).add(Column::State.eq(UserState::Active.as_str()))
}

fn is_active_admin(user: &user::Model) -> bool {
    user.admin && user.state == UserState::Active.as_str()
}

impl<C: Connections> SqlStore<C> {
    /// Makes this change of one person.
    pub(super) async fn unless_last_admin<Q>(&self, id: UserId, change: Q) -> Result<Done, DbErr>
    where
        Q: QueryFilter + QueryTrait + Clone + Send,
    {
        let part = self.begin_part().await?;
        let done = unless_last_admin(&part, id, change).await?;
        end(part, done).await
    }

    /// What is theirs goes with them: the foreign keys see to it.
    pub(super) async fn delete_unless_last_admin(&self, id: UserId) -> Result<Done, DbErr> {
        let part = self.begin_part().await?;
        // A refresh that is under way has locked a token and still needs its family and its person. Taken in the same
        // order, each waits for the other at most; the other way round, both would wait for ever.
        let theirs = Query::select()
            .column(grant::Column::Id)
            .from(grant::Entity)
            .and_where(grant::Column::UserId.eq(id.0))
            .to_owned();
        let tokens = refresh_token::Entity::delete_many().filter(refresh_token::Column::GrantId.in_subquery(theirs));
        tokens.exec(&part).await?;
        let done = unless_last_admin(&part, id, user::Entity::delete_many()).await?;
        end(part, done).await
    }
}

async fn unless_last_admin<Q>(part: &DatabaseTransaction, id: UserId, change: Q) -> Result<Done, DbErr>
where
    Q: QueryFilter + QueryTrait + Clone + Send,
{
    let dialect = part.get_database_backend();
    let change = change.filter(Column::Id.eq(id.0));
    let no_admins = change.clone().filter(active_admin().not()).build(dialect);
    let change = change.build(dialect);
    // Most people are none. Looked up first, since MariaDB may keep a row locked that a statement did not change: whoever
    // is one must be locked in their turn.
    loop {
        let Some(user) = user::Entity::find_by_id(id.0).one(part).await? else { return Ok(Ok(false)) };
        if is_active_admin(&user) {
            break;
        }
        if part.execute_raw(no_admins.clone()).await?.rows_affected() == 1 {
            return Ok(Ok(true));
        }
    }
    // From here on none of them goes. By number, this person among them, so that two who do this at once do not wait for
    // each other; whoever is second no longer finds the one who has gone.
    let locked = user::Entity::find()
        .filter(Condition::any().add(active_admin()).add(Column::Id.eq(id.0)))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(part)
        .await?;
    let admins: Vec<_> = locked.iter().filter(|user| is_active_admin(user)).map(|user| user.id).collect();
    if admins == [id.0] {
        return Ok(Err(StoreError::LastAdmin));
    }
    Ok(Ok(part.execute_raw(change).await?.rows_affected() == 1))
}

async fn end(part: DatabaseTransaction, done: Done) -> Result<Done, DbErr> {
    match &done {
        Ok(_) => part.commit().await?,
        Err(_) => part.rollback().await?,
    }
    Ok(done)
}
