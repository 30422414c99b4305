//! Token families in the database behind the commands' back.

use oauth::model::{AccessToken, Actor, AskedFrom, AuditEntry, AuditEvent, Grant, RefreshToken};
use oauth::store::{Family, Issue, Spent, Store};
use oauth::types::{GrantId, GrantType, Secret, Subject, TokenId};
use time::OffsetDateTime;

/// A family of `app`, and how long it and its tokens are good.
pub(super) fn family(subject: Subject, created_at: OffsetDateTime, expires_at: OffsetDateTime) -> Grant {
    Grant {
        id: GrantId::from_stored("grant".to_owned()),
        client_id: "app".parse().unwrap(),
        subject,
        scope: "read".parse().unwrap(),
        origin: GrantType::AuthorizationCode,
        created_at,
        expires_at,
        revoked_at: None,
        asked_from: AskedFrom::default(),
        last_used_at: created_at,
        last_used_from: None,
    }
}

/// The family begins, and is given an access token and a refresh token of each name.
pub(super) async fn issue(store: &dyn Store, grant: &Grant, names: &[&str]) {
    let line = AuditEntry {
        at: grant.created_at,
        event: AuditEvent::TokensIssued,
        actor: Actor::App,
        user_id: grant.subject.user(),
        client_id: Some(grant.client_id.clone()),
        from: AskedFrom::default(),
        detail: None,
    };
    let mut family = Family::Begins { grant, line: &line };
    for name in names {
        let (access, refresh) = tokens(grant, name);
        let issue = Issue { spent: Spent::Nothing, family, access_token: &access, refresh_token: Some(&refresh) };
        assert!(store.issue(&issue).await.unwrap(), "{name}");
        family = Family::GoesOn { seen_from: None };
    }
}

fn tokens(grant: &Grant, name: &str) -> (AccessToken, RefreshToken) {
    let access = AccessToken {
        id: TokenId::from_stored(name.to_owned()),
        grant_id: grant.id.clone(),
        client_id: grant.client_id.clone(),
        subject: grant.subject.clone(),
        scope: grant.scope.clone(),
        created_at: grant.created_at,
        expires_at: grant.expires_at,
        revoked_at: None,
        last_used_at: grant.last_used_at,
    };
    let refresh = RefreshToken {
        token: Secret::from(name.to_owned()).hash(),
        grant_id: grant.id.clone(),
        created_at: grant.created_at,
        expires_at: grant.expires_at,
        used_at: None,
    };
    (access, refresh)
}
