use std::fmt;
use std::str::FromStr;

use url::{Host, Url, form_urlencoded};

/// A redirect URI as an application registered it, kept byte for byte: comparison is on the text (RFC 9700 §4.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RedirectUri(String);

/// Where an answer may be sent: it matched a registered redirect URI of a known client. Only
/// [`RedirectUri::verify`] and the stored request make one, so no error can be redirected anywhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedRedirectUri(String);

/// The rule a redirect URI breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRedirectUri {
    #[error("a redirect URI is absolute, like https://app.example.com/callback (RFC 6749 section 3.1.2)")]
    Relative,
    #[error("a redirect URI has no fragment, nothing after # (RFC 6749 section 3.1.2)")]
    Fragment,
    #[error("a redirect URI has no user name or password in it")]
    UserInfo,
    #[error(
        "http:// is only for this machine itself: 127.0.0.1, [::1] or localhost; use https:// (RFC 8252 section 7.3)"
    )]
    PlainHttp,
    #[error("an app's own scheme is its domain name reversed, like com.example.app:/callback (RFC 8252 section 7.1)")]
    Scheme,
    #[error("a redirect URI is at most 2000 printable ASCII characters without spaces")]
    Characters,
}

impl RedirectUri {
    /// The text as registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Compares what a request presents with this registered URI: exact text, except that the port of a loopback
    /// address may differ, because a native app takes the port it gets (RFC 8252 §7.3).
    pub fn verify(&self, presented: &str) -> Option<VerifiedRedirectUri> {
        if presented == self.0 || self.is_same_loopback(presented) {
            return Some(VerifiedRedirectUri(presented.to_owned()));
        }
        None
    }

    fn is_same_loopback(&self, presented: &str) -> bool {
        // Parsing the presented text refuses fragments and user names before anything is compared.
        let Ok(presented) = presented.parse::<RedirectUri>() else { return false };
        match (loopback_parts(&self.0), loopback_parts(&presented.0)) {
            (Some(registered), Some(presented)) => registered == presented,
            _ => false,
        }
    }

    /// The registered URI as a place to send an answer to, when a client has registered just one and the request
    /// names none (RFC 6749 §3.1.2.3).
    pub fn as_verified(&self) -> VerifiedRedirectUri {
        VerifiedRedirectUri(self.0.clone())
    }

    /// Whether the browser hands the answer to a program on the person's own machine: a private scheme or loopback.
    pub fn is_native(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| !matches!(url.scheme(), "http" | "https") || is_loopback(&url))
    }

    /// The host people may know, for the consent page. A private scheme stands for itself.
    pub fn host(&self) -> String {
        host_of(&self.0)
    }
}

impl VerifiedRedirectUri {
    /// A URI read back from a request that was verified when it was stored.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// The text as the request presented it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URI with the answer's parameters behind the query it already has (RFC 6749 §3.1.2).
    pub fn with_params(&self, params: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(params);
        let separator = match self.0.split_once('?') {
            None => "?",
            Some((_, "")) => "",
            Some(_) => "&",
        };
        format!("{}{separator}{}", self.0, query.finish())
    }

    /// What a `form-action` policy must name for the browser to follow this redirect: an origin, or `scheme:`.
    pub fn csp_source(&self) -> String {
        match Url::parse(&self.0) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => url.origin().ascii_serialization(),
            Ok(url) => format!("{}:", url.scheme()),
            Err(_) => "'none'".to_owned(),
        }
    }

    /// The host people may know, for the consent page.
    pub fn host(&self) -> String {
        host_of(&self.0)
    }

    /// Whether the answer stays on the person's own machine.
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| is_loopback(&url))
    }
}

impl FromStr for RedirectUri {
    type Err = InvalidRedirectUri;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > 2000 || !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(InvalidRedirectUri::Characters);
        }
        let url = Url::parse(text).map_err(|_| InvalidRedirectUri::Relative)?;
        if text.contains('#') {
            return Err(InvalidRedirectUri::Fragment);
        }
        // An `@` in the authority is userinfo even where the parser drops an empty one.
        let authority = text.split_once("//").map(|(_, rest)| rest.split(['/', '?']).next().unwrap_or_default());
        if authority.is_some_and(|authority| authority.contains('@')) {
            return Err(InvalidRedirectUri::UserInfo);
        }
        match url.scheme() {
            "https" if url.host().is_some() => Ok(()),
            "https" => Err(InvalidRedirectUri::Relative),
            "http" if is_loopback(&url) => Ok(()),
            "http" => Err(InvalidRedirectUri::PlainHttp),
            scheme if scheme.contains('.') => Ok(()),
            _ => Err(InvalidRedirectUri::Scheme),
        }?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for RedirectUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// What must be equal when only the port may differ. `localhost` is not among them: a name can be made to resolve
