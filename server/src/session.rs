//! Who is signed in in this browser. The store keeps the session, the browser its id, and [`Visitor`] is the only thing
//! that reads or writes what is in it; the store adds who that person is today.
//!
//! **A cookie that names no session is the same as none**, whatever it holds. **A store that does not answer is an
//! error**, never "signed out". Nothing is stored until there is something to remember: whoever is not signed in keeps
//! what their forms need themselves ([`Stranger`]).

use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use oauth::model::{AskedFrom, User};
use oauth::password::PasswordHash;
use oauth::throttle::ThrottleKey;
use oauth::types::{Secret, UserId};
use serde::{Deserialize, Serialize};
use storage::session_store::{PERSON, USER_ID, person};
use time::{Duration, OffsetDateTime};
use tower_cookies::Cookies;
use tower_sessions::session::{Error as StoreFailure, Expiry};
use tower_sessions::{Session, session_store};

use crate::address::TrustedProxies;
use crate::caller::Caller;

use self::stranger::Stranger;

pub use self::policy::{SessionPolicy, with_sessions};
pub use self::seen::{Place, SeenSession};

/// How long something is kept for the next page of somebody who is not signed in.
const FLASH: Duration = Duration::hours(2);
/// Being seen is written down this often at most: not every request is worth a write.
const SEEN_EVERY: Duration = Duration::minutes(5);
/// Where the session's record holds the [`Visit`].
const VISIT: &str = "visit";

/// The store did not answer: 503, and the person is still who they were.
#[derive(Debug, thiserror::Error)]
#[error("the session store did not answer")]
pub struct SessionError(#[from] StoreFailure);

type Result<T> = std::result::Result<T, SessionError>;

/// What a session remembers of whoever is signed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Visit {
    /// What every form of this session must send back.
    csrf: String,
    /// What wrong codes are counted under. It outlives sign-in, so that signing in is no fresh start.
    counted_as: String,
    #[serde(with = "time::serde::timestamp::milliseconds")]
    seen_at: OffsetDateTime,
    /// From where it was last seen.
    #[serde(default)]
    seen_from: Place,
    person: SignedIn,
}

/// Whoever signed in, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    #[serde(with = "user_id")]
    pub user_id: UserId,
    #[serde(with = "time::serde::timestamp::milliseconds")]
    pub at: OffsetDateTime,
    /// The [mark](oauth::password::PasswordHash::mark) of the password that they had.
    #[serde(default)]
    password: Option<String>,
}

impl SignedIn {
    /// Whether this is still this person, with the password they signed in with. Ending all sessions when another is
    /// chosen does not do: a sign-in that was under way keeps its session a moment later.
    pub fn is(&self, user: &User) -> bool {
        self.user_id == user.id && self.password == mark_of(user)
    }
}

fn mark_of(user: &User) -> Option<String> {
    user.password.as_ref().map(PasswordHash::mark)
}

/// The browser that sent this request.
#[derive(Clone)]
pub struct Visitor {
    session: Session,
    cookies: Cookies,
    policy: SessionPolicy,
    from: AskedFrom,
    now: OffsetDateTime,
}

impl Visitor {
    /// Who is signed in.
    pub async fn signed_in(&self) -> Result<Option<SignedIn>> {
        let Some(mut visit) = self.visit().await? else { return Ok(None) };
        if self.now - visit.seen_at >= SEEN_EVERY.min(self.policy.idle / 2) {
            visit.seen_at = self.now;
            visit.seen_from = self.place();
            self.remember(&visit).await?;
        }
        Ok(Some(visit.person))
    }

    /// The same person, as they are now: whoever was suspended a moment ago, or has another password since, is out, on
    /// whatever instance.
    pub async fn user(&self) -> Result<Option<User>> {
        let Some(signed_in) = self.signed_in().await? else { return Ok(None) };
        let Some(told) = self.session.get_value(PERSON).await? else { return Ok(None) };
        let user = person(told).map_err(|error| session_store::Error::Backend(error.to_string()));
        Ok(Some(user.map_err(StoreFailure::from)?).filter(|user| user.is_active() && signed_in.is(user)))
    }

    /// Signs this person in, as they were when their password was looked at. The session's id and form token change, so
    /// that whoever knew them before, or planted them, has nothing (row 101).
    pub async fn sign_in(&self, user: &User) -> Result<()> {
        let counted_as = self.counted_as().await?;
        self.session.cycle_id().await?;
        // The store has a column for it, by which all sessions of a person can be ended.
        self.session.insert(USER_ID, user.id.0).await?;
        // Who it was before; the next request is told anew.
        self.session.remove_value(PERSON).await?;
        let person = SignedIn { user_id: user.id, at: self.now, password: mark_of(user) };
        let (csrf, seen_at, seen_from) = (self.random(), self.now, self.place());
        self.remember(&Visit { csrf, counted_as, seen_at, seen_from, person }).await?;
        Stranger::forget(&self.cookies, &self.policy);
        Ok(())
    }

