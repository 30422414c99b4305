//! What a token request gives and what it costs, as one [`Unit`].

use oauth::model::UserState;
use oauth::password::PasswordHash;
use oauth::store::{Family, Issue, Spent};
use oauth::throttle::SignInTry;
use oauth::types::{SecretHash, Subject, UserId};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, Query, SimpleExpr, UpdateStatement};
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryTrait as _};

use super::devices::{APPROVED, CLOSED};
use crate::convert::millis;
use crate::entity::{
    access_token, audit_line, authorization_code, device_authorization, grant, refresh_token, throttle, user,
};
use crate::unit::{Row, Unit, Write};

/// What decides comes first. What may change another number of rows than one comes last: a refresh token that may be
/// there, or the counts of a sign-in, which begins a family and whose refresh token is new.
pub fn unit(issue: &Issue<'_>) -> Unit {
    let now = millis(issue.access_token.created_at);
    let access = Row::of(&access_token::Model::from(issue.access_token).into_active_model());
    let rest: Vec<Write> = match issue.family {
        Family::Begins { grant, line } => {
            let family = Row::of(&grant::Model::from(grant).into_active_model());
            let family = match (&issue.spent, &grant.subject) {
                (Spent::Nothing, Subject::User(person)) => family.if_there(user::Entity, is_active(*person)),
                (Spent::Password(right), Subject::User(person)) => {
                    family.if_there(user::Entity, is_active(*person).and(has_still(&right.hash)))
                }
                // Whose code or device it is, that asks itself.
                _ => family,
            };
            vec![family.into(), Row::of(&audit_line::ActiveModel::from(line)).into(), access.into()]
        }
        Family::GoesOn { seen_from } => {
            // The family before its token: two who began with the token would hold on to the family together on MySQL,
            // and then wait for each other to change it.
            vec![seen(issue.access_token.grant_id.as_str(), now, seen_from).into(), access.into()]
        }
    };
    let refresh = issue.refresh_token.map(|token| {
        let row = Row::of(&refresh_token::Model::from(token).into_active_model());
        Write::from(row.unless_there())
    });
    let settled = match issue.spent {
        Spent::Password(right) => Some(Write::from(settle(&right.tried))),
        Spent::Nothing | Spent::Code(_) | Spent::Device(_) | Spent::RefreshToken(_) => None,
    };
    let mut all = rest.into_iter().chain(refresh).chain(settled);
    let first = match &issue.spent {
        Spent::Code(code) => Unit::spending(authorization_code::Entity, use_up_code(code, now)),
        Spent::Device(code) => Unit::spending(device_authorization::Entity, close_device(code)),
        Spent::RefreshToken(token) => Unit::spending(refresh_token::Entity, use_up_refresh_token(token, now)),
        Spent::Nothing | Spent::Password(_) => Unit::new(all.next().expect("an access token at least")),
    };
    all.fold(first, Unit::and)
}

fn use_up_code(code: &SecretHash, now: i64) -> UpdateStatement {
    use authorization_code::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::Code.eq(code.as_str()))
        .filter(Column::UsedAt.is_null())
        .filter(of_somebody_active(Expr::col((Entity, Column::UserId))))
        .into_query()
}

fn close_device(code: &SecretHash) -> UpdateStatement {
    use device_authorization::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::State, Expr::value(CLOSED))
        .filter(Column::DeviceCode.eq(code.as_str()))
        .filter(Column::State.eq(APPROVED))
        .filter(of_somebody_active(Expr::col((Entity, Column::UserId))))
        .into_query()
}

pub fn use_up_refresh_token(token: &SecretHash, now: i64) -> UpdateStatement {
    use refresh_token::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::Token.eq(token.as_str()))
        .filter(Column::UsedAt.is_null())
        .into_query()
}

/// Notes that a family was used. Whoever is late does not turn the clock back. The order of the two matters: MySQL
/// shows the second assignment what the first has left, the others do not.
pub fn seen(family: &str, now: i64, seen_from: Option<&str>) -> UpdateStatement {
    use grant::{Column, Entity};
    let unless_late = |value: SimpleExpr, column: Column| {
        let in_time = Expr::col(Column::LastUsedAt).lte(now);
        CaseStatement::new().case(in_time, value).finally(Expr::col(column))
    };
    Entity::update_many()
        .col_expr(Column::LastUsedFrom, unless_late(Expr::value(seen_from), Column::LastUsedFrom).into())
        .col_expr(Column::LastUsedAt, unless_late(Expr::value(now), Column::LastUsedAt).into())
        .filter(Column::Id.eq(family))
        .into_query()
}

/// That a sign-in was right: the account's count is forgotten, the address's is one less.
pub fn settle(right: &SignInTry) -> UpdateStatement {
    use throttle::Column::{Id, Tries};
    let (account, address) = (right.account.as_str(), right.address.as_str());
    let fewer = CaseStatement::new().case(Expr::col(Id).eq(account), Expr::val(0)).finally(Expr::col(Tries).sub(1));
    throttle::Entity::update_many()
        .col_expr(Tries, fewer.into())
        .filter(Id.is_in([account, address]))
        .filter(Tries.gt(0))
        .into_query()
}

/// That a row of the people's table has this password, however it is hashed today: hashing it again keeps the salt.
fn has_still(password: &PasswordHash) -> SimpleExpr {
    match password.salt_text() {
        Some(salt) => user::Column::PasswordHash.contains(format!("${salt}$")),
        None => user::Column::PasswordHash.eq(password.as_str()),
    }
}

/// That a row of the people's table is this person, and may be acted for.
fn is_active(UserId(person): UserId) -> SimpleExpr {
    user::Column::Id.eq(person).and(user::Column::State.eq(UserState::Active.as_str()))
}

/// That the person of this number may be acted for.
fn of_somebody_active(number: SimpleExpr) -> SimpleExpr {
    let mut active = Query::select();
    active.expr(Expr::cust("1")).from(user::Entity);
    active.and_where(Expr::col((user::Entity, user::Column::Id)).eq(number));
    active.and_where(Expr::col((user::Entity, user::Column::State)).eq(UserState::Active.as_str()));
    Expr::exists(active)
}
