//! Who is signed in in this browser. The store keeps the session, the browser its id, and [`Visitor`] is the only thing
//! that reads or writes what is in it.
//!
//! **A cookie that names no session is the same as none**, whatever it holds. **A store that does not answer is an
//! error**, never "signed out". Nothing is stored until there is something to remember: a form's token, or a person.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use oauth::context::Entropy;
use oauth::model::{AskedFrom, User};
use oauth::password::PasswordHash;
use oauth::throttle::ThrottleKey;
use oauth::types::{Secret, UserId};
use serde::{Deserialize, Serialize};
use storage::session_store::USER_ID;
use time::{Duration, OffsetDateTime};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Error as StoreFailure, Expiry};
use tower_sessions::{Session, SessionManagerLayer, SessionStore, session_store};

use crate::address::TrustedProxies;
use crate::caller::Caller;
use crate::clock::Clock;
use crate::config::Settings;

pub use self::seen::{Place, SeenSession};

/// How long a form may lie open in the browser of somebody who is not signed in.
const ANONYMOUS_IDLE: Duration = Duration::hours(2);
/// Being seen is written down this often at most: not every request is worth a write.
const SEEN_EVERY: Duration = Duration::minutes(5);
/// Where the session's record holds the [`Visit`].
const VISIT: &str = "visit";

/// The rules of a session and what they need.
#[derive(Clone)]
pub struct SessionPolicy {
    /// How long a person stays signed in at most, and without coming by.
    pub lifetime: Duration,
    pub idle: Duration,
    /// Whether people come over https.
    pub https: bool,
    pub clock: Clock,
    pub entropy: Arc<dyn Entropy>,
}

/// The store did not answer: 503, and the person is still who they were.
#[derive(Debug, thiserror::Error)]
#[error("the session store did not answer")]
pub struct SessionError(#[from] StoreFailure);

type Result<T> = std::result::Result<T, SessionError>;

/// What a session remembers.
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
    person: Option<SignedIn>,
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

impl SessionPolicy {
    pub fn new(settings: &Settings, clock: Clock, entropy: Arc<dyn Entropy>) -> Self {
        let (lifetime, idle) = (settings.session_lifetime, settings.session_idle);
        Self { lifetime, idle, https: settings.issuer.is_https(), clock, entropy }
    }

    /// `__Host-` makes browsers refuse the cookie unless it is `Secure`, for `/` and for this host alone, so that no
    /// sibling domain can plant one. Browsers refuse such a name over plain http.
    fn cookie_name(&self) -> &'static str {
        if self.https { "__Host-sid" } else { "sid" }
    }

    /// Until when this visit counts if nobody comes by.
    fn ends_at(&self, visit: &Visit) -> OffsetDateTime {
        match &visit.person {
            Some(person) => (visit.seen_at + self.idle).min(person.at + self.lifetime),
            None => visit.seen_at + ANONYMOUS_IDLE,
        }
    }
}

/// Gives every route of this router a [`Visitor`].
pub fn with_sessions<S>(router: Router<S>, store: impl SessionStore + Clone, policy: SessionPolicy) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let cookies = SessionManagerLayer::new(store)
        .with_name(policy.cookie_name())
        .with_secure(policy.https)
        .with_http_only(true)
        // Strict would drop the cookie on the way in from an app, which is how people come.
        .with_same_site(SameSite::Lax);
    router.layer(axum::Extension(policy.clone())).layer(cookies).layer(from_fn_with_state(policy, make_removal_count))
}

/// The cookie that ends a session must look like the one that began it: browsers ignore a `__Host-` cookie without
/// `Secure`, an expiring one too, and the session layer leaves it out.
async fn make_removal_count(State(policy): State<SessionPolicy>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let removal = format!("{}=;", policy.cookie_name());
    let cookies = response.headers_mut().iter_mut().filter(|(name, _)| *name == header::SET_COOKIE);
    for (_, cookie) in cookies.filter(|_| policy.https) {
        let text = cookie.to_str().unwrap_or_default();
        if text.starts_with(&removal) && !text.contains("Secure") {
            *cookie = HeaderValue::try_from(format!("{text}; Secure; HttpOnly")).expect("it was a header before");
        }
    }
    response
}