    /// The id of this browser's session, when it has one: its row is named by its hash.
    pub fn session_id(&self) -> Option<tower_sessions::session::Id> {
        self.session.id()
    }

    /// Ends the session here and in the store (row 101).
    pub async fn sign_out(&self) -> Result<()> {
        Ok(self.session.flush().await?)
    }

    /// The token for a form's `csrf_token` field.
    pub async fn csrf_token(&self) -> Result<String> {
        Ok(match self.visit().await? {
            Some(visit) => visit.csrf,
            None => self.stranger_or_new().csrf_token(&self.policy),
        })
    }

    /// The token a form must have sent; `None` when the browser came without any cookie of ours.
    pub async fn expected_csrf_token(&self) -> Result<Option<String>> {
        Ok(match self.visit().await? {
            Some(visit) => Some(visit.csrf),
            None => Stranger::of(&self.cookies, &self.policy).map(|stranger| stranger.csrf_token(&self.policy)),
        })
    }

    /// What wrong user codes of this browser are counted under.
    pub async fn throttle_key(&self) -> Result<ThrottleKey> {
        Ok(ThrottleKey::user_code_session(&self.counted_as().await?))
    }

    /// Keeps something for the next page alone.
    pub async fn set_flash(&self, name: &str, value: serde_json::Value) -> Result<()> {
        let visit = self.visit().await?;
        self.session.insert_value(name, value).await?;
        // What stands beside the visit changes nothing of how long that lasts; the library would begin two weeks anew.
        self.keep_until(visit.map_or(self.now + FLASH, |visit| self.policy.ends_at(&visit)));
        Ok(())
    }

    /// What an earlier page kept, which stays.
    pub async fn kept(&self, name: &str) -> Result<Option<serde_json::Value>> {
        Ok(self.session.get_value(name).await?)
    }

    /// Takes what the last page kept. Where nothing is kept, nothing is taken: that would count as a change, and every page
    /// would write its session.
    pub async fn flash(&self, name: &str) -> Result<Option<serde_json::Value>> {
        if self.kept(name).await?.is_none() {
            return Ok(None);
        }
        let kept = self.session.remove_value(name).await?;
        match self.visit().await? {
            Some(visit) => self.keep_until(self.policy.ends_at(&visit)),
            // A stranger's session was for this alone.
            None => self.session.flush().await?,
        }
        Ok(kept)
    }

    async fn counted_as(&self) -> Result<String> {
        Ok(match self.visit().await? {
            Some(visit) => visit.counted_as,
            None => self.stranger_or_new().counted_as(&self.policy),
        })
    }

    fn stranger_or_new(&self) -> Stranger {
        Stranger::of(&self.cookies, &self.policy).unwrap_or_else(|| Stranger::begin(&self.cookies, &self.policy))
    }

    /// The visit, unless there is none or it is over.
    async fn visit(&self) -> Result<Option<Visit>> {
        let visit = match self.session.get::<Visit>(VISIT).await {
            // Another version of this program wrote something else. To insist would be an error on every page.
            Err(StoreFailure::SerdeJson(_) | StoreFailure::Store(session_store::Error::Decode(_))) => None,
            visit => match visit? {
                None => return Ok(None),
                visit => visit,
            },
        };
        let lasting = visit.filter(|visit| self.now < self.policy.ends_at(visit));
        if lasting.is_none() {
            // Nothing of it may be left for what comes next.
            self.session.flush().await?;
        }
        Ok(lasting)
    }

    async fn remember(&self, visit: &Visit) -> Result<()> {
        self.keep_until(self.policy.ends_at(visit));
        Ok(self.session.insert(VISIT, visit).await?)
    }

    /// Then the store may forget the session, and the browser its cookie.
    fn keep_until(&self, end: OffsetDateTime) {
        self.session.set_expiry(Some(Expiry::AtDateTime(end)));
    }

    fn place(&self) -> Place {
        Place { address: self.from.address.clone(), user_agent: self.from.user_agent.clone() }
    }

    /// 256 bits.
    fn random(&self) -> String {
        Secret::generate(&*self.policy.entropy).expose().to_owned()
    }
}

impl<S> FromRequestParts<S> for Visitor
where
    TrustedProxies: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = (StatusCode, &'static str);

    async fn from_request_parts(parts: &mut Parts, state: &S) -> std::result::Result<Self, Self::Rejection> {
        let session = Session::from_request_parts(parts, state).await?;
        let cookies = Cookies::from_request_parts(parts, state).await?;
        let policy = parts.extensions.get::<SessionPolicy>().cloned();
        let policy = policy.ok_or((StatusCode::INTERNAL_SERVER_ERROR, "this route has no sessions"))?;
        let Ok(Caller { from, .. }) = Caller::from_request_parts(parts, state).await;
        let now = policy.clock.now();
        Ok(Self { session, cookies, policy, from, now })
    }
}

mod policy;
mod seen;
mod stranger;
#[cfg(test)]
mod tests;
mod user_id;
