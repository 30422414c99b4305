//! A database in memory: one lock over plain maps. It exists for tests, and to show how little the verbs ask for.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tokio::sync::{Mutex, MutexGuard};

use super::{Database, Result, Store, Transaction};
use crate::model::{
    AccessToken, ApiKey, AuditEntry, AuthorizationCode, AuthorizationRequest, Client, ClientProblem, Consent,
    DeviceAuthorization, Grant, Logo, RefreshToken, ScopeEntry, StoredKey, Ticket, User,
};
use crate::throttle::Tries;
use crate::types::{ClientId, GrantId, SecretHash, TokenId, UserId};

mod api_keys;
mod audit;
mod cascade;
mod clients;
mod people;
mod purge;
mod search;
mod tickets;
mod tokens;
mod verbs;

/// Everything there is to keep.
#[derive(Clone, Debug, Default)]
struct State {
    users: BTreeMap<UserId, User>,
    /// Those who have gone counted: a number is given once.
    people_so_far: i64,
    clients: BTreeMap<ClientId, Client>,
    logos: BTreeMap<ClientId, Logo>,
    /// By all that makes two of them the same.
    problems: BTreeMap<String, ClientProblem>,
    consents: BTreeMap<(UserId, ClientId), Consent>,
    scopes: BTreeMap<String, ScopeEntry>,
    requests: BTreeMap<SecretHash, AuthorizationRequest>,
    codes: BTreeMap<SecretHash, Once<AuthorizationCode>>,
    devices: BTreeMap<SecretHash, Polled>,
    grants: BTreeMap<GrantId, Grant>,
    access_tokens: BTreeMap<TokenId, AccessToken>,
    refresh_tokens: BTreeMap<SecretHash, RefreshToken>,
    tickets: BTreeMap<SecretHash, Ticket>,
    api_keys: Vec<ApiKey>,
    keys: Vec<StoredKey>,
    throttles: BTreeMap<String, Tries>,
    facts: BTreeMap<String, String>,
    audit: Vec<Option<AuditEntry>>,
}

/// What can be used once.
#[derive(Clone, Debug)]
struct Once<T> {
    value: T,
    used: bool,
}

/// A device and when it may poll again.
#[derive(Clone, Debug)]
struct Polled {
    device: DeviceAuthorization,
    next_poll_at: time::OffsetDateTime,
}

/// A database that is gone with the process.
#[derive(Debug, Default)]
pub struct Memory(Mutex<State>);

impl Memory {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }
}

/// Works on a copy, and keeps everybody else out meanwhile.
struct MemoryTransaction<'a> {
    shared: MutexGuard<'a, State>,
    copy: Mutex<State>,
}

/// Whoever gives access to a state has every verb.
trait Lock: Send + Sync {
    fn lock(&self) -> impl Future<Output = MutexGuard<'_, State>> + Send;
}

impl Lock for Memory {
    async fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().await
    }
}

impl Lock for MemoryTransaction<'_> {
    async fn lock(&self) -> MutexGuard<'_, State> {
        self.copy.lock().await
    }
}

#[async_trait]
impl Database for Memory {
    fn store(&self) -> &dyn Store {
        self
    }

    async fn begin(&self) -> Result<Box<dyn Transaction + '_>> {
        let shared = self.0.lock().await;
        let copy = Mutex::new(shared.clone());
        Ok(Box::new(MemoryTransaction { shared, copy }))
    }
}

#[async_trait]
impl Transaction for MemoryTransaction<'_> {
    async fn commit(mut self: Box<Self>) -> Result<()> {
        *self.shared = self.copy.into_inner();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Memory;

    async fn memory() -> Memory {
        Memory::new()
    }

    crate::contract_suite!(memory);
}
