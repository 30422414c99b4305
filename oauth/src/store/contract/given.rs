//! Token families as the sentences find them. They come about the way all do, by [`Tokens::issue`].
//!
//! [`Tokens::issue`]: crate::store::Tokens::issue

use super::support::House;
use crate::model::{AccessToken, Actor, AuditEntry, AuditEvent, Grant, RefreshToken};
use crate::store::{Family, Issue, Spent, Store};
use crate::types::{ClientId, Subject};

/// A family begins with these tokens.
pub async fn begin(store: &dyn Store, grant: &Grant, access_token: &AccessToken, refresh_token: Option<&RefreshToken>) {
    let family = Family::Begins { grant, line: &line(grant) };
    issue(store, Issue { spent: Spent::Nothing, family, access_token, refresh_token }).await;
}

/// It is given more tokens, seen where it was seen last.
pub async fn go_on(store: &dyn Store, grant: &Grant, access_token: &AccessToken, refresh_token: Option<&RefreshToken>) {
    let family = Family::GoesOn { seen_from: grant.last_used_from.as_deref() };
    issue(store, Issue { spent: Spent::Nothing, family, access_token, refresh_token }).await;
}

/// What the audit log says of its beginning.
pub fn line(grant: &Grant) -> AuditEntry {
    AuditEntry {
        at: grant.created_at,
        event: AuditEvent::TokensIssued,
        actor: Actor::App,
        user_id: grant.subject.user(),
        client_id: Some(grant.client_id.clone()),
        from: grant.asked_from.clone(),
        detail: Some(grant.id.as_str().to_owned()),
    }
}

async fn issue(store: &dyn Store, issue: Issue<'_>) {
    assert!(store.issue(&issue).await.unwrap(), "{issue:?}");
}

impl House {
    /// A family of this application with an access token (until 7200) and a refresh token (until 9000).
    pub async fn living(&self, name: &str, client_id: &ClientId, subject: Subject) -> Grant {
        let grant = Grant { client_id: client_id.clone(), subject, ..self.grant(name) };
        let (access, refresh) = (self.access_token(name, &grant), self.refresh_token(name, &grant));
        begin(self.store(), &grant, &access, Some(&refresh)).await;
        grant
    }
}
