use async_trait::async_trait;
use oauth::model::{Language, NewUser, User, UserState};
use oauth::password::PasswordHash;
use oauth::store::{StoreError, Users};
use oauth::types::{Email, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, NotSet, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, Set,
};

use super::administrators::active_admin;
use crate::convert::{backend, instant, millis, parse};
use crate::entity::user::{self, Column};
use crate::links::is_deadlock;
use crate::prepared::Prepared;
use crate::search::{has_words, searched};
use crate::store::{Connections, SqlStore};

const ADDRESS: &str = "this e-mail address";

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
            language: row.language.map(|word| parse(&word, "language")).transpose()?,
            state: parse(&row.state, "user's state")?,
            created_at: instant(row.created_at, "user")?,
        })
    }
}

static BY_ID: Prepared = Prepared::of(|| user::Entity::find_by_id(0).into_query());
static BY_EMAIL: Prepared = Prepared::of(|| user::Entity::find().filter(Column::Email.eq("")).into_query());

#[async_trait]
impl<C: Connections> Users for SqlStore<C> {
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.find::<user::Model, _>(&BY_ID, [id.0.into()]).await?.map(User::try_from).transpose()
    }

    async fn user_by_email(&self, email: &Email) -> Result<Option<User>, StoreError> {
        self.find::<user::Model, _>(&BY_EMAIL, [email.as_str().into()]).await?.map(User::try_from).transpose()
    }

    async fn create_user(&self, user: NewUser) -> Result<User, StoreError> {
        let row = user::ActiveModel {
            id: NotSet,
            email: Set(user.email.as_str().to_owned()),
            firstname: Set(user.firstname.clone()),
            lastname: Set(user.lastname.clone()),
            password_hash: Set(user.password.as_ref().map(|hash| hash.as_str().to_owned())),
            admin: Set(user.admin),
            language: Set(user.language.map(|language| language.to_string())),
            state: Set(UserState::Active.to_string()),
            searched: Set(Some(searched(&[user.email.as_str(), &user.firstname, &user.lastname]))),
            created_at: Set(millis(user.created_at)),
        };
        let id = self.insert_unique(row, ADDRESS).await?.last_insert_id;
        Ok(User {
            id: UserId(id),
            email: user.email,
            firstname: user.firstname,
            lastname: user.lastname,
            password: user.password,
            admin: user.admin,
            language: user.language,
            state: UserState::Active,
            created_at: user.created_at,
        })
    }

    async fn set_password(&self, id: UserId, password: &PasswordHash) -> Result<(), StoreError> {
        self.set(id, Column::PasswordHash, Expr::value(password.as_str())).await.map(drop)
    }

    async fn rehash_password(
        &self,
        id: UserId,
        seen: &PasswordHash,
        password: &PasswordHash,
    ) -> Result<bool, StoreError> {
        let rehashed = user::Entity::update_many()
            .col_expr(Column::PasswordHash, Expr::value(password.as_str()))
            .filter(Column::Id.eq(id.0))
            .filter(Column::PasswordHash.eq(seen.as_str()));
        Ok(rehashed.exec(self.writer()).await.map_err(backend)?.rows_affected == 1)
    }

    async fn rename_user(
        &self,
        id: UserId,
        firstname: Option<&str>,
        lastname: Option<&str>,
    ) -> Result<Option<User>, StoreError> {
        let renamed = self.call(id, |user| {
            for (name, new) in [(&mut user.firstname, firstname), (&mut user.lastname, lastname)] {
                if let Some(new) = new {
                    new.clone_into(name);
                }
            }
        });
        renamed.await?.map(User::try_from).transpose()
    }

    async fn set_email(&self, id: UserId, email: &Email) -> Result<(), StoreError> {
        self.call(id, |user| email.as_str().clone_into(&mut user.email)).await.map(drop)
    }

    async fn set_language(&self, id: UserId, language: Option<Language>) -> Result<(), StoreError> {
        self.set(id, Column::Language, Expr::value(language.map(Language::as_str))).await.map(drop)
    }

    async fn set_user_state(&self, id: UserId, state: UserState) -> Result<bool, StoreError> {
        if state == UserState::Active {
            return self.set(id, Column::State, Expr::value(state.as_str())).await;
        }
        let suspend = user::Entity::update_many().col_expr(Column::State, Expr::value(state.as_str()));
        self.unless_last_admin(id, suspend).await.map_err(backend)?
    }

    async fn set_admin(&self, id: UserId, admin: bool) -> Result<bool, StoreError> {
        if admin {
            return self.set(id, Column::Admin, Expr::value(admin)).await;
        }
        let demote = user::Entity::update_many().col_expr(Column::Admin, Expr::value(admin));
        self.unless_last_admin(id, demote).await.map_err(backend)?
    }

    async fn count_admins(&self) -> Result<u64, StoreError> {
        user::Entity::find().filter(active_admin()).count(self.reader()).await.map_err(backend)
    }

    async fn count_users(&self) -> Result<u64, StoreError> {
        user::Entity::find().count(self.reader()).await.map_err(backend)
    }

    async fn users(&self) -> Result<Vec<User>, StoreError> {
        let rows = user::Entity::find().order_by_asc(Column::Id).all(self.reader()).await.map_err(backend)?;
        rows.into_iter().map(User::try_from).collect()
    }

    async fn find_users(&self, text: &str, after: Option<UserId>, limit: u64) -> Result<Vec<User>, StoreError> {
        let rows = user::Entity::find()
            .filter(has_words(Column::Searched, text))
            .filter(Condition::all().add_option(after.map(|UserId(id)| Column::Id.gt(id))))
            .order_by_asc(Column::Id)
            .limit(limit)
            .all(self.reader())
            .await
            .map_err(backend)?;
        rows.into_iter().map(User::try_from).collect()
    }

    async fn delete_user(&self, id: UserId) -> Result<bool, StoreError> {
        let mut tries = 1;
        loop {
            match self.delete_unless_last_admin(id).await {
                // In a transaction a deadlock ends all of it: whoever began it must begin anew.
                Err(error) if !C::IN_TRANSACTION && tries < 5 && is_deadlock(&error) => tries += 1,
                deleted => return deleted.map_err(backend)?,
            }
        }
    }
}

