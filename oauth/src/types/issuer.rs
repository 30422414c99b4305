use std::fmt;
use std::str::FromStr;

use url::Url;

/// The server's own name (RFC 8414 §2): the one base of every URL Sésame builds, whatever the request's Host says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    text: String,
    url: Url,
}

/// Why a URL cannot be the issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidIssuer {
    #[error("the issuer is a URL like https://id.example.com")]
    NotAUrl,
    #[error("the issuer has no query, no fragment and no user name (RFC 8414 section 2)")]
    Decorated,
    #[error("the issuer starts with https://, or with http:// for a server that only this machine reaches")]
    Scheme,
}

impl Issuer {
    /// The issuer without a trailing slash, byte for byte what clients compare.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The absolute URL of a path of this server.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }

    /// The path of the issuer, empty for most, `/tenant` for a path issuer.
    pub fn path(&self) -> &str {
        self.url.path().trim_end_matches('/')
    }

    /// `scheme://host[:port]`, what a browser sends as `Origin`.
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// Whether people reach this server over TLS: then cookies are `Secure` and HSTS is sent.
    pub fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }
}

impl FromStr for Issuer {
    type Err = InvalidIssuer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| InvalidIssuer::NotAUrl)?;
        if !matches!(url.scheme(), "https" | "http") || url.host().is_none() {
            return Err(InvalidIssuer::Scheme);
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidIssuer::Decorated);
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        // Parsed from the text that counts: two spellings of one issuer are one issuer.
        let url = Url::parse(&text).map_err(|_| InvalidIssuer::NotAUrl)?;
        Ok(Self { text, url })
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trailing_slash_is_dropped_once_and_for_all() {
        // row 49 (RFC 8414 §2)
        let issuer: Issuer = "https://id.example.com/".parse().unwrap();
        assert_eq!(issuer.as_str(), "https://id.example.com");
        assert_eq!(issuer.join("/oauth/token"), "https://id.example.com/oauth/token");
    }

    #[test]
    fn what_cannot_name_a_server_is_refused() {
        assert_eq!("id.example.com".parse::<Issuer>(), Err(InvalidIssuer::NotAUrl));
        assert_eq!("ftp://id.example.com".parse::<Issuer>(), Err(InvalidIssuer::Scheme));
        assert_eq!("https://id.example.com/?a".parse::<Issuer>(), Err(InvalidIssuer::Decorated));
        assert_eq!("https://me@id.example.com".parse::<Issuer>(), Err(InvalidIssuer::Decorated));
    }
}
