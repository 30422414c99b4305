//! Tokens as they are looked up with each request: in one journey, and with a text that is made once.

use oauth::model::{AccessToken, Client, Grant, RefreshToken, User};
use oauth::store::StoreError;
use oauth::types::{ClientId, SecretHash, TokenId};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{ColumnTrait, DbErr, FromQueryResult, QueryResult};

use super::tokens::{Family, in_family};
use crate::entity::{access_token, client, grant, refresh_token, user};
use crate::prepared::{Prepared, joined, select_as};
use crate::store::{Connections, SqlStore};

/// A token, and the person it acts for.
static BEARER: Prepared = Prepared::of(|| {
    let mut query = Query::select();
    select_token(&mut query);
    select_as::<user::Column>(&mut query, PERSON);
    let its_person = of(user::Column::Id, access_token::Column::UserId);
    let its_family = of(grant::Column::Id, access_token::Column::GrantId);
    query.from(access_token::Entity).inner_join(grant::Entity, its_family).left_join(user::Entity, its_person);
    query.and_where(access_token::Column::Id.eq("")).to_owned()
});

/// An application, and a token, whether there is one or not.
static ASKED_ABOUT: Prepared = Prepared::of(|| {
    let mut query = Query::select();
    select_token(&mut query);
    select_as::<client::Column>(&mut query, CLIENT);
    let its_family = of(grant::Column::Id, access_token::Column::GrantId);
    query.from(client::Entity).left_join(access_token::Entity, access_token::Column::Id.eq(""));
    query.left_join(grant::Entity, its_family);
    query.and_where(client::Column::Id.eq("")).to_owned()
});

/// A refresh token, and its family.
static REFRESH: Prepared = Prepared::of(|| {
    let mut query = Query::select();
    select_as::<refresh_token::Column>(&mut query, TOKEN);
    select_as::<grant::Column>(&mut query, FAMILY);
    let its_family = of(grant::Column::Id, refresh_token::Column::GrantId);
    query.from(refresh_token::Entity).inner_join(grant::Entity, its_family);
    query.and_where(refresh_token::Column::Token.eq("")).to_owned()
});

const TOKEN: &str = "token_";
const FAMILY: &str = "family_";
const PERSON: &str = "person_";
const CLIENT: &str = "client_";

fn select_token(query: &mut SelectStatement) {
    select_as::<access_token::Column>(query, TOKEN);
    query.expr_as(grant::Column::RevokedAt.into_expr(), format!("{FAMILY}revoked_at"));
    query.expr_as(grant::Column::LastUsedAt.into_expr(), format!("{FAMILY}last_used_at"));
}

fn of(key: impl ColumnTrait, reference: impl ColumnTrait) -> Expr {
    key.into_expr().eq(reference.into_expr())
}

struct BearerRow(access_token::Model, Family, Option<user::Model>);

impl FromQueryResult for BearerRow {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let (token, family) =
            (FromQueryResult::from_query_result(row, TOKEN)?, Family::from_query_result(row, FAMILY)?);
        Ok(Self(token, family, joined(row, PERSON)?))
    }
}

struct AskedAbout(client::Model, Option<(access_token::Model, Family)>);

impl FromQueryResult for AskedAbout {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let token = joined(row, TOKEN)?.map(|token| Ok::<_, DbErr>((token, Family::from_query_result(row, FAMILY)?)));
        Ok(Self(FromQueryResult::from_query_result(row, CLIENT)?, token.transpose()?))
    }
}

struct Refresh(refresh_token::Model, grant::Model);

impl FromQueryResult for Refresh {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(Self(FromQueryResult::from_query_result(row, TOKEN)?, FromQueryResult::from_query_result(row, FAMILY)?))
    }
}

impl<C: Connections> SqlStore<C> {
    pub(super) async fn find_refresh_token(
        &self,
        token: &SecretHash,
    ) -> Result<Option<(RefreshToken, Grant)>, StoreError> {
        let Some(Refresh(token, family)) = self.find(&REFRESH, [token.as_str().into()]).await? else { return Ok(None) };
        Ok(Some((token.try_into()?, family.try_into()?)))
    }

    pub(super) async fn find_bearer(&self, id: &TokenId) -> Result<Option<(AccessToken, Option<User>)>, StoreError> {
        let Some(BearerRow(token, family, person)) = self.find(&BEARER, [id.as_str().into()]).await? else {
            return Ok(None);
        };
        Ok(Some((in_family(token, &family)?, person.map(User::try_from).transpose()?)))
    }

    pub(super) async fn find_asked_about(
        &self,
        client: &ClientId,
        token: &TokenId,
    ) -> Result<(Option<Client>, Option<AccessToken>), StoreError> {
        let keys = [token.as_str().into(), client.as_str().into()];
        let Some(AskedAbout(client, token)) = self.find(&ASKED_ABOUT, keys).await? else { return Ok((None, None)) };
        let token = token.map(|(token, family)| in_family(token, &family)).transpose()?;
        Ok((Some(client.try_into()?), token))
    }
}