impl<C: Connections> SqlStore<C> {
    /// Sets one column of a person. `false` when there is nobody of this number.
    async fn set(&self, id: UserId, column: Column, value: Expr) -> Result<bool, StoreError> {
        let set = user::Entity::update_many().col_expr(column, value).filter(Column::Id.eq(id.0));
        Ok(set.exec(self.writer()).await.map_err(backend)?.rows_affected == 1)
    }

    /// Changes what a person is called, and with it by what they are found: look, change, and write only over what was
    /// looked at. Whoever comes second looks again, so that both changes are kept.
    async fn call(
        &self,
        id: UserId,
        change: impl Fn(&mut user::Model) + Send,
    ) -> Result<Option<user::Model>, StoreError> {
        loop {
            let found = user::Entity::find_by_id(id.0).one(self.writer()).await.map_err(backend)?;
            let Some(before) = found else { return Ok(None) };
            let mut after = before.clone();
            change(&mut after);
            if after == before {
                return Ok(Some(after));
            }
            after.searched = Some(searched(&[after.email.as_str(), &after.firstname, &after.lastname]));
            let write = user::Entity::update_many()
                .col_expr(Column::Email, Expr::value(after.email.as_str()))
                .col_expr(Column::Firstname, Expr::value(after.firstname.as_str()))
                .col_expr(Column::Lastname, Expr::value(after.lastname.as_str()))
                .col_expr(Column::Searched, Expr::value(after.searched.as_deref()))
                .filter(Column::Id.eq(id.0))
                .filter(Column::Email.eq(before.email))
                .filter(Column::Firstname.eq(before.firstname))
                .filter(Column::Lastname.eq(before.lastname));
            if self.update_unique(write, ADDRESS).await? == 1 {
                return Ok(Some(after));
            }
        }
    }
}
