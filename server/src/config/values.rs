//! From text to types, each with the rule its row of the table states.

use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;
use regex::Regex;
use storage::Synchronous;
use time::Duration;
use url::Url;

use super::SettingsError;
use super::source::{AllGiven, Given, Source};
use super::table::Setting;

/// What was given, over the defaults.
pub(super) struct Values(pub(super) AllGiven);

impl Values {
    pub(super) fn is_given(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A setting with one value.
    pub(super) fn one<T>(&self, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, SettingsError> {
        let given = self.given(name);
        match &given.texts[..] {
            [text] => parse(text).ok_or_else(|| wrong(name, text, &given)),
            texts => Err(wrong(name, &texts.join(","), &given)),
        }
    }

    /// A setting with any number of values: a TOML array, or a text with commas.
    pub(super) fn list<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, SettingsError> {
        let given = self.given(name);
        let parse = |text: &str| parse(text).ok_or_else(|| wrong(name, text, &given));
        match &given.texts[..] {
            [text] if !matches!(given.source, Source::File(_)) => {
                text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(parse).collect()
            }
            items => items.iter().map(|item| parse(item)).collect(),
        }
    }

    fn given(&self, name: &'static str) -> Given {
        self.0.get(name).cloned().unwrap_or_else(|| {
            let mut text = Setting::named(name).default.to_owned();
            if text.contains("{listen}") {
                text = text.replace("{listen}", &self.given("listen").texts[0]);
            }
            if text.contains("{data_dir}") {
                text = text.replace("{data_dir}", &in_url(&self.given("data_dir").texts[0]));
            }
            if text.contains("{issuer.host}") {
                let issuer = Url::parse(&self.given("issuer").texts[0]);
                let host = issuer.as_ref().ok().and_then(Url::host_str).unwrap_or("localhost");
                text = text.replace("{issuer.host}", host);
            }
            Given::one(text, Source::Default)
        })
    }
}

fn wrong(name: &'static str, value: &str, given: &Given) -> SettingsError {
    let Setting { allowed, private, .. } = *Setting::named(name);
    SettingsError::Wrong { name, value: (!private).then(|| value.to_owned()), place: given.source.clone(), allowed }
}

/// A path as part of a `sqlite:` URL.
fn in_url(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}

/// `90s`, `15m`, `12h`, `30d`; never zero.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let seconds: i64 = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    let number: u32 = number.parse().ok()?;
    // A hundred years is for ever, and still within what dates can be counted with.
    let seconds = seconds * i64::from(number);
    (1..=100 * 365 * 24 * 60 * 60).contains(&seconds).then(|| Duration::seconds(seconds))
}

/// A duration as it is typed: `90s`, `15m`, `12h`, `30d`.
pub(crate) fn lasting(duration: Duration) -> String {
    let seconds = duration.whole_seconds();
    let units = [(24 * 60 * 60, 'd'), (60 * 60, 'h'), (60, 'm'), (1, 's')];
    let (unit, letter) = units.into_iter().find(|(unit, _)| seconds % unit == 0).unwrap_or((1, 's'));
    format!("{}{letter}", seconds / unit)
}

/// `10.0.0.0/8`, or one address.
pub(super) fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

pub(super) fn synchronous(text: &str) -> Option<Synchronous> {
    match text {
        "full" => Some(Synchronous::Full),
        "normal" => Some(Synchronous::Normal),
        _ => None,
    }
}

/// Where the database is. It may hold a password, so it prints without.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        match scheme {
            "sqlite" if !rest.is_empty() => {}
            "postgres" | "postgresql" | "mysql" | "mariadb" => {
                Url::parse(text).ok()?.host()?;
            }
            _ => return None,
        }
        // One protocol, two names; the driver knows the first.
        Some(Self(text.strip_prefix("mariadb:").map_or_else(|| text.to_owned(), |rest| format!("mysql:{rest}"))))
    }

    /// The URL with its password, for the driver alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What follows the question mark may hold a password too.
        let shown = self.0.split('?').next().unwrap_or_default();
        match (shown.split_once("://"), shown.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, place))) => write!(f, "{scheme}://{place}"),
            _ => f.write_str(shown),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Whose scripts may call us from a browser.
#[derive(Clone, Debug)]
pub enum AllowedOrigin {
    Any,
    Exact(String),
    Pattern(Regex),
}

impl AllowedOrigin {
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::Any);
        }
        if let Some(pattern) = text.strip_prefix("regex:") {
            // Anchored here and not left to the writer: `example\.com` would let `example.com.evil.net` in.
            return Regex::new(&format!("^(?:{pattern})$")).ok().map(Self::Pattern);
        }
        // An origin has no path, and is compared with what browsers send: in its normal form.
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let origin = url.origin().ascii_serialization();
        (origin == text).then_some(Self::Exact(origin))
    }

    /// Whether this `Origin` header is one of those meant.
    pub fn allows(&self, origin: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(allowed) => allowed == origin,
            Self::Pattern(pattern) => pattern.is_match(origin),
        }
    }
}

/// Whether people may make an account themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignUp {
    Open,
    /// Accounts are made by an administrator, or on the command line.
    Closed,
}

impl SignUp {
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "open" => Some(Self::Open),
            "closed" => Some(Self::Closed),
            _ => None,
        }
    }
}

/// Who may register applications in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Developers {
    Everyone,
    /// Others see to the ones they have.
    Admins,
}

impl Developers {
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "everyone" => Some(Self::Everyone),
            "admins" => Some(Self::Admins),
            _ => None,
        }
    }
}

/// Lines for people or for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl LogFormat {
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}
