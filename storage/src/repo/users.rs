use async_trait::async_trait;
use oauth::model::{NewUser, User};
use oauth::password::PasswordHash;
use oauth::store::{StoreError, Users};
use oauth::types::{Email, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, NotSet, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, Set,
};

use crate::convert::{backend, instant, millis, parse, parsed};
use crate::entity::user::{self, Column};
use crate::store::{Connections, SqlStore};

impl TryFrom<user::Model> for User {
    type Error = StoreError;

    fn try_from(row: user::Model) -> Result<Self, StoreError> {
        let password = match row.password_hash {
            Some(text) => Some(PasswordHash::from_stored(text).ok_or(StoreError::Corrupt("password hash"))?),
            None => None,
        };
        Ok(Self {
            id: UserId(row.id),
            email: parse(&row.email, "e-mail address")?,
            firstname: row.firstname,
            lastname: row.lastname,
            password,
            admin: row.admin,
            created_at: instant(row.created_at, "user")?,
        })
    }
}

#[async_trait]
impl<C: Connections> Users for SqlStore<C> {
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        parsed(user::Entity::find_by_id(id.0).one(self.reader()).await)
    }

    async fn user_by_email(&self, email: &Email) -> Result<Option<User>, StoreError> {
        parsed(user::Entity::find().filter(Column::Email.eq(email.as_str())).one(self.reader()).await)
    }

    async fn create_user(&self, user: NewUser) -> Result<User, StoreError> {
        let row = user::ActiveModel {
            id: NotSet,
            email: Set(user.email.as_str().to_owned()),
            firstname: Set(user.firstname.clone()),
            lastname: Set(user.lastname.clone()),
            password_hash: Set(user.password.as_ref().map(|hash| hash.as_str().to_owned())),
            admin: Set(user.admin),
            created_at: Set(millis(user.created_at)),
        };
        let id = self.insert_unique(row, "this e-mail address").await?.last_insert_id;
        Ok(User {
            id: UserId(id),
            email: user.email,
            firstname: user.firstname,
            lastname: user.lastname,
            password: user.password,
            admin: user.admin,
            created_at: user.created_at,
        })
    }

    async fn set_password(&self, id: UserId, password: &PasswordHash) -> Result<(), StoreError> {
        user::Entity::update_many()
            .col_expr(Column::PasswordHash, Expr::value(password.as_str()))
            .filter(Column::Id.eq(id.0))
            .exec(self.writer())
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn rename_user(
        &self,
        id: UserId,
        firstname: Option<&str>,
        lastname: Option<&str>,
    ) -> Result<Option<User>, StoreError> {
        let names = [(Column::Firstname, firstname), (Column::Lastname, lastname)];
        let given: Vec<_> = names.into_iter().filter_map(|(column, name)| Some((column, Expr::value(name?)))).collect();
        if !given.is_empty() {
            let rename = given
                .into_iter()
                .fold(user::Entity::update_many(), |rename, (column, name)| rename.col_expr(column, name));
            rename.filter(Column::Id.eq(id.0)).exec(self.writer()).await.map_err(backend)?;
        }
        parsed(user::Entity::find_by_id(id.0).one(self.writer()).await)
    }

    async fn count_users(&self) -> Result<u64, StoreError> {
        user::Entity::find().count(self.reader()).await.map_err(backend)
    }

    async fn users(&self) -> Result<Vec<User>, StoreError> {
        let rows = user::Entity::find().order_by_asc(Column::Id).all(self.reader()).await.map_err(backend)?;
        rows.into_iter().map(User::try_from).collect()
    }

    async fn delete_user(&self, id: UserId) -> Result<bool, StoreError> {
        // What is theirs goes with them: the foreign keys see to it.
        let deleted = user::Entity::delete_by_id(id.0).exec(self.writer()).await.map_err(backend)?;
        Ok(deleted.rows_affected == 1)
    }
}
