use std::collections::BTreeMap;

use async_trait::async_trait;
use time::OffsetDateTime;

use super::{Lock, State};
use crate::model::StoredKey;
use crate::store::{FORGIVEN, LINGER, PROBLEM_LIFETIME, Purge, PurgeKind, Result};
use crate::types::GrantId;

#[async_trait]
impl<L: Lock> Purge for L {
    async fn expired(&self, kind: PurgeKind, now: OffsetDateTime) -> Result<u64> {
        // On a copy: what would go is what does go.
        Ok(self.lock().await.clone().clear(kind, now, u64::MAX))
    }

    async fn purge(&self, kind: PurgeKind, now: OffsetDateTime, at_most: u64) -> Result<u64> {
        Ok(self.lock().await.clear(kind, now, at_most))
    }
}

impl State {
    fn clear(&mut self, kind: PurgeKind, now: OffsetDateTime, at_most: u64) -> u64 {
        let whole = self.clone();
        let dead = |id: &GrantId| !whole.is_alive(id, now);
        match kind {
            PurgeKind::AccessTokens => clear(&mut self.access_tokens, at_most, |token| token.expires_at <= now),
            PurgeKind::RefreshTokens => clear(&mut self.refresh_tokens, at_most, |token| dead(&token.grant_id)),
            PurgeKind::AuthorizationCodes => {
                clear(&mut self.codes, at_most, |code| code.value.expires_at <= now && dead(&code.value.grant_id))
            }
            PurgeKind::AuthorizationRequests => {
                clear(&mut self.requests, at_most, |request| request.expires_at + LINGER <= now)
            }
            PurgeKind::DeviceCodes => {
                clear(&mut self.devices, at_most, |polled| polled.device.expires_at + LINGER <= now)
            }
            PurgeKind::Families => clear(&mut self.grants, at_most, |grant| !whole.has_tokens(&grant.id)),
            PurgeKind::SigningKeys => {
                let mut keys = self.keys.drain(..).map(|key| (key.kid.clone(), key)).collect();
                let cleared = clear(&mut keys, at_most, |key| whole.has_signed_its_last(key, now));
                self.keys = keys.into_values().collect();
                cleared
            }
            PurgeKind::Throttles => clear(&mut self.throttles, at_most, |tries| tries.last_at + FORGIVEN <= now),
            PurgeKind::Tickets => clear(&mut self.tickets, at_most, |ticket| ticket.expires_at + LINGER <= now),
            PurgeKind::ClientProblems => {
                clear(&mut self.problems, at_most, |problem| problem.last_at + PROBLEM_LIFETIME <= now)
            }
        }
    }

    pub(super) fn is_alive(&self, id: &GrantId, now: OffsetDateTime) -> bool {
        let Some(grant) = self.grants.get(id).filter(|grant| grant.revoked_at.is_none()) else { return false };
        let mut access = self.access_tokens.values().filter(|token| token.grant_id == *id);
        let mut refresh = self.refresh_tokens.values().filter(|token| token.grant_id == *id);
        access.any(|token| token.is_active(now))
            || (now < grant.expires_at && refresh.any(|token| token.used_at.is_none() && now < token.expires_at))
    }

    fn has_tokens(&self, id: &GrantId) -> bool {
        self.access_tokens.values().any(|token| token.grant_id == *id)
            || self.refresh_tokens.values().any(|token| token.grant_id == *id)
    }

    fn has_signed_its_last(&self, key: &StoredKey, now: OffsetDateTime) -> bool {
        let Some(last) = key.retired_at.map(|retired_at| retired_at + LINGER) else { return false };
        let mut tokens = self.access_tokens.values();
        last <= now && !tokens.any(|token| token.created_at <= last && now < token.expires_at)
    }
}

fn clear<K: Ord, V>(all: &mut BTreeMap<K, V>, at_most: u64, gone: impl Fn(&V) -> bool) -> u64 {
    let mut cleared = 0;
    all.retain(|_, value| {
        let goes = cleared < at_most && gone(value);
        cleared += u64::from(goes);
        !goes
    });
    cleared
}
