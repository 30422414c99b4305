//! Where a person was going when they had to sign in first. Only places of our own: no address is ever taken from a
//! parameter, so none can lead astray.

use oauth::request::Params;
use url::form_urlencoded::Serializer;

/// A place to go on to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onward {
    Home,
    /// A page of ours: the account, the developer's or the administrator's.
    Page(String),
    /// An app waits for an answer to the request of this id.
    Request(String),
    /// A device waits; its code may be known already.
    Device {
        user_code: Option<String>,
    },
}

impl Onward {
    /// A page for people who are signed in, whichever this path names.
    pub fn page(path: &str) -> Self {
        if is_ours(path) { Self::Page(path.to_owned()) } else { Self::Home }
    }

    /// Reads back what [`Onward::carry`] wrote, from a query or a form.
    pub fn of(params: &Params) -> Self {
        if let Some(id) = params.get("request") {
            return Self::Request(id.to_owned());
        }
        match params.get("next") {
            Some("device") => Self::Device { user_code: params.get("user_code").map(str::to_owned) },
            Some(path) if is_ours(path) => Self::Page(path.to_owned()),
            _ => Self::Home,
        }
    }

    /// The parameters that say where, for a form's hidden fields or a query.
    pub fn carry(&self) -> Vec<(String, String)> {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        match self {
            Self::Home => Vec::new(),
            Self::Page(path) => vec![pair("next", path)],
            Self::Request(id) => vec![pair("request", id)],
            Self::Device { user_code: None } => vec![pair("next", "device")],
            Self::Device { user_code: Some(code) } => vec![pair("next", "device"), pair("user_code", code)],
        }
    }

    /// The place itself.
    pub fn href(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Page(path) => path.clone(),
            Self::Request(id) => with_query("/oauth/consent", &[("request".to_owned(), id.clone())]),
            Self::Device { user_code: None } => "/oauth/device".to_owned(),
            Self::Device { user_code: Some(code) } => {
                with_query("/oauth/device", &[("user_code".to_owned(), code.clone())])
            }
        }
    }

    /// The sign-in page that leads there.
    pub fn login_href(&self) -> String {
        with_query("/login", &self.carry())
    }
}

/// Whether a path is one of the pages behind sign-in. Letters, digits and few marks: nothing that a browser could read
/// as another host.
fn is_ours(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~%".contains(c);
    let below = |area: &str| path.strip_prefix(area).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    ["/account", "/developer", "/admin"].into_iter().any(below) && path.chars().all(plain) && path.len() <= 500
}

/// A path with a query, when there is one.
pub fn with_query(path: &str, pairs: &[(String, String)]) -> String {
    if pairs.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", Serializer::new(String::new()).extend_pairs(pairs).finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_survives_a_trip_through_the_login_form() {
        let places = [
            Onward::Home,
            Onward::page("/developer/apps/0a1b"),
            Onward::Request("a&b=c".to_owned()),
            Onward::Device { user_code: None },
            Onward::Device { user_code: Some("BCDF-GHJK".to_owned()) },
        ];
        for place in places {
            assert_eq!(Onward::of(&Params::from_pairs(place.carry())), place);
        }
    }

    #[test]
    fn no_parameter_leads_to_another_server() {
        let hostile = [
            ("next", "https://evil.example"),
            ("next", "/account@evil.example"),
            ("next", "/account/../../evil"),
            ("next", "/accounting"),
            ("next", "/account\\evil"),
            ("return_to", "//evil.example"),
            ("request", "//evil.example"),
        ];
        for (name, value) in hostile {
            let href = Onward::of(&Params::from_pairs(vec![(name.to_owned(), value.to_owned())])).href();
            assert!(href.starts_with('/') && !href.starts_with("//") && !href.contains(['@', '\\']), "{href}");
        }
    }
}
