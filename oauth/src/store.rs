//! The port to whatever keeps our state: verbs of the protocol, not of a table. `storage` implements them over SQL,
//! [`memory`] for tests, and [`contract`] is the suite both must pass.
//!
//! **Single use is one guarded statement whose affected rows are counted**, never a look followed by a change.
//! **The side effect of a refusal is committed**: a replayed code revokes its family although it answers an error.
//! **A store error is never an answer of the protocol.**

mod authorizations;
#[cfg(any(test, feature = "contract"))]
pub mod contract;
mod devices;
#[cfg(any(test, feature = "contract"))]
pub mod memory;
mod purge;
mod tokens;

use std::error::Error;
use std::sync::Arc;

use async_trait::async_trait;
use time::OffsetDateTime;

pub use self::authorizations::{Authorizations, FoundCode, Question, RedeemedCode};
pub use self::devices::{DeviceDecision, Devices, PolledDevice};
pub use self::purge::{FORGIVEN, LINGER, PROBLEM_LIFETIME, Purge, PurgeKind};
pub use self::tokens::{Family, Issue, RedeemRefresh, RedeemedRefresh, RightPassword, Spent, Tokens};

use crate::model::{
    ApiKey, AuditEntry, AuditQuery, AuditRecord, Client, ClientProblem, Consent, Language, Logo, NewUser, ScopeEntry,
    StoredKey, Ticket, TicketPurpose, User, UserState,
};
use crate::password::PasswordHash;
use crate::throttle::{Attempt, Policy, SignInTry, ThrottleKey};
use crate::types::{ApiKeyId, ClientId, Email, ScopeToken, SecretHash, UserId};

