//! The rules of sessions, and the layer that keeps them.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use oauth::context::{Entropy, Pepper};
use time::{Duration, OffsetDateTime};
use tower_cookies::cookie::SameSite;
use tower_sessions::{SessionManagerLayer, SessionStore};

use super::Visit;
use crate::clock::Clock;
use crate::config::Settings;

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
    pub pepper: Pepper,
}

impl SessionPolicy {
    pub fn new(settings: &Settings, clock: Clock, entropy: Arc<dyn Entropy>, pepper: Pepper) -> Self {
        let (lifetime, idle) = (settings.session_lifetime, settings.session_idle);
        Self { lifetime, idle, https: settings.issuer.is_https(), clock, entropy, pepper }
    }

    /// `__Host-` makes browsers refuse the cookie unless it is `Secure`, for `/` and for this host alone, so that no
    /// sibling domain can plant one. Browsers refuse such a name over plain http.
    fn cookie_name(&self) -> &'static str {
        if self.https { "__Host-sid" } else { "sid" }
    }

    /// Until when this visit counts if nobody comes by.
    pub(super) fn ends_at(&self, visit: &Visit) -> OffsetDateTime {
        (visit.seen_at + self.idle).min(visit.person.at + self.lifetime)
    }
}

/// Gives every route of this router a [`Visitor`]. Only a store whose records tell of their
/// [person](storage::session_store::PERSON) lets [`Visitor::user`] find anybody.
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