/// The browser that sent this request.
#[derive(Clone)]
pub struct Visitor {
    session: Session,
    policy: SessionPolicy,
    from: AskedFrom,
    now: OffsetDateTime,
}

impl Visitor {
    /// Who is signed in.
    pub async fn signed_in(&self) -> Result<Option<SignedIn>> {
        let Some(mut visit) = self.visit().await? else { return Ok(None) };
        if visit.person.is_some() && self.now - visit.seen_at >= SEEN_EVERY.min(self.policy.idle / 2) {
            visit.seen_at = self.now;
            visit.seen_from = self.place();
            self.remember(&visit).await?;
        }
        Ok(visit.person)
    }

    /// Signs this person in, as they were when their password was looked at. The session's id and form token change, so
    /// that whoever knew them before, or planted them, has nothing (row 101).
    pub async fn sign_in(&self, user: &User) -> Result<()> {
        let visit = self.visit().await?;
        self.session.cycle_id().await?;
        // The store has a column for it, by which all sessions of a person can be ended.
        self.session.insert(USER_ID, user.id.0).await?;
        let counted_as = visit.map_or_else(|| self.random(), |visit| visit.counted_as);
        let person = Some(SignedIn { user_id: user.id, at: self.now, password: mark_of(user) });
        let (csrf, seen_at, seen_from) = (self.random(), self.now, self.place());
        self.remember(&Visit { csrf, counted_as, seen_at, seen_from, person }).await
    }

    /// The id of this browser's session, when it has one: its row is named by its hash.
    pub fn session_id(&self) -> Option<tower_sessions::session::Id> {
        self.session.id()
    }

    /// Ends the session here and in the store (row 101).
    pub async fn sign_out(&self) -> Result<()> {
        Ok(self.session.flush().await?)
    }

    /// The token for a form's `csrf_token` field; begins a session when there is none.
    pub async fn csrf_token(&self) -> Result<String> {
        Ok(self.visit_or_begin().await?.csrf)
    }

    /// The token a form must have sent; `None` when the browser came without a session.
    pub async fn expected_csrf_token(&self) -> Result<Option<String>> {
        Ok(self.visit().await?.map(|visit| visit.csrf))
    }

    /// What wrong user codes of this session are counted under; begins a session when there is none.
    pub async fn throttle_key(&self) -> Result<ThrottleKey> {
        Ok(ThrottleKey::user_code_session(&self.visit_or_begin().await?.counted_as))
    }

    /// Keeps something for the next page alone.
    pub async fn set_flash(&self, name: &str, value: serde_json::Value) -> Result<()> {
        Ok(self.session.insert_value(name, value).await.map(drop)?)
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
        Ok(self.session.remove_value(name).await?)
    }

    async fn visit_or_begin(&self) -> Result<Visit> {
        if let Some(visit) = self.visit().await? {
            return Ok(visit);
        }
        let (csrf, counted_as, seen_from) = (self.random(), self.random(), self.place());
        let visit = Visit { csrf, counted_as, seen_at: self.now, seen_from, person: None };
        self.remember(&visit).await?;
        Ok(visit)
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
            // What comes next must be a new session, not a rest of this one.
            self.session.flush().await?;
        }
        Ok(lasting)
    }

    async fn remember(&self, visit: &Visit) -> Result<()> {
        // Then the store may forget the session, and the browser its cookie.
        self.session.set_expiry(Some(Expiry::AtDateTime(self.policy.ends_at(visit))));
        Ok(self.session.insert(VISIT, visit).await?)
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
        let policy = parts.extensions.get::<SessionPolicy>().cloned();
        let policy = policy.ok_or((StatusCode::INTERNAL_SERVER_ERROR, "this route has no sessions"))?;
        let Ok(Caller { from, .. }) = Caller::from_request_parts(parts, state).await;
        let now = policy.clock.now();
        Ok(Self { session, policy, from, now })
    }
}

mod seen;
#[cfg(test)]
mod tests;
mod user_id;
