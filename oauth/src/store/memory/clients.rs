use std::cmp::Reverse;

use async_trait::async_trait;

use super::search::has_words;
use super::{Lock, State};
use crate::model::{Client, ClientProblem, Logo, PROBLEMS_KEPT};
use crate::store::{Clients, Result, StoreError};
use crate::types::{ClientId, UserId};

fn create(state: &mut State, client: &Client) -> Result<()> {
    if state.clients.contains_key(&client.id) {
        return Err(StoreError::Duplicate("this client id"));
    }
    state.clients.insert(client.id.clone(), client.clone());
    Ok(())
}

#[async_trait]
impl<L: Lock> Clients for L {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>> {
        Ok(self.lock().await.clients.get(id).cloned())
    }

    async fn create_client(&self, client: &Client) -> Result<()> {
        create(&mut *self.lock().await, client)
    }

    async fn create_client_within(&self, client: &Client, at_most: usize) -> Result<bool> {
        let mut state = self.lock().await;
        let theirs = state.clients.values().filter(|other| other.owner == client.owner).count();
        if client.owner.is_some() && theirs >= at_most {
            return Ok(false);
        }
        create(&mut state, client)?;
        Ok(true)
    }

    async fn count_clients(&self) -> Result<u64> {
        Ok(self.lock().await.clients.len() as u64)
    }

    async fn clients(&self) -> Result<Vec<Client>> {
        Ok(self.lock().await.clients.values().cloned().collect())
    }

    async fn replace_client(&self, before: &Client, after: &Client) -> Result<bool> {
        let mut state = self.lock().await;
        let Some(stored) = state.clients.get_mut(&before.id) else { return Ok(false) };
        if stored != before {
            return Ok(false);
        }
        *stored = Client { created_at: stored.created_at, ..after.clone() };
        Ok(true)
    }

    async fn delete_client(&self, id: &ClientId) -> Result<bool> {
        Ok(self.lock().await.remove_client(id))
    }

    async fn clients_of(&self, owner: UserId) -> Result<Vec<Client>> {
        let state = self.lock().await;
        Ok(state.clients.values().filter(|client| client.owner == Some(owner)).cloned().collect())
    }

    async fn find_clients(&self, text: &str, after: Option<&ClientId>, limit: u64) -> Result<Vec<Client>> {
        let state = self.lock().await;
        let found = state.clients.values().filter(|client| {
            after.is_none_or(|after| *after < client.id) && has_words(&[client.id.as_str(), &client.name], text)
        });
        Ok(found.take(usize::try_from(limit).unwrap_or(usize::MAX)).cloned().collect())
    }

    async fn set_logo(&self, id: &ClientId, logo: Option<&Logo>) -> Result<()> {
        let mut state = self.lock().await;
        match logo {
            Some(logo) => state.logos.insert(id.clone(), logo.clone()),
            None => state.logos.remove(id),
        };
        Ok(())
    }

    async fn logo(&self, hash: &str) -> Result<Option<Logo>> {
        Ok(self.lock().await.logos.values().find(|logo| logo.hash == hash).cloned())
    }

    async fn note_problem(&self, problem: &ClientProblem) -> Result<()> {
        let mut state = self.lock().await;
        let noted =
            state.problems.entry(name_of(problem)).or_insert_with(|| ClientProblem { count: 0, ..problem.clone() });
        noted.last_at = problem.last_at;
        noted.count += problem.count;
        let kept = usize::try_from(PROBLEMS_KEPT).unwrap_or(usize::MAX);
        for old in state.problems_of(&problem.client_id).into_iter().skip(kept) {
            state.problems.remove(&name_of(&old));
        }
        Ok(())
    }

    async fn problems_of(&self, id: &ClientId) -> Result<Vec<ClientProblem>> {
        Ok(self.lock().await.problems_of(id))
    }
}

impl State {
    fn problems_of(&self, id: &ClientId) -> Vec<ClientProblem> {
        let mut problems: Vec<_> = self.problems.values().filter(|problem| problem.client_id == *id).cloned().collect();
        problems.sort_by_key(|problem| Reverse(problem.last_at));
        problems
    }
}

/// All but its times and count.
fn name_of(problem: &ClientProblem) -> String {
    let ClientProblem { client_id, endpoint, error, rule, received, registered, section, .. } = problem;
    format!("{:?}", (client_id, endpoint, error, rule, received, registered, section))
}
