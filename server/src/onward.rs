//! Where a person was going when they had to sign in first. Only places of our own: no address is ever taken from a
//! parameter, so none can lead astray.

use oauth::request::Params;
use oauth::types::UserCode;
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

    /// Reads back what [`Onward::carry`] wrote, from a query or a form. What has another shape was written by somebody
    /// else, and must not travel on: not into a page, and not into a letter.
    pub fn of(params: &Params) -> Self {
        match (params.get("request"), params.get("next")) {
            (Some(id), _) if is_request_id(id) => Self::Request(id.to_owned()),
            (Some(_), _) => Self::Home,
            (None, Some("device")) => {
                let code = params.get("user_code").and_then(|typed| typed.parse::<UserCode>().ok());
                Self::Device { user_code: code.map(|code| code.to_string()) }
            }
            (None, Some(path)) => Self::page(path),
            (None, None) => Self::Home,
        }
    }

    /// As much of it as a letter says, which anybody can have sent to anybody. A code that came by mail would be the way
    /// to have somebody else's device connected (RFC 8628 §5.4); a page below is a place for words of theirs.
    #[must_use]
    pub fn in_letters(self) -> Self {
        match self {
            Self::Device { .. } => Self::Device { user_code: None },
            Self::Page(path) => {
                let area = AREAS.into_iter().find(|area| path.starts_with(area.0));
                area.map_or(Self::Home, |(_, first)| Self::Page(first.to_owned()))
            }
            Self::Home | Self::Request(_) => self,
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

/// The pages behind sign-in, and the first of each.
const AREAS: [(&str, &str); 3] = [("/account", "/account"), ("/developer", "/developer/apps"), ("/admin", "/admin")];

/// Whether a path is one of the pages behind sign-in. Letters, digits and few marks: nothing that a browser could read
/// as another host.
fn is_ours(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~%".contains(c);
    let below = |area: &str| path.strip_prefix(area).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    AREAS.into_iter().any(|(area, _)| below(area)) && path.chars().all(plain) && path.len() <= 500
}

/// Whether a text looks as the ids of waiting requests do: 256 bits in base64url.
fn is_request_id(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
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
            Onward::Request("q-J_".repeat(10) + "abc"),
            Onward::Device { user_code: None },
            Onward::Device { user_code: Some("BCDF-GHJK".to_owned()) },
        ];
        for place in places {
            assert_eq!(Onward::of(&Params::from_pairs(place.carry())), place);
        }
    }

    fn of(pairs: &[(&str, &str)]) -> Onward {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Onward::of(&Params::from_pairs(pairs.collect()))
    }

    #[test]
    fn what_somebody_wrote_in_the_place_of_an_id_or_a_code_goes_no_further() {
        for id in ["call 0800 555 0199", &"a".repeat(42), &"a".repeat(44), &("a".repeat(42) + "é")] {
            assert_eq!(of(&[("request", id)]), Onward::Home, "{id}");
        }
        for code in ["call 0800 555 0199", "BCDF-GHJ", "BCDF-GHJKL"] {
            let place = of(&[("next", "device"), ("user_code", code)]);
            assert_eq!(place, Onward::Device { user_code: None }, "{code}");
        }
        let forgiven = of(&[("next", "device"), ("user_code", "bcdf ghjk")]);
        assert_eq!(forgiven, Onward::Device { user_code: Some("BCDF-GHJK".to_owned()) });
    }

    #[test]
    fn a_letter_names_no_code_and_no_page_that_somebody_else_can_have_chosen() {
        let code = of(&[("next", "device"), ("user_code", "BCDF-GHJK")]);
        assert_eq!(code.in_letters(), Onward::Device { user_code: None });
        assert_eq!(Onward::page("/account/call-0800-555-0199").in_letters(), Onward::page("/account"));
        assert_eq!(Onward::page("/developer/apps/new").in_letters(), Onward::page("/developer/apps"));
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
            let href = of(&[(name, value)]).href();
            assert!(href.starts_with('/') && !href.starts_with("//") && !href.contains(['@', '\\']), "{href}");
        }
    }
}
