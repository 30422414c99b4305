//! Whether an e-mail and a password are somebody's: for the sign-in page and for the password grant alike. Guesses are
//! counted before the password is looked at, and an unknown address costs as much time as a wrong password.

use async_trait::async_trait;
use oauth::audit;
use oauth::grant::{Authenticated, ResourceOwners};
use oauth::model::{AuditEntry, AuditEvent, User};
use oauth::password::{MAX_LENGTH, Verified};
use oauth::store::{RightPassword, StoreError};
use oauth::throttle::{Attempt, SignInTry};
use oauth::types::{Email, Secret, UserId};
use time::Duration;

use crate::caller::Caller;
use crate::state::AppState;

/// What credentials came to.
#[derive(Debug)]
pub enum SignIn {
    Right(Box<User>),
    /// Unknown address or wrong password, and nobody learns which.
    Wrong,
    TooManyTries {
        wait: Duration,
    },
    /// Right, but an administrator has suspended them.
    Suspended(UserId),
    /// Every core is hashing.
    Busy,
}

/// Checks credentials that came from this address.
pub async fn sign_in(
    state: &AppState,
    caller: &Caller,
    username: &str,
    password: Secret,
) -> Result<SignIn, StoreError> {
    let tried = tried(caller, username);
    let outcome = look_at(state, caller, (username, &tried), password).await?;
    if matches!(outcome, SignIn::Right(_) | SignIn::Suspended(_)) {
        state.store().settle(&tried).await?;
    }
    Ok(outcome)
}

fn tried(caller: &Caller, username: &str) -> SignInTry {
    SignInTry::of(username, &caller.address.throttle_key())
}

/// What the credentials come to. That they were right is left to be [settled](oauth::store::Shared::settle).
async fn look_at(
    state: &AppState,
    caller: &Caller,
    (username, tried): (&str, &SignInTry),
    password: Secret,
) -> Result<SignIn, StoreError> {
    let (store, now, address) = (state.store(), state.now(), caller.address);
    // Counted first: parallel guesses must not share one count.
    if let Attempt::Blocked { until } = store.attempt_both(tried.keys(), now).await? {
        tracing::warn!(%address, "too many sign-ins");
        return Ok(SignIn::TooManyTries { wait: until - now });
    }
    let user = match username.parse::<Email>() {
        Ok(email) => store.user_by_email(&email).await?,
        Err(_) => None,
    };
    let known = user.as_ref().map(|user| user.id);
    let stored = user.as_ref().and_then(|user| user.password.clone());
    let Ok(verified) = state.hasher().verify(stored, password.clone()).await else {
        store.forgive(&tried.account).await?;
        store.forgive(&tried.address).await?;
        return Ok(SignIn::Busy);
    };
    let (Some(user), true) = (user, verified != Verified::No && password.expose().len() <= MAX_LENGTH) else {
        tracing::info!(%address, "wrong e-mail or password");
        note_failure(state, caller, known).await?;
        return Ok(SignIn::Wrong);
    };
    if verified == Verified::Outdated
        && let Some(outdated) = &user.password
        && let Ok(hash) = state.hasher().hash_again(outdated.clone(), password).await
    {
        store.rehash_password(user.id, outdated, &hash).await?;
    }
    Ok(if user.is_active() { SignIn::Right(Box::new(user)) } else { SignIn::Suspended(user.id) })
}

/// Not what was typed: it may be the password, in the wrong field.
async fn note_failure(state: &AppState, caller: &Caller, user_id: Option<UserId>) -> Result<(), StoreError> {
    let failed = audit::entry(&state.moment(&caller.from).ctx(), AuditEvent::SignInFailed);
    state.store().record(&AuditEntry { user_id, ..failed }).await
}

/// Whether it is really them who sit there: asked again before something dangerous. Counted like a sign-in.
pub async fn check_password(
    state: &AppState,
    caller: &Caller,
    user: &User,
    password: Secret,
) -> Result<SignIn, StoreError> {
    sign_in(state, caller, user.email.as_str(), password).await
}

/// The people of this server, as the password grant asks for them from one address.
pub struct People<'a> {
    pub state: &'a AppState,
    pub caller: &'a Caller,
}

#[async_trait]
impl ResourceOwners for People<'_> {
    async fn authenticate(&self, username: &str, password: &Secret) -> Result<Authenticated, StoreError> {
        let tried = tried(self.caller, username);
        Ok(match look_at(self.state, self.caller, (username, &tried), password.clone()).await? {
            SignIn::Right(user) => match user.password {
                Some(hash) => Authenticated::Right(user.id, RightPassword { hash, tried }),
                None => Authenticated::Wrong,
            },
            SignIn::Wrong => Authenticated::Wrong,
            // To a program a suspended person is somebody with a wrong password, in the counts and in the log too.
            SignIn::Suspended(user) => {
                note_failure(self.state, self.caller, Some(user)).await?;
                Authenticated::Wrong
            }
            SignIn::TooManyTries { wait } => Authenticated::TooManyTries { wait },
            SignIn::Busy => Authenticated::Busy,
        })
    }
}
