use async_trait::async_trait;

use super::Lock;
use crate::model::{Client, Consent, NewUser, ScopeEntry, User};
use crate::password::PasswordHash;
use crate::store::{Clients, Consents, Result, StoreError, Users};
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
        let NewUser { email, firstname, lastname, password, admin, created_at } = user;
        let user = User { id, email, firstname, lastname, password, admin, created_at };
        state.users.insert(id, user.clone());
        Ok(user)
    }

    async fn set_password(&self, id: UserId, password: &PasswordHash) -> Result<()> {
        if let Some(user) = self.lock().await.users.get_mut(&id) {
            user.password = Some(password.clone());
        }
        Ok(())
    }

    async fn rename_user(&self, id: UserId, firstname: Option<&str>, lastname: Option<&str>) -> Result<Option<User>> {
        let mut state = self.lock().await;
        let Some(user) = state.users.get_mut(&id) else { return Ok(None) };
        user.firstname = firstname.unwrap_or(&user.firstname).to_owned();
        user.lastname = lastname.unwrap_or(&user.lastname).to_owned();
        Ok(Some(user.clone()))
    }

    async fn count_users(&self) -> Result<u64> {
        Ok(self.lock().await.users.len() as u64)
    }

    async fn users(&self) -> Result<Vec<User>> {
        Ok(self.lock().await.users.values().cloned().collect())
    }

    async fn delete_user(&self, id: UserId) -> Result<bool> {
        Ok(self.lock().await.remove_user(id))
    }
}

#[async_trait]
impl<L: Lock> Clients for L {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>> {
        Ok(self.lock().await.clients.get(id).cloned())
    }

    async fn create_client(&self, client: &Client) -> Result<()> {
        let mut state = self.lock().await;
        if state.clients.contains_key(&client.id) {
            return Err(StoreError::Duplicate("this client id"));
        }
        state.clients.insert(client.id.clone(), client.clone());
        Ok(())
    }

    async fn count_clients(&self) -> Result<u64> {
        Ok(self.lock().await.clients.len() as u64)
    }

    async fn clients(&self) -> Result<Vec<Client>> {
        Ok(self.lock().await.clients.values().cloned().collect())
    }

    async fn update_client(&self, client: &Client) -> Result<bool> {
        let mut state = self.lock().await;
        let Some(stored) = state.clients.get_mut(&client.id) else { return Ok(false) };
        *stored = Client { created_at: stored.created_at, ..client.clone() };
        Ok(true)
    }

    async fn delete_client(&self, id: &ClientId) -> Result<bool> {
        Ok(self.lock().await.remove_client(id))
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

    async fn delete_scope(&self, name: &ScopeToken) -> Result<bool> {
        Ok(self.lock().await.scopes.remove(name.as_str()).is_some())
    }
}