/// Why the store did not do what it was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Something by that name is there already.
    #[error("{0} exists already")]
    Duplicate(&'static str),
    /// Without this person nobody could administer this server. Nothing has changed.
    #[error("the last administrator stays one: make somebody else an administrator first")]
    LastAdmin,
    /// A row does not parse back into the type it was made from.
    #[error("a stored {0} cannot be read back")]
    Corrupt(&'static str),
    /// The database did not answer, or not as it should.
    #[error("the database did not answer: {0}")]
    Backend(#[source] Arc<dyn Error + Send + Sync>),
}

type Result<T> = std::result::Result<T, StoreError>;

/// People.
#[async_trait]
pub trait Users {
    async fn user(&self, id: UserId) -> Result<Option<User>>;
    async fn user_by_email(&self, email: &Email) -> Result<Option<User>>;
    /// Fails with [`StoreError::Duplicate`] when the address is taken.
    async fn create_user(&self, user: NewUser) -> Result<User>;
    async fn set_password(&self, id: UserId, password: &PasswordHash) -> Result<()>;
    /// The same password, hashed as one does today. `false` when it is no longer the one that was seen: whoever has
    /// chosen another meanwhile keeps that.
    async fn rehash_password(&self, id: UserId, seen: &PasswordHash, password: &PasswordHash) -> Result<bool>;
    /// Changes the names that are given; returns the person as they are called now, `None` when there is nobody.
    async fn rename_user(&self, id: UserId, firstname: Option<&str>, lastname: Option<&str>) -> Result<Option<User>>;
    /// Fails with [`StoreError::Duplicate`] when the address is taken.
    async fn set_email(&self, id: UserId, email: &Email) -> Result<()>;
    async fn set_language(&self, id: UserId, language: Option<Language>) -> Result<()>;
    /// `false` when there is nobody of this number. Their sessions and tokens are the caller's to end.
    ///
    /// **Whoever suspends, demotes or deletes the last active administrator fails with [`StoreError::LastAdmin`]**, of
    /// several at once the last one.
    async fn set_user_state(&self, id: UserId, state: UserState) -> Result<bool>;
    /// `false` when there is nobody of this number. Fails for the last administrator as above.
    async fn set_admin(&self, id: UserId, admin: bool) -> Result<bool>;
    /// How many administrators are active.
    async fn count_admins(&self) -> Result<u64>;
    /// Whether this is the last of them, for saying so beforehand: the verbs look for themselves.
    async fn is_last_admin(&self, user: &User) -> Result<bool> {
        Ok(user.admin && user.is_active() && self.count_admins().await? <= 1)
    }
    async fn count_users(&self) -> Result<u64>;
    /// Everybody, by number.
    async fn users(&self) -> Result<Vec<User>>;
    /// Those in whose address or names every word of this text stands, whatever its case, by number; those after one, so
    /// many at most. An empty text finds everybody.
    async fn find_users(&self, text: &str, after: Option<UserId>, limit: u64) -> Result<Vec<User>>;
    /// The person goes, and with them their sessions, consents and tokens. Their number is never given again: to an
    /// application it is who they were. `false` when there is nobody of this number. Fails for the last administrator as
    /// above.
    async fn delete_user(&self, id: UserId) -> Result<bool>;
}

/// Applications.
#[async_trait]
pub trait Clients {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>>;
    /// Fails with [`StoreError::Duplicate`] when the id is taken.
    async fn create_client(&self, client: &Client) -> Result<()>;
    /// The same, if its owner has fewer than so many; of several at once, only as many as there is room for. `false` when
    /// there is none.
    async fn create_client_within(&self, client: &Client, at_most: usize) -> Result<bool>;
    async fn count_clients(&self) -> Result<u64>;
    /// Every application, by id.
    async fn clients(&self) -> Result<Vec<Client>>;
    /// Writes everything but when it was made, and only while the application is still as it was read. `false` when
    /// somebody has changed it since, or it is gone.
    async fn replace_client(&self, before: &Client, after: &Client) -> Result<bool>;
    /// The application goes, and with it its consents and tokens. `false` when there is no client of this id.
    async fn delete_client(&self, id: &ClientId) -> Result<bool>;
    /// Those this person registered, by id.
    async fn clients_of(&self, owner: UserId) -> Result<Vec<Client>>;
    /// Those in whose name or id every word of this text stands, whatever its case, by id; those after one, so many at
    /// most. An empty text finds all.
    async fn find_clients(&self, text: &str, after: Option<&ClientId>, limit: u64) -> Result<Vec<Client>>;
    /// Replaces the application's picture, or takes it away.
    async fn set_logo(&self, id: &ClientId, logo: Option<&Logo>) -> Result<()>;
    /// The picture of this hash, whichever application's.
    async fn logo(&self, hash: &str) -> Result<Option<Logo>>;
    /// Notes a mistake: the same one again is counted and its time set, and only the latest
    /// [`PROBLEMS_KEPT`](crate::model::PROBLEMS_KEPT) of an application stay. The same is what agrees in all but its
    /// times and count.
    async fn note_problem(&self, problem: &ClientProblem) -> Result<()>;
    /// The application's mistakes, the latest first.
    async fn problems_of(&self, id: &ClientId) -> Result<Vec<ClientProblem>>;
}

/// What people have allowed before, and what scopes mean.
#[async_trait]
pub trait Consents {
    async fn consent(&self, user: UserId, client: &ClientId) -> Result<Option<Consent>>;
    /// Replaces what was remembered for this person and application.
    async fn remember_consent(&self, consent: &Consent) -> Result<()>;
    /// Everything this person allowed, expired or not, by application.
    async fn consents_of(&self, user: UserId) -> Result<Vec<Consent>>;
    /// They will be asked anew. `false` when nothing was remembered.
    async fn forget_consent(&self, user: UserId, client: &ClientId) -> Result<bool>;
    /// The scope registry, by name.
    async fn scopes(&self) -> Result<Vec<ScopeEntry>>;
    /// Fails with [`StoreError::Duplicate`] when the name is taken.
    async fn create_scope(&self, scope: &ScopeEntry) -> Result<()>;
    /// Writes everything but its name. `false` when it is not there.
    async fn update_scope(&self, scope: &ScopeEntry) -> Result<bool>;
    /// Strikes it off the registry, whoever may still ask for it. `false` when it is not there.
    async fn delete_scope(&self, name: &ScopeToken) -> Result<bool>;
}

/// What identifies an application to the API.
#[async_trait]
pub trait ApiKeys {
    /// Fails with [`StoreError::Duplicate`] when the key or its id is taken.
    async fn create_api_key(&self, key: &ApiKey) -> Result<()>;
    /// The key whatever its state: why it does not count, the log wants to know.
    async fn api_key(&self, key: &SecretHash) -> Result<Option<ApiKey>>;
    /// Revoked ones too, newest first.
    async fn api_keys(&self) -> Result<Vec<ApiKey>>;
    /// This key counts for nothing from now on. `true` for exactly one caller, `false` when it is unknown.
    async fn revoke_api_key(&self, id: &ApiKeyId, now: OffsetDateTime) -> Result<bool>;
}

/// Signing keys, sealed.
#[async_trait]
pub trait Keys {
    /// All keys that sign or may still have to verify, newest first.
    async fn signing_keys(&self) -> Result<Vec<StoredKey>>;
    async fn add_signing_key(&self, key: &StoredKey) -> Result<()>;
    /// Lets this key alone sign; says how many have retired. Nothing happens unless it is there and signs: with no key
    /// left there would be no token. Add a key and retire the others in one transaction: then, of two who do so at
    /// once, neither retires the key of both.
    async fn retire_signing_keys_but(&self, kid: &str, now: OffsetDateTime) -> Result<u64>;
    /// Takes a retired key away, whatever it may still have to verify. `false` when it is not there or signs.
    async fn remove_signing_key(&self, kid: &str) -> Result<bool>;
}

/// Counters and facts that every instance must agree on.
#[async_trait]
pub trait Shared {
    /// Counts one try unless the key is waiting. Exact under concurrency.
    async fn attempt(&self, key: &ThrottleKey, policy: &Policy, now: OffsetDateTime) -> Result<Attempt>;
    /// Counts one try under both keys, or under neither while one of them is waiting: whoever is held up by the one has
    /// tried nothing that the other could count.
    async fn attempt_both(&self, keys: [(&ThrottleKey, &Policy); 2], now: OffsetDateTime) -> Result<Attempt>;
    /// A sign-in that was counted was right: forgets the account's tries, and takes one back from the address.
    async fn settle(&self, right: &SignInTry) -> Result<()>;
    /// Takes one counted try back, because it was right.
    async fn forgive(&self, key: &ThrottleKey) -> Result<()>;
    /// Forgets a key's tries.
    async fn forget(&self, key: &ThrottleKey) -> Result<()>;
    /// A fact about this database, such as who made it.
    async fn fact(&self, name: &str) -> Result<Option<String>>;
    /// Writes a fact unless it is there; returns what stands there now.
    async fn establish_fact(&self, name: &str, value: &str) -> Result<String>;
}

/// One-time links in letters.
#[async_trait]
pub trait Tickets {
    async fn keep_ticket(&self, ticket: &Ticket) -> Result<()>;
    /// The ticket whatever its state: the page for a late or second click needs it too.
    async fn ticket(&self, token: &SecretHash) -> Result<Option<Ticket>>;
    /// Uses up a ticket that is good. `true` for exactly one caller.
    async fn redeem_ticket(&self, token: &SecretHash, now: OffsetDateTime) -> Result<bool>;
    /// Uses up every ticket of this purpose that went to this address; says how many were still unused.
    async fn void_tickets(&self, purpose: TicketPurpose, email: &Email, now: OffsetDateTime) -> Result<u64>;
}

/// The audit log, to which lines are only ever added.
#[async_trait]
pub trait Audit {
    async fn record(&self, entry: &AuditEntry) -> Result<()>;
    /// The newest first, unless the query says otherwise.
    async fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditRecord>>;
    /// Takes some of the lines away that were written before this time, for a server that keeps them so long and no
    /// longer; says how many. Call it again until it says none.
    async fn forget_audit(&self, before: OffsetDateTime, at_most: u64) -> Result<u64>;
}

/// Every verb. Outside a transaction each stands alone.
pub trait Store:
    Users
    + Clients
    + Consents
    + Authorizations
    + Devices
    + Tokens
    + Tickets
    + ApiKeys
    + Keys
    + Shared
    + Audit
    + Purge
    + Send
    + Sync
{
}

impl<T> Store for T where
    T: Users
        + Clients
        + Consents
        + Authorizations
        + Devices
        + Tokens
        + Tickets
        + ApiKeys
        + Keys
        + Shared
        + Audit
        + Purge
        + Send
        + Sync
{
}

/// Verbs that happen together or not at all. Dropped without [`commit`](Transaction::commit), nothing happened.
#[async_trait]
pub trait Transaction: Store {
    async fn commit(self: Box<Self>) -> Result<()>;
}

/// Where transactions begin.
#[async_trait]
pub trait Database: Send + Sync {
    /// For reading, and for single verbs that stand alone.
    fn store(&self) -> &dyn Store;
    /// Never use [`store`](Database::store) while holding one: SQLite has a single writer.
    async fn begin(&self) -> Result<Box<dyn Transaction + '_>>;
}
