//! What goes along with something else. In SQL the foreign keys see to it.

use time::OffsetDateTime;

use super::State;
use crate::model::{DeviceState, Grant};
use crate::types::{ClientId, Subject, UserId};

impl State {
    /// The person and all that is theirs. `false` when there is nobody of this number.
    pub(super) fn remove_user(&mut self, id: UserId) -> bool {
        self.consents.retain(|(user, _), _| *user != id);
        self.codes.retain(|_, code| code.value.user_id != id);
        self.devices.retain(|_, polled| polled.device.state != DeviceState::Approved { user_id: id });
        self.remove_grants(|grant| grant.subject == Subject::User(id));
        self.tickets.retain(|_, ticket| ticket.user_id != Some(id));
        // What they registered stays; it is nobody's now.
        self.clients.values_mut().filter(|client| client.owner == Some(id)).for_each(|client| client.owner = None);
        self.users.remove(&id).is_some()
    }

    /// The application and all that was given to it. `false` when there is none of this id.
    pub(super) fn remove_client(&mut self, id: &ClientId) -> bool {
        self.consents.retain(|(_, client), _| client != id);
        self.requests.retain(|_, request| request.client_id != *id);
        self.codes.retain(|_, code| code.value.client_id != *id);
        self.devices.retain(|_, polled| polled.device.client_id != *id);
        self.api_keys.retain(|key| key.client_id != *id);
        self.logos.remove(id);
        self.problems.retain(|_, problem| problem.client_id != *id);
        self.remove_grants(|grant| grant.client_id == *id);
        self.clients.remove(id).is_some()
    }

    /// Revokes the families like this that are not revoked yet, and counts them.
    pub(super) fn revoke_grants(&mut self, now: OffsetDateTime, like: impl Fn(&Grant) -> bool) -> u64 {
        let families = self.grants.values_mut().filter(|grant| grant.revoked_at.is_none() && like(grant));
        families.map(|grant| grant.revoked_at = Some(now)).count() as u64
    }

    /// The families like this that are alive.
    pub(super) fn living_grants(&self, now: OffsetDateTime, like: impl Fn(&Grant) -> bool) -> Vec<Grant> {
        self.grants.values().filter(|grant| like(grant) && self.is_alive(&grant.id, now)).cloned().collect()
    }

    fn remove_grants(&mut self, like: impl Fn(&Grant) -> bool) {
        self.grants.retain(|_, grant| !like(grant));
        self.access_tokens.retain(|_, token| self.grants.contains_key(&token.grant_id));
        self.refresh_tokens.retain(|_, token| self.grants.contains_key(&token.grant_id));
    }
}
