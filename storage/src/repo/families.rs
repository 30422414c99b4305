//! When a token family is alive, said once: [`oauth::store::PurgeKind`] says it in words.

use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait as _, EntityTrait};

use crate::entity::{access_token, grant, refresh_token};

/// That the family which a query looks at has a token that is good for something.
pub fn is_living(now: i64) -> SimpleExpr {
    use grant::Column::{ExpiresAt, RevokedAt};
    let mut usable = tokens_of(access_token::Entity, access_token::Column::GrantId);
    usable.and_where(access_token::Column::ExpiresAt.gt(now)).and_where(access_token::Column::RevokedAt.is_null());
    let mut refreshable = tokens_of(refresh_token::Entity, refresh_token::Column::GrantId);
    refreshable.and_where(refresh_token::Column::ExpiresAt.gt(now)).and_where(refresh_token::Column::UsedAt.is_null());
    let has_life = Expr::exists(usable).or(ExpiresAt.gt(now).and(Expr::exists(refreshable)));
    RevokedAt.is_null().and(has_life)
}

/// The families that are alive.
pub fn living_families(now: i64) -> SelectStatement {
    Query::select().column((grant::Entity, grant::Column::Id)).from(grant::Entity).and_where(is_living(now)).to_owned()
}

/// That the family which a query looks at has no tokens left, good or not.
pub fn has_no_tokens() -> SimpleExpr {
    let access = tokens_of(access_token::Entity, access_token::Column::GrantId);
    let refresh = tokens_of(refresh_token::Entity, refresh_token::Column::GrantId);
    Expr::exists(access).not().and(Expr::exists(refresh).not())
}

/// The tokens of the family that the outer query looks at.
fn tokens_of<T: EntityTrait>(table: T, grant_id: T::Column) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(table)
        .and_where(Expr::col((table, grant_id)).equals((grant::Entity, grant::Column::Id)))
        .to_owned()
}
