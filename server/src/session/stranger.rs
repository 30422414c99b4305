//! A browser in which nobody is signed in. It keeps a name made by chance, and what its forms must send back is that name
//! under the server's secret: whoever only comes by costs no row, and any instance can tell a form of any other.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth::types::Secret;
use time::Duration;
use tower_cookies::cookie::{CookieBuilder, SameSite};
use tower_cookies::{Cookie, Cookies};

use super::SessionPolicy;

/// 256 bits of chance, as text.
const LENGTH: usize = 43;

pub struct Stranger(String);

impl Stranger {
    /// The stranger whom this browser names. Any name would do that nobody else knows.
    pub fn of(cookies: &Cookies, policy: &SessionPolicy) -> Option<Self> {
        let name = cookies.get(cookie_name(policy))?.value().to_owned();
        (name.len() == LENGTH).then_some(Self(name))
    }

    /// Gives the browser a name, which it keeps until it is closed.
    pub fn begin(cookies: &Cookies, policy: &SessionPolicy) -> Self {
        let name = Secret::generate(&*policy.entropy).expose().to_owned();
        cookies.add(cookie(policy, name.clone()).build());
        Self(name)
    }

    /// Takes the name from the browser: forms that were drawn for it are worth nothing from now on.
    pub fn forget(cookies: &Cookies, policy: &SessionPolicy) {
        if cookies.get(cookie_name(policy)).is_some() {
            // With every attribute of what it removes: browsers ignore any other removal.
            cookies.add(cookie(policy, String::new()).max_age(Duration::ZERO).build());
        }
    }

    /// What its forms send back.
    pub fn csrf_token(&self, policy: &SessionPolicy) -> String {
        self.under("a stranger's form", policy)
    }

    /// What it is counted under, which the store keeps.
    pub fn counted_as(&self, policy: &SessionPolicy) -> String {
        self.under("a stranger's tries", policy)
    }

    fn under(&self, purpose: &str, policy: &SessionPolicy) -> String {
        URL_SAFE_NO_PAD.encode(policy.pepper.hmac(purpose, self.0.as_bytes()))
    }
}

fn cookie_name(policy: &SessionPolicy) -> &'static str {
    if policy.https { "__Host-visitor" } else { "visitor" }
}

fn cookie(policy: &SessionPolicy, value: String) -> CookieBuilder<'static> {
    Cookie::build((cookie_name(policy), value)).path("/").http_only(true).secure(policy.https).same_site(SameSite::Lax)
}
