//! Whether a form was sent from one of our own pages (row 100).
//!
//! Two independent answers, and both must be yes. The form carries a token that only pages for this browser show; and
//! the browser says where the request comes from, in headers that no page can write.

use axum::http::{HeaderMap, HeaderName, header};
use oauth::types::Issuer;
use subtle::ConstantTimeEq as _;
use url::{Host, Url};

/// The field every form has.
pub const FIELD: &str = "csrf_token";

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Why a form is not acted upon. The page for it differs: the last two happen to honest people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CsrfError {
    /// Another site sent it: 403.
    #[error("the form was sent from another site")]
    ForeignOrigin,
    /// The browser came without a cookie of ours: it refuses them, was closed since, or somebody signed out in it.
    #[error("the form came without a cookie")]
    NoCookie,
    /// The form was drawn for somebody else, as before signing in in another tab.
    #[error("the form was drawn for somebody else")]
    Mismatch,
}

/// Checks a form: where it comes from, then the token it sent against the one it was drawn with
/// ([`Visitor::expected_csrf_token`](crate::session::Visitor::expected_csrf_token)).
pub fn check(
    issuer: &Issuer,
    headers: &HeaderMap,
    expected: Option<&str>,
    sent: Option<&str>,
) -> Result<(), CsrfError> {
    // The origin first: to a foreign site we do not even tell whether there is a cookie.
    check_origin(issuer, headers)?;
    let expected = expected.ok_or(CsrfError::NoCookie)?;
    let same = sent.unwrap_or_default().as_bytes().ct_eq(expected.as_bytes());
    if bool::from(same) { Ok(()) } else { Err(CsrfError::Mismatch) }
}

/// Refuses what the browser says comes from elsewhere.
///
/// `Referrer-Policy: no-referrer`, which our pages send, makes browsers write `Origin: null` on our own forms as well
/// (Fetch standard, "append a request Origin header"). Such a request counts as ours only when `Sec-Fetch-Site` says
/// so; the `null` of a sandboxed frame comes with `cross-site`. Without either header (no browser, or an old one) the
/// token decides alone.
fn check_origin(issuer: &Issuer, headers: &HeaderMap) -> Result<(), CsrfError> {
    let site = headers.get(SEC_FETCH_SITE).map(|value| value.as_bytes());
    // `none`: the person did it, without any page.
    if !matches!(site, None | Some(b"same-origin" | b"none")) {
        return Err(CsrfError::ForeignOrigin);
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let ours = match origin.to_str() {
        Ok("null") => site == Some(b"same-origin"),
        Ok(origin) => origin == issuer.origin() || is_this_machine(issuer, headers, origin),
        Err(_) => false,
    };
    if ours { Ok(()) } else { Err(CsrfError::ForeignOrigin) }
}

/// A server on this machine is opened as `http://localhost:3000` as often as by its issuer `http://127.0.0.1:3000`, so
/// there an origin also counts as ours when it is the very host the request was sent to.
///
/// In general that comparison would be worthless: by DNS rebinding, `http://evil.example:3000` can be made to lead
/// here, and sends itself as `Origin` and as `Host`. Hence both must *be* this machine: a loopback address, or the name
/// `localhost`, which browsers resolve themselves and no DNS server can claim. Whoever serves a page there already runs
/// programs as this person. The port must be equal too: another program's port is another origin.
fn is_this_machine(issuer: &Issuer, headers: &HeaderMap, origin: &str) -> bool {
    let Ok(url) = Url::parse(origin) else { return false };
    let same_host = headers.get(header::HOST).is_some_and(|host| origin.strip_prefix("http://") == host.to_str().ok());
    same_host && is_loopback(&url) && Url::parse(issuer.as_str()).is_ok_and(|issuer| is_loopback(&issuer))
}

fn is_loopback(url: &Url) -> bool {
    let loopback = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    loopback && url.scheme() == "http"
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: Option<&str> = Some("token");

    fn origin(issuer: &str, headers: &[(&str, &str)]) -> Result<(), CsrfError> {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        check(&issuer.parse().unwrap(), &headers, TOKEN, TOKEN)
    }

    #[test]
    fn the_browsers_own_token_is_the_only_one_that_passes() {
        // row 100
        let issuer = "https://id.example".parse().unwrap();
        let check = |expected, sent| check(&issuer, &HeaderMap::new(), expected, sent);
        assert_eq!(check(TOKEN, TOKEN), Ok(()));
        for sent in [None, Some(""), Some("tokem"), Some("token2")] {
            assert_eq!(check(TOKEN, sent), Err(CsrfError::Mismatch));
        }
        assert_eq!(check(None, TOKEN), Err(CsrfError::NoCookie));
        assert_eq!(check(None, None), Err(CsrfError::NoCookie));
    }

    #[test]
    fn a_foreign_origin_is_refused_even_with_the_right_token() {
        // row 100
        let issuer = "https://id.example/tenant";
        assert_eq!(origin(issuer, &[("origin", "https://id.example")]), Ok(()));
        for foreign in ["https://evil.example", "http://id.example", "https://id.example:8443", "null", ""] {
            let headers = [("origin", foreign), ("host", "id.example")];
            assert_eq!(origin(issuer, &headers), Err(CsrfError::ForeignOrigin), "{foreign:?}");
        }
    }

    #[test]
    fn a_null_origin_is_ours_only_when_the_browser_says_so() {
        let issuer = "https://id.example";
        assert_eq!(origin(issuer, &[("origin", "null"), ("sec-fetch-site", "same-origin")]), Ok(()));
        for site in ["cross-site", "same-site", "none"] {
            let headers = [("origin", "null"), ("sec-fetch-site", site)];
            assert_eq!(origin(issuer, &headers), Err(CsrfError::ForeignOrigin), "{site}");
        }
        assert_eq!(origin(issuer, &[("sec-fetch-site", "cross-site")]), Err(CsrfError::ForeignOrigin));
    }

    #[test]
    fn a_server_on_this_machine_answers_to_each_of_its_names() {
        let issuer = "http://127.0.0.1:3000";
        for host in ["127.0.0.1:3000", "localhost:3000", "[::1]:3000"] {
            assert_eq!(origin(issuer, &[("origin", &format!("http://{host}")), ("host", host)]), Ok(()), "{host}");
        }
        // Another program on this machine, and a name that DNS rebinding leads here.
        for (from, host) in [("localhost:8080", "localhost:3000"), ("evil.example:3000", "evil.example:3000")] {
            let headers = [("origin", &*format!("http://{from}")), ("host", host)];
            assert_eq!(origin(issuer, &headers), Err(CsrfError::ForeignOrigin), "{from}");
        }
        // A public server has one name.
        let headers = [("origin", "http://localhost:3000"), ("host", "localhost:3000")];
        assert_eq!(origin("https://id.example", &headers), Err(CsrfError::ForeignOrigin));
    }
}
