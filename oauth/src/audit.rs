//! Lines for the audit log, begun with the time and the place of a request.

use crate::context::Ctx;
use crate::model::{Actor, AuditEntry, AuditEvent};
use crate::types::{ClientId, UserId};

/// A line about what happens in this request, done by nobody in particular.
pub fn entry(ctx: &Ctx<'_>, event: AuditEvent) -> AuditEntry {
    AuditEntry {
        at: ctx.now,
        event,
        actor: Actor::Nobody,
        user_id: None,
        client_id: None,
        from: ctx.from.clone(),
        detail: None,
    }
}

impl AuditEntry {
    /// Who did it. A person who does something does it to themselves, unless [`AuditEntry::about`] says to whom.
    #[must_use]
    pub fn by(mut self, actor: Actor) -> Self {
        self.actor = actor;
        if let (Actor::Person(user), None) = (actor, self.user_id) {
            self.user_id = Some(user);
        }
        self
    }

    /// Whom it is about.
    #[must_use]
    pub fn about(mut self, user: UserId) -> Self {
        self.user_id = Some(user);
        self
    }

    /// With which application.
    #[must_use]
    pub fn client(mut self, client: &ClientId) -> Self {
        self.client_id = Some(client.clone());
        self
    }

    /// What else is worth knowing. Never a secret.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}
