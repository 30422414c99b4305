use async_trait::async_trait;

use super::search::has_words;
use super::{Lock, State};
use crate::model::{Consent, Language, NewUser, ScopeEntry, User, UserState};
use crate::password::PasswordHash;
use crate::store::{Consents, Result, StoreError, Users};
use crate::types::{ClientId, Email, ScopeToken, UserId};

#[async_trait]
impl<L: Lock> Users for L {
    async fn user(&self, id: UserId) -> Result<Option<User>> {
        Ok(self.lock().await.users.get(&id).cloned())
    }

    async fn user_by_email(&self, email: &Email) -> Result<Option<User>> {
        Ok(self.lock().await.users.values().find(|user| user.email == *email).cloned())
    }

    async fn create_user(&self, user: NewUser) -> Result<User> {
        let mut state = self.lock().await;
        if state.users.values().any(|other| other.email == user.email) {
            return Err(StoreError::Duplicate("this e-mail address"));
        }
        state.people_so_far += 1;
        let id = UserId(state.people_so_far);
        let NewUser { email, firstname, lastname, password, admin, language, created_at } = user;
        let user =
            User { id, email, firstname, lastname, password, admin, language, state: UserState::Active, created_at };
        state.users.insert(id, user.clone());
        Ok(user)
    }

    async fn set_password(&self, id: UserId, password: &PasswordHash) -> Result<()> {
        self.lock().await.change_user(id, |user| user.password = Some(password.clone()));
        Ok(())
    }

    async fn rehash_password(&self, id: UserId, seen: &PasswordHash, password: &PasswordHash) -> Result<bool> {
        let mut state = self.lock().await;
        let user = state.users.get_mut(&id).filter(|user| user.password.as_ref() == Some(seen));
        Ok(user.map(|user| user.password = Some(password.clone())).is_some())
    }

    async fn rename_user(&self, id: UserId, firstname: Option<&str>, lastname: Option<&str>) -> Result<Option<User>> {
        let mut state = self.lock().await;
        let Some(user) = state.users.get_mut(&id) else { return Ok(None) };
        user.firstname = firstname.unwrap_or(&user.firstname).to_owned();
        user.lastname = lastname.unwrap_or(&user.lastname).to_owned();
        Ok(Some(user.clone()))
    }

    async fn set_email(&self, id: UserId, email: &Email) -> Result<()> {
        let mut state = self.lock().await;
        if state.users.values().any(|other| other.email == *email && other.id != id) {
            return Err(StoreError::Duplicate("this e-mail address"));
        }
        state.change_user(id, |user| user.email = email.clone());
        Ok(())
    }

    async fn set_language(&self, id: UserId, language: Option<Language>) -> Result<()> {
        self.lock().await.change_user(id, |user| user.language = language);
        Ok(())
    }

    async fn set_user_state(&self, id: UserId, state: UserState) -> Result<bool> {
        let mut all = self.lock().await;
        if state != UserState::Active {
            all.expect_another_admin(id)?;
        }
        Ok(all.change_user(id, |user| user.state = state))
    }

    async fn set_admin(&self, id: UserId, admin: bool) -> Result<bool> {
        let mut state = self.lock().await;
        if !admin {
            state.expect_another_admin(id)?;
        }
        Ok(state.change_user(id, |user| user.admin = admin))
    }

    async fn count_admins(&self) -> Result<u64> {
        Ok(self.lock().await.active_admins().count() as u64)
    }

    async fn count_users(&self) -> Result<u64> {
        Ok(self.lock().await.users.len() as u64)
    }

    async fn users(&self) -> Result<Vec<User>> {
        Ok(self.lock().await.users.values().cloned().collect())
    }

    async fn find_users(&self, text: &str, after: Option<UserId>, limit: u64) -> Result<Vec<User>> {
        let state = self.lock().await;
        let found = state.users.values().filter(|user| {
            after.is_none_or(|after| after < user.id)
                && has_words(&[user.email.as_str(), &user.firstname, &user.lastname], text)
        });
        Ok(found.take(usize::try_from(limit).unwrap_or(usize::MAX)).cloned().collect())
    }

    async fn delete_user(&self, id: UserId) -> Result<bool> {
        let mut state = self.lock().await;
        state.expect_another_admin(id)?;
        Ok(state.remove_user(id))
    }
}

impl State {
    /// `false` when there is nobody of this number.
    fn change_user(&mut self, id: UserId, change: impl FnOnce(&mut User)) -> bool {
        self.users.get_mut(&id).map(change).is_some()
    }

    fn active_admins(&self) -> impl Iterator<Item = &User> {
        self.users.values().filter(|user| user.admin && user.is_active())
    }

    fn expect_another_admin(&self, id: UserId) -> Result<()> {
        let (theirs, others): (Vec<_>, Vec<_>) = self.active_admins().partition(|admin| admin.id == id);
        if !theirs.is_empty() && others.is_empty() { Err(StoreError::LastAdmin) } else { Ok(()) }
    }
}

#[async_trait]
impl<L: Lock> Consents for L {
    async fn consent(&self, user: UserId, client: &ClientId) -> Result<Option<Consent>> {
        Ok(self.lock().await.consents.get(&(user, client.clone())).cloned())
    }

    async fn remember_consent(&self, consent: &Consent) -> Result<()> {
        let key = (consent.user_id, consent.client_id.clone());
        self.lock().await.consents.insert(key, consent.clone());
        Ok(())
    }

    async fn consents_of(&self, user: UserId) -> Result<Vec<Consent>> {
        let state = self.lock().await;
        Ok(state.consents.values().filter(|consent| consent.user_id == user).cloned().collect())
    }

    async fn forget_consent(&self, user: UserId, client: &ClientId) -> Result<bool> {
        Ok(self.lock().await.consents.remove(&(user, client.clone())).is_some())
    }

    async fn scopes(&self) -> Result<Vec<ScopeEntry>> {
        Ok(self.lock().await.scopes.values().cloned().collect())
    }

    async fn create_scope(&self, scope: &ScopeEntry) -> Result<()> {
        let mut state = self.lock().await;
        if state.scopes.contains_key(scope.name.as_str()) {
            return Err(StoreError::Duplicate("this scope"));
        }
        state.scopes.insert(scope.name.as_str().to_owned(), scope.clone());
        Ok(())
    }

    async fn update_scope(&self, scope: &ScopeEntry) -> Result<bool> {
        let mut state = self.lock().await;
        let Some(stored) = state.scopes.get_mut(scope.name.as_str()) else { return Ok(false) };
        *stored = scope.clone();
        Ok(true)
    }

    async fn delete_scope(&self, name: &ScopeToken) -> Result<bool> {
        Ok(self.lock().await.scopes.remove(name.as_str()).is_some())
    }
}
