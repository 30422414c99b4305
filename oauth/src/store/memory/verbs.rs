use std::collections::BTreeMap;

use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::{Lock, Once, Polled, State};
use crate::model::{
    AuthorizationCode, AuthorizationRequest, DeviceAuthorization, DeviceState, RequestState, StoredKey,
};
use crate::store::{
    Authorizations, DeviceDecision, Devices, FoundCode, Keys, PolledDevice, Question, RedeemedCode, Result, Shared,
    StoreError,
};
use crate::throttle::{Attempt, Policy, SignInTry, ThrottleKey, Tries};
use crate::types::{ClientId, SecretHash, UserCodeHash, UserId};

#[async_trait]
impl<L: Lock> Authorizations for L {
    async fn keep_request(&self, request: &AuthorizationRequest) -> Result<()> {
        self.lock().await.requests.insert(request.id.clone(), request.clone());
        Ok(())
    }

    async fn request(&self, id: &SecretHash, user: Option<UserId>) -> Result<Option<Question>> {
        let state = self.lock().await;
        let Some(request) = state.requests.get(id).cloned() else { return Ok(None) };
        let Some(client) = state.clients.get(&request.client_id).cloned() else { return Ok(None) };
        let consent = user.and_then(|user| state.consents.get(&(user, client.id.clone())).cloned());
        let scopes =
            state.scopes.values().filter(|entry| request.scope.contains(entry.name.as_str())).cloned().collect();
        Ok(Some(Question { request, client, consent, scopes }))
    }

