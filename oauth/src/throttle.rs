//! Guessing made slow (RFC 8628 §5.1, RFC 9700 §4, ASVS 6.3): a few tries are free, then each one waits longer. Nobody
//! is locked out for good, and the counters live in the store, so that every instance counts the same.

use time::{Duration, OffsetDateTime};

use crate::context::Ctx;
use crate::model::TicketPurpose;
use crate::store::{Store, StoreError};
use crate::types::Email;

/// What is counted, and for whom. Its text is the row's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ThrottleKey(String);

impl ThrottleKey {
    /// Sign-in attempts on one account, whether or not it exists.
    pub fn account(email: &str) -> Self {
        Self::of("account", &email.trim().to_lowercase())
    }

    /// Sign-in attempts from one address.
    pub fn sign_in_address(address: &str) -> Self {
        Self::of("sign-in", address)
    }

    /// Wrong user codes typed in one session.
    pub fn user_code_session(session: &str) -> Self {
        Self::of("user-code-session", session)
    }

    /// Wrong user codes typed from one address.
    pub fn user_code_address(address: &str) -> Self {
        Self::of("user-code", address)
    }

    /// Wrong API keys from one address.
    pub fn api_key_address(address: &str) -> Self {
        Self::of("api-key", address)
    }

    /// Wrong secrets for one client from one address. Both together, so that nobody can hold up a client from elsewhere.
    pub fn client_secret(client_id: &str, address: &str) -> Self {
        Self::of("client-secret", &format!("{client_id} {address}"))
    }

    /// Letters of one kind to one mailbox, whether or not it has an account. A kind by itself: whoever has sign-up letters
    /// sent to somebody must not hold up the letter that gets them back into their account.
    pub fn letters_to(purpose: TicketPurpose, email: &Email) -> Self {
        Self::of("letters-to", &format!("{purpose} {email}"))
    }

    /// Letters asked for from one address.
    pub fn letters_from(address: &str) -> Self {
        Self::of("letters-from", address)
    }

    /// What is counted may be long or private: the row is named by its hash.
    fn of(kind: &str, subject: &str) -> Self {
        let hash = crate::types::Secret::from(format!("{kind}:{subject}")).hash();
        Self(format!("{kind}:{}", hash.as_str()))
    }

    /// The key as it is stored, at most 64 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A sign-in, as it is counted before its password is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInTry {
    pub account: ThrottleKey,
    pub address: ThrottleKey,
}

impl SignInTry {
    /// With this e-mail, from this address.
    pub fn of(email: &str, address: &str) -> Self {
        Self { account: ThrottleKey::account(email), address: ThrottleKey::sign_in_address(address) }
    }

    /// What it is counted under, and how.
    pub fn keys(&self) -> [(&ThrottleKey, &'static Policy); 2] {
        [(&self.account, &Policy::ACCOUNT), (&self.address, &Policy::ADDRESS)]
    }
}

/// How many tries are free and how the wait grows.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Tries that cost nothing.
    pub free: u32,
    /// The first wait; every further try doubles it.
    pub first_wait: Duration,
    pub longest_wait: Duration,
    /// After this much quiet the count starts anew.
    pub forget_after: Duration,
}

impl Policy {
    /// Guesses at one account's password.
    pub const ACCOUNT: Self = Self {
        free: 5,
        first_wait: Duration::seconds(15),
        longest_wait: Duration::minutes(15),
        forget_after: Duration::hours(1),
    };
    /// Sign-ins from one address, which many people may share.
    pub const ADDRESS: Self = Self { free: 30, ..Self::ACCOUNT };
    /// Wrong API keys and client secrets from one address.
    pub const WRONG_CREDENTIAL: Self = Self::ADDRESS;
    /// Wrong user codes, by session and by address.
    pub const USER_CODE: Self = Self { first_wait: Duration::seconds(30), ..Self::ACCOUNT };

    /// Letters to one mailbox: enough for somebody who looks in vain, too few to be a nuisance.
    pub const LETTERS_TO: Self = Self {
        free: 3,
        first_wait: Duration::minutes(2),
        longest_wait: Duration::hours(2),
        forget_after: Duration::hours(6),
    };
    /// Letters asked for from one address, which many people may share.
    pub const LETTERS_FROM: Self = Self { free: 20, first_wait: Duration::minutes(1), ..Self::ACCOUNT };

    /// The wait after this many tries, zero while they are free.
    pub fn wait_after(&self, tries: u32) -> Duration {
        if tries < self.free {
            return Duration::ZERO;
        }
        let doublings = (tries - self.free).min(20);
        (self.first_wait * 2i32.pow(doublings)).min(self.longest_wait)
    }

    /// The count after one more try at this time.
    pub fn count(&self, before: Option<Tries>, now: OffsetDateTime) -> Tries {
        match before {
            Some(tries) if now < tries.last_at + self.forget_after => {
                Tries { count: tries.count.saturating_add(1), last_at: now }
            }
            _ => Tries { count: 1, last_at: now },
        }
    }
}

/// What the store remembers of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tries {
    pub count: u32,
    pub last_at: OffsetDateTime,
}

impl Tries {
    /// Until when the next try must wait; `None` when it may go ahead.
    pub fn blocked_until(&self, policy: &Policy, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let until = self.last_at + policy.wait_after(self.count);
        (now < until).then_some(until)
    }
}

/// Counts a credential that was wrong; the wait, once there were too many. For credentials that carry so much chance that
/// guessing finds none: wrong ones are slowed down, a right one never is.
pub(crate) async fn count_wrong(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    key: &ThrottleKey,
) -> Result<Option<Duration>, StoreError> {
    Ok(match store.attempt(key, &Policy::WRONG_CREDENTIAL, ctx.now).await? {
        Attempt::Allowed => None,
        Attempt::Blocked { until } => Some(until - ctx.now),
    })
}

/// The answer to "may this be tried now?". Asking counts as trying, so that parallel guesses cannot share one count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    Allowed,
    Blocked { until: OffsetDateTime },
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn five_tries_are_free_then_the_wait_doubles_up_to_its_cap() {
        // rows 32, 104 (RFC 8628 §5.1)
        let policy = Policy::ACCOUNT;
        assert_eq!(policy.wait_after(4), Duration::ZERO);
        assert_eq!(policy.wait_after(5), Duration::seconds(15));
        assert_eq!(policy.wait_after(7), Duration::seconds(60));
        assert_eq!(policy.wait_after(u32::MAX), Duration::minutes(15));
    }

    #[test]
    fn an_hour_of_quiet_forgets_so_nobody_is_locked_out_for_good() {
        let start = datetime!(2026-01-01 12:00 UTC);
        let tries = Tries { count: 40, last_at: start };
        assert!(tries.blocked_until(&Policy::ACCOUNT, start + Duration::minutes(1)).is_some());
        assert!(tries.blocked_until(&Policy::ACCOUNT, start + Duration::minutes(16)).is_none());
        assert_eq!(Policy::ACCOUNT.count(Some(tries), start + Duration::minutes(61)).count, 1);
    }

    #[test]
    fn a_key_does_not_show_whom_it_counts() {
        let key = ThrottleKey::account("John@Example.com ");
        assert_eq!(key, ThrottleKey::account("john@example.com"));
        assert!(!key.as_str().contains("john") && key.as_str().len() <= 64);
    }
}
