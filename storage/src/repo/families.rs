//! When a token family is alive, said once: [`oauth::store::PurgeKind`] says it in words.
//!
//! Among millions the dead must be found by an index. Revoked ones and those whose own end has come are ([`over`]). Of
//! the others, which died when their last good token did, purging writes down that they have ended: then those are too.

use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait as _, EntityTrait};

use crate::entity::{access_token, grant, refresh_token};

/// That the family which a query looks at has a token that is good for something.
pub fn is_living(now: i64) -> SimpleExpr {
    use grant::Column::{ExpiresAt, RevokedAt};
    let mut refreshable = tokens_of(refresh_token::Entity, refresh_token::Column::GrantId);
    refreshable.and_where(refresh_token::Column::ExpiresAt.gt(now)).and_where(refresh_token::Column::UsedAt.is_null());
    let has_life = has_access(now).or(ExpiresAt.gt(now).and(Expr::exists(refreshable)));
    RevokedAt.is_null().and(has_life)
}

/// The families that are alive.
pub fn living_families(now: i64) -> SelectStatement {
    Query::select().column((grant::Entity, grant::Column::Id)).from(grant::Entity).and_where(is_living(now)).to_owned()
}

/// That the family which a query looks at is dead, and found to be so by an index: it was revoked, or it has come to
/// its end. Two conditions, no family under both: each has its own index.
pub fn over(now: i64) -> [SimpleExpr; 2] {
    use grant::Column::{ExpiresAt, RevokedAt};
    let ended = ExpiresAt.lte(now).and(RevokedAt.is_null()).and(has_access(now).not());
    [RevokedAt.lte(now), ended]
}

/// That the family which a query looks at is not [`over`], dead or alive.
pub fn is_under_way(now: i64) -> SimpleExpr {
    use grant::Column::{ExpiresAt, RevokedAt};
    ExpiresAt.gt(now).and(RevokedAt.is_null())
}

/// That the family which a query looks at has no tokens left, good or not.
pub fn has_no_tokens() -> SimpleExpr {
    let access = tokens_of(access_token::Entity, access_token::Column::GrantId);
    let refresh = tokens_of(refresh_token::Entity, refresh_token::Column::GrantId);
    Expr::exists(access).not().and(Expr::exists(refresh).not())
}

/// That it has an access token that is good.
fn has_access(now: i64) -> SimpleExpr {
    let mut good = tokens_of(access_token::Entity, access_token::Column::GrantId);
    good.and_where(access_token::Column::ExpiresAt.gt(now)).and_where(access_token::Column::RevokedAt.is_null());
    Expr::exists(good)
}

/// The tokens of the family that the outer query looks at.
fn tokens_of<T: EntityTrait>(table: T, grant_id: T::Column) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(table)
        .and_where(Expr::col((table, grant_id)).equals((grant::Entity, grant::Column::Id)))
        .to_owned()
}