    async fn answer_request(&self, id: &SecretHash, now: OffsetDateTime) -> Result<bool> {
        let mut state = self.lock().await;
        match state.requests.get_mut(id) {
            Some(request) if request.answer == RequestState::Waiting && now < request.expires_at => {
                request.answer = RequestState::Answered { at: now };
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    async fn store_code(&self, code: &AuthorizationCode) -> Result<()> {
        self.lock().await.codes.insert(code.code.clone(), Once { value: code.clone(), used: false });
        Ok(())
    }

    async fn code(&self, code: &SecretHash, client: &ClientId) -> Result<Option<FoundCode>> {
        let state = self.lock().await;
        let found = state.codes.get(code).filter(|code| code.value.client_id == *client);
        Ok(found.map(|code| FoundCode { code: code.value.clone(), used: code.used }))
    }

    async fn redeem_code(&self, code: &SecretHash, client: &ClientId, _now: OffsetDateTime) -> Result<RedeemedCode> {
        let mut state = self.lock().await;
        match state.codes.get_mut(code).filter(|code| code.value.client_id == *client) {
            None => Ok(RedeemedCode::Unknown),
            Some(Once { value, used: true }) => Ok(RedeemedCode::Replayed(value.grant_id.clone())),
            Some(code) => {
                code.used = true;
                Ok(RedeemedCode::Won(Box::new(code.value.clone())))
            }
        }
    }

    async fn forget_codes(&self, user: UserId, client: Option<&ClientId>) -> Result<u64> {
        let mut state = self.lock().await;
        let before = state.codes.len();
        let theirs =
            |code: &AuthorizationCode| code.user_id == user && client.is_none_or(|client| code.client_id == *client);
        state.codes.retain(|_, code| code.used || !theirs(&code.value));
        Ok((before - state.codes.len()) as u64)
    }
}

#[async_trait]
impl<L: Lock> Devices for L {
    async fn keep_device(&self, device: &DeviceAuthorization) -> Result<()> {
        let mut state = self.lock().await;
        if state.devices.values().any(|other| other.device.user_code == device.user_code) {
            return Err(StoreError::Duplicate("this user code"));
        }
        let polled = Polled { device: device.clone(), next_poll_at: device.created_at };
        state.devices.insert(device.device_code.clone(), polled);
        Ok(())
    }

    async fn poll_device(&self, code: &SecretHash, client: &ClientId, now: OffsetDateTime) -> Result<PolledDevice> {
        let mut state = self.lock().await;
        let Some(Polled { device, next_poll_at }) = state.devices.get_mut(code) else {
            return Ok(PolledDevice::Unknown);
        };
        if device.client_id != *client || device.state == DeviceState::Closed {
            return Ok(PolledDevice::Unknown);
        }
        if device.expires_at <= now {
            return Ok(PolledDevice::Expired);
        }
        match device.state {
            DeviceState::Pending => {
                let too_fast = now < *next_poll_at;
                if too_fast {
                    device.interval += Duration::seconds(5);
                }
                *next_poll_at = now + device.interval;
                Ok(if too_fast { PolledDevice::TooFast } else { PolledDevice::Pending })
            }
            DeviceState::Approved { user_id } => {
                Ok(PolledDevice::Approved { device: Box::new(device.clone()), user_id })
            }
            DeviceState::Refused => {
                device.state = DeviceState::Closed;
                Ok(PolledDevice::Refused)
            }
            DeviceState::Closed => Ok(PolledDevice::Unknown),
        }
    }

    async fn pending_device(&self, code: &UserCodeHash, now: OffsetDateTime) -> Result<Option<DeviceAuthorization>> {
        let state = self.lock().await;
        let pending = |device: &&DeviceAuthorization| {
            device.user_code == *code && device.state == DeviceState::Pending && now < device.expires_at
        };
        Ok(state.devices.values().map(|polled| &polled.device).find(pending).cloned())
    }

    async fn device(&self, code: &UserCodeHash) -> Result<Option<DeviceAuthorization>> {
        let state = self.lock().await;
        Ok(state.devices.values().map(|polled| &polled.device).find(|device| device.user_code == *code).cloned())
    }

    async fn decide_device(&self, code: &UserCodeHash, decision: DeviceDecision, now: OffsetDateTime) -> Result<bool> {
        let mut state = self.lock().await;
        let device = state.devices.values_mut().map(|polled| &mut polled.device).find(|d| d.user_code == *code);
        match device {
            Some(device) if device.state == DeviceState::Pending && now < device.expires_at => {
                device.state = match decision {
                    DeviceDecision::Approve(user_id) => DeviceState::Approved { user_id },
                    DeviceDecision::Refuse => DeviceState::Refused,
                };
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    async fn withdraw_approvals(&self, user: UserId, client: Option<&ClientId>) -> Result<u64> {
        let mut state = self.lock().await;
        let approved = state.devices.values_mut().map(|polled| &mut polled.device).filter(|device| {
            client.is_none_or(|client| device.client_id == *client)
                && device.state == DeviceState::Approved { user_id: user }
        });
        Ok(approved.map(|device| device.state = DeviceState::Refused).count() as u64)
    }
}

#[async_trait]
impl<L: Lock> Keys for L {
    async fn signing_keys(&self) -> Result<Vec<StoredKey>> {
        let mut keys = self.lock().await.keys.clone();
        keys.sort_by(|a, b| b.created_at.cmp(&a.created_at).then_with(|| a.kid.cmp(&b.kid)));
        Ok(keys)
    }

    async fn add_signing_key(&self, key: &StoredKey) -> Result<()> {
        let mut state = self.lock().await;
        if state.keys.iter().any(|other| other.kid == key.kid) {
            return Err(StoreError::Duplicate("this signing key"));
        }
        state.keys.push(key.clone());
        Ok(())
    }

    async fn retire_signing_keys_but(&self, kid: &str, now: OffsetDateTime) -> Result<u64> {
        let mut state = self.lock().await;
        let mut signing: Vec<_> = state.keys.iter_mut().filter(|key| key.retired_at.is_none()).collect();
        if !signing.iter().any(|key| key.kid == kid) {
            return Ok(0);
        }
        signing.retain(|key| key.kid != kid);
        signing.iter_mut().for_each(|key| key.retired_at = Some(now));
        Ok(signing.len() as u64)
    }

    async fn remove_signing_key(&self, kid: &str) -> Result<bool> {
        let mut state = self.lock().await;
        let before = state.keys.len();
        state.keys.retain(|key| key.kid != kid || key.retired_at.is_none());
        Ok(state.keys.len() < before)
    }
}

#[async_trait]
impl<L: Lock> Shared for L {
    async fn attempt(&self, key: &ThrottleKey, policy: &Policy, now: OffsetDateTime) -> Result<Attempt> {
        Ok(count(&mut self.lock().await.throttles, &[(key, policy)], now))
    }

    async fn attempt_both(&self, keys: [(&ThrottleKey, &Policy); 2], now: OffsetDateTime) -> Result<Attempt> {
        Ok(count(&mut self.lock().await.throttles, &keys, now))
    }

    async fn settle(&self, right: &SignInTry) -> Result<()> {
        self.lock().await.settle(right);
        Ok(())
    }

    async fn forgive(&self, key: &ThrottleKey) -> Result<()> {
        self.lock().await.forgive(key);
        Ok(())
    }

    async fn forget(&self, key: &ThrottleKey) -> Result<()> {
        self.lock().await.throttles.remove(key.as_str());
        Ok(())
    }

    async fn fact(&self, name: &str) -> Result<Option<String>> {
        Ok(self.lock().await.facts.get(name).cloned())
    }

    async fn establish_fact(&self, name: &str, value: &str) -> Result<String> {
        let mut state = self.lock().await;
        Ok(state.facts.entry(name.to_owned()).or_insert_with(|| value.to_owned()).clone())
    }
}

impl State {
    pub(super) fn settle(&mut self, right: &SignInTry) {
        self.throttles.remove(right.account.as_str());
        self.forgive(&right.address);
    }

    fn forgive(&mut self, key: &ThrottleKey) {
        if let Some(Tries { count, .. }) = self.throttles.get_mut(key.as_str()) {
            *count = count.saturating_sub(1);
        }
    }
}

/// Counts one try under each key, unless one is waiting.
fn count(throttles: &mut BTreeMap<String, Tries>, keys: &[(&ThrottleKey, &Policy)], now: OffsetDateTime) -> Attempt {
    let before = |key: &ThrottleKey| throttles.get(key.as_str()).copied().filter(|tries| tries.count > 0);
    let tries: Vec<_> = keys.iter().map(|(key, policy)| (before(key), *policy)).collect();
    if let Some(until) = tries.iter().filter_map(|(tries, policy)| tries.as_ref()?.blocked_until(policy, now)).max() {
        return Attempt::Blocked { until };
    }
    for ((key, _), (before, policy)) in keys.iter().zip(tries) {
        throttles.insert(key.as_str().to_owned(), policy.count(before, now));
    }
    Attempt::Allowed
}
