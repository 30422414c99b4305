use std::collections::BTreeSet;

use async_trait::async_trait;
use time::OffsetDateTime;

use super::{Lock, Polled, State};
use crate::model::{AccessToken, Client, DeviceState, Grant, RefreshToken, User};
use crate::store::{Clients as _, Family, Issue, RedeemRefresh, RedeemedRefresh, Result, Spent, Tokens};
use crate::types::{ClientId, GrantId, SecretHash, Subject, TokenId, UserId};

#[async_trait]
impl<L: Lock> Tokens for L {
    async fn issue(&self, issue: &Issue<'_>) -> Result<bool> {
        let mut state = self.lock().await;
        if let Family::Begins { grant, .. } = issue.family
            && let Some(user) = grant.subject.user()
            && !state.users.get(&user).is_some_and(|user| user.is_active() && issue.spent.is_of(user))
        {
            return Ok(false);
        }
        if matches!(issue.family, Family::GoesOn { .. }) && !state.grants.contains_key(&issue.access_token.grant_id) {
            return Ok(false);
        }
        if !state.spend(&issue.spent, issue.access_token.created_at) {
            return Ok(false);
        }
        match issue.family {
            Family::Begins { grant, line } => {
                state.grants.insert(grant.id.clone(), grant.clone());
                state.audit.push(Some(line.clone()));
            }
            Family::GoesOn { seen_from } => {
                state.touch(&issue.access_token.grant_id, issue.access_token.created_at, seen_from);
            }
        }
        state.access_tokens.insert(issue.access_token.id.clone(), issue.access_token.clone());
        if let Some(token) = issue.refresh_token {
            state.refresh_tokens.entry(token.token.clone()).or_insert_with(|| token.clone());
        }
        Ok(true)
    }

    async fn revoke_grant(&self, id: &GrantId, now: OffsetDateTime) -> Result<()> {
        if let Some(grant) = self.lock().await.grants.get_mut(id) {
            grant.revoked_at = grant.revoked_at.or(Some(now));
        }
        Ok(())
    }

    async fn revoke_grants_of_client(&self, client: &ClientId, now: OffsetDateTime) -> Result<u64> {
        Ok(self.lock().await.revoke_grants(now, |grant| grant.client_id == *client))
    }

    async fn revoke_grants_of_user(&self, user: UserId, now: OffsetDateTime) -> Result<u64> {
        Ok(self.lock().await.revoke_grants(now, |grant| grant.subject == Subject::User(user)))
    }

    async fn revoke_grants_of(&self, user: UserId, client: &ClientId, now: OffsetDateTime) -> Result<u64> {
        let theirs = |grant: &Grant| grant.subject == Subject::User(user) && grant.client_id == *client;
        Ok(self.lock().await.revoke_grants(now, theirs))
    }

    async fn grants_of(&self, user: UserId, now: OffsetDateTime) -> Result<Vec<Grant>> {
        let mut grants = self.lock().await.living_grants(now, |grant| grant.subject == Subject::User(user));
        grants.sort_by(|a, b| b.created_at.cmp(&a.created_at).then_with(|| a.id.cmp(&b.id)));
        Ok(grants)
    }

    async fn count_grants_of_client(&self, client: &ClientId, now: OffsetDateTime) -> Result<u64> {
        Ok(self.lock().await.living_grants(now, |grant| grant.client_id == *client).len() as u64)
    }

    async fn count_people_of_client(&self, client: &ClientId, now: OffsetDateTime) -> Result<u64> {
        let grants = self.lock().await.living_grants(now, |grant| grant.client_id == *client);
        let people: BTreeSet<_> = grants.iter().filter_map(|grant| grant.subject.user()).collect();
        Ok(people.len() as u64)
    }

    async fn touch_grant(&self, id: &GrantId, now: OffsetDateTime, address: Option<&str>) -> Result<()> {
        self.lock().await.touch(id, now, address);
        Ok(())
    }

    async fn revoke_access_token(&self, id: &TokenId, now: OffsetDateTime) -> Result<()> {
        if let Some(token) = self.lock().await.access_tokens.get_mut(id) {
            token.revoked_at = token.revoked_at.or(Some(now));
        }
        Ok(())
    }

    async fn access_token(&self, id: &TokenId) -> Result<Option<AccessToken>> {
        let state = self.lock().await;
        let Some(mut token) = state.access_tokens.get(id).cloned() else { return Ok(None) };
        let Some(family) = state.grants.get(&token.grant_id) else { return Ok(None) };
        token.revoked_at = token.revoked_at.or(family.revoked_at);
        token.last_used_at = family.last_used_at;
        Ok(Some(token))
    }

    async fn bearer(&self, id: &TokenId) -> Result<Option<(AccessToken, Option<User>)>> {
        let Some(token) = self.access_token(id).await? else { return Ok(None) };
        let state = self.lock().await;
        let person = token.subject.user().and_then(|user| state.users.get(&user)).cloned();
        Ok(Some((token, person)))
    }

    async fn client_and_token(
        &self,
        client: &ClientId,
        token: &TokenId,
    ) -> Result<(Option<Client>, Option<AccessToken>)> {
        let Some(client) = self.client(client).await? else { return Ok((None, None)) };
        Ok((Some(client), self.access_token(token).await?))
    }

    async fn refresh_token(&self, token: &SecretHash) -> Result<Option<(RefreshToken, Grant)>> {
        let state = self.lock().await;
        let token = state.refresh_tokens.get(token);
        Ok(token.and_then(|token| Some((token.clone(), state.grants.get(&token.grant_id)?.clone()))))
    }

    async fn redeem_refresh_token(&self, redeem: &RedeemRefresh<'_>) -> Result<RedeemedRefresh> {
        let mut state = self.lock().await;
        let successor_used = state.refresh_tokens.get(redeem.successor).is_some_and(|token| token.used_at.is_some());
        let Some(token) = state.refresh_tokens.get_mut(redeem.token) else { return Ok(RedeemedRefresh::Unknown) };
        match token.used_at {
            Some(used_at) => Ok(redeem.again(used_at, successor_used)),
            None => {
                token.used_at = Some(redeem.now);
                Ok(RedeemedRefresh::Won)
            }
        }
    }
}

impl State {
    fn spend(&mut self, spent: &Spent<'_>, now: OffsetDateTime) -> bool {
        match *spent {
            Spent::Nothing => true,
            Spent::Password(right) => {
                self.settle(&right.tried);
                true
            }
            Spent::Code(code) => {
                self.codes.get_mut(code).filter(|code| !code.used).map(|code| code.used = true).is_some()
            }
            Spent::Device(code) => {
                let approved = |device: &&mut Polled| matches!(device.device.state, DeviceState::Approved { .. });
                let device = self.devices.get_mut(code).filter(approved);
                device.map(|device| device.device.state = DeviceState::Closed).is_some()
            }
            Spent::RefreshToken(token) => {
                let unused = self.refresh_tokens.get_mut(token).filter(|token| token.used_at.is_none());
                unused.map(|token| token.used_at = Some(now)).is_some()
            }
        }
    }

    fn touch(&mut self, id: &GrantId, now: OffsetDateTime, address: Option<&str>) {
        if let Some(grant) = self.grants.get_mut(id).filter(|grant| grant.last_used_at <= now) {
            (grant.last_used_at, grant.last_used_from) = (now, address.map(str::to_owned));
        }
    }
}