/// elsewhere (RFC 8252 §8.3), so it is compared exactly.
fn loopback_parts(text: &str) -> Option<(String, String)> {
    let url = Url::parse(text).ok()?;
    let host = match url.host()? {
        Host::Ipv4(ip) if ip.is_loopback() => ip.to_string(),
        Host::Ipv6(ip) if ip.is_loopback() => ip.to_string(),
        _ => return None,
    };
    // The path and query are compared as they were written, not as the parser normalises them.
    let after_authority = text.split_once("//")?.1;
    let tail = after_authority.find(['/', '?']).map_or("", |at| &after_authority[at..]);
    (url.scheme() == "http").then(|| (host, tail.to_owned()))
}

fn host_of(text: &str) -> String {
    match Url::parse(text) {
        Ok(url) => match (url.scheme(), url.host_str()) {
            ("http" | "https", Some(host)) => host.to_owned(),
            (scheme, _) => format!("{scheme}:"),
        },
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(text: &str) -> RedirectUri {
        text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    #[test]
    fn fragments_relative_uris_and_script_schemes_are_refused_at_registration() {
        // row 6 (RFC 6749 §3.1.2)
        for (text, why) in [
            ("/callback", InvalidRedirectUri::Relative),
            ("https://", InvalidRedirectUri::Relative),
            ("https://app.example/cb#", InvalidRedirectUri::Fragment),
            ("javascript:alert(1)", InvalidRedirectUri::Scheme),
            ("data:text/html,x", InvalidRedirectUri::Scheme),
            ("http://app.example/cb", InvalidRedirectUri::PlainHttp),
            ("https://app.example/c b", InvalidRedirectUri::Characters),
            ("https://app.example/\u{e9}", InvalidRedirectUri::Characters),
        ] {
            assert_eq!(text.parse::<RedirectUri>(), Err(why), "{text}");
        }
    }

    #[test]
    fn comparison_is_on_the_exact_text() {
        // row 70 (RFC 9700 §4.1.3)
        let registered = uri("https://app.example/cb");
        assert!(registered.verify("https://app.example/cb").is_some());
        for other in [
            "https://app.example/cb/",
            "https://app.example/cb?x=1",
            "https://APP.example/cb",
            "https://app.example:443/cb",
            "https://app.example/%63b",
            "https://app.example.evil/cb",
        ] {
            assert!(registered.verify(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_loopback_address_may_change_its_port_and_nothing_else() {
        // row 78 (RFC 8252 §7.3)
        let (v4, v6) = (uri("http://127.0.0.1/cb"), uri("http://[::1]:5000/cb"));
        assert!(v4.verify("http://127.0.0.1:49152/cb").is_some());
        assert!(v6.verify("http://[::1]:61234/cb").is_some());
        for other in [
            "https://127.0.0.1:49152/cb",
            "http://127.0.0.2:49152/cb",
            "http://127.0.0.1:49152/CB",
            "http://127.0.0.1:49152/cb?x",
            "http://me@127.0.0.1:49152/cb",
            "http://@127.0.0.1:49152/cb",
            "http://localhost:49152/cb",
            "http://127.0.0.1:49152/cb#x",
        ] {
            assert!(v4.verify(other).is_none(), "{other}");
        }
        assert!(uri("http://localhost:8080/cb").verify("http://localhost:9090/cb").is_none());
    }

    #[test]
    fn a_private_scheme_is_a_reversed_domain_name() {
        // row 79 (RFC 8252 §7.1)
        assert!(uri("com.example.app:/callback").verify("com.example.app:/callback").is_some());
        assert_eq!("myapp:/callback".parse::<RedirectUri>(), Err(InvalidRedirectUri::Scheme));
    }

    #[test]
    fn the_uris_own_query_is_kept_and_state_comes_back_byte_for_byte() {
        // row 5 (RFC 6749 §3.1.2)
        let state = "a b&c=d+é%20\"<>";
        let sent = uri("https://app.example/cb?keep=1").as_verified().with_params(&[("code", "x"), ("state", state)]);
        assert!(sent.starts_with("https://app.example/cb?keep=1&code=x&state="));
        let back: Vec<_> = Url::parse(&sent).unwrap().query_pairs().into_owned().collect();
        assert_eq!(back[2], ("state".to_owned(), state.to_owned()));
    }

    #[test]
    fn form_action_names_the_redirects_origin_or_scheme_alone() {
        // row 98
        assert_eq!(uri("https://app.example:8443/cb?x").as_verified().csp_source(), "https://app.example:8443");
        assert_eq!(uri("com.example.app:/cb").as_verified().csp_source(), "com.example.app:");
    }
}
