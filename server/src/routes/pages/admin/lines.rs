//! Lines of the audit log as pages show them: ids become names, where somebody still bears them.

use std::collections::HashMap;

use app::{AuditActor, AuditLine, Named};
use oauth::model::{Actor, AuditQuery, AuditRecord, User};
use oauth::store::{Store, StoreError};
use oauth::types::{ClientId, UserId};

use crate::user_agent;

/// What the log has on this, as an administrator reads it.
pub async fn lines(store: &dyn Store, query: &AuditQuery) -> Result<Vec<AuditLine>, StoreError> {
    of(store, store.audit(query).await?).await
}

/// These lines, as an administrator reads them.
pub async fn of(store: &dyn Store, records: Vec<AuditRecord>) -> Result<Vec<AuditLine>, StoreError> {
    let mut names = Names { store, people: HashMap::new(), apps: HashMap::new() };
    let mut lines = Vec::with_capacity(records.len());
    for AuditRecord { entry, .. } in records {
        let by = match entry.actor {
            Actor::Person(id) => Some(id),
            _ => None,
        };
        let actor = match entry.actor {
            Actor::Person(id) => AuditActor::Person(names.person(id).await?),
            Actor::App => AuditActor::App,
            Actor::CommandLine => AuditActor::CommandLine,
            Actor::Nobody => AuditActor::Nobody,
        };
        let about = match entry.user_id.filter(|id| Some(*id) != by) {
            Some(id) => Some(names.person(id).await?),
            None => None,
        };
        let app = match &entry.client_id {
            Some(id) => Some(names.app(id).await?),
            None => None,
        };
        lines.push(AuditLine {
            at: entry.at,
            event: entry.event.to_string(),
            actor,
            about,
            app,
            address: entry.from.address,
            user_agent: entry.from.user_agent.as_deref().and_then(user_agent::summary),
            detail: entry.detail,
        });
    }
    Ok(lines)
}

/// Each name is looked up once.
struct Names<'a> {
    store: &'a dyn Store,
    people: HashMap<UserId, Named>,
    apps: HashMap<ClientId, Named>,
}

impl Names<'_> {
    async fn person(&mut self, id: UserId) -> Result<Named, StoreError> {
        if let Some(known) = self.people.get(&id) {
            return Ok(known.clone());
        }
        let named = match self.store.user(id).await? {
            Some(user) => Named { name: name_of(&user), href: Some(person_href(id)) },
            // They are gone; their number is never given again.
            None => Named { name: format!("№ {id}"), href: None },
        };
        self.people.insert(id, named.clone());
        Ok(named)
    }

    async fn app(&mut self, id: &ClientId) -> Result<Named, StoreError> {
        if let Some(known) = self.apps.get(id) {
            return Ok(known.clone());
        }
        let named = match self.store.client(id).await? {
            Some(client) => Named { name: client.name, href: Some(app_href(id)) },
            None => Named { name: id.to_string(), href: None },
        };
        self.apps.insert(id.clone(), named.clone());
        Ok(named)
    }
}

/// What a person is called on these pages.
pub fn name_of(user: &User) -> String {
    Some(user.full_name()).filter(|name| !name.is_empty()).unwrap_or_else(|| user.email.to_string())
}

pub fn person_href(id: UserId) -> String {
    format!("/admin/people/{id}")
}

/// A client id is made of letters, digits and `-._~`: it needs no escaping.
pub fn app_href(id: &ClientId) -> String {
    format!("/admin/apps/{id}")
}
