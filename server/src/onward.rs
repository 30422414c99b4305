//! Where a person was going when they had to sign in first. Only places of our own: no address is ever taken from a
//! parameter, so none can lead astray.

use oauth::request::Params;
use url::form_urlencoded::Serializer;

/// A place to go on to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onward {
    Home,
    /// An app waits for an answer to the request of this id.
    Request(String),
    /// A device waits; its code may be known already.
    Device {
        user_code: Option<String>,
    },
}

impl Onward {
    /// Reads back what [`Onward::carry`] wrote, from a query or a form.
    pub fn of(params: &Params) -> Self {
        if let Some(id) = params.get("request") {
            return Self::Request(id.to_owned());
        }
        match params.get("next") {
            Some("device") => Self::Device { user_code: params.get("user_code").map(str::to_owned) },
            _ => Self::Home,
        }
    }

    /// The parameters that say where, for a form's hidden fields or a query.
    pub fn carry(&self) -> Vec<(String, String)> {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        match self {
            Self::Home => Vec::new(),
            Self::Request(id) => vec![pair("request", id)],
            Self::Device { user_code: None } => vec![pair("next", "device")],
            Self::Device { user_code: Some(code) } => vec![pair("next", "device"), pair("user_code", code)],
        }
    }

    /// The place itself.
    pub fn href(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
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
        let hostile =
            [("next", "https://evil.example"), ("return_to", "//evil.example"), ("request", "//evil.example")];
        for (name, value) in hostile {
            let href = Onward::of(&Params::from_pairs(vec![(name.to_owned(), value.to_owned())])).href();
            assert!(href.starts_with('/') && !href.starts_with("//"), "{href}");
        }
    }
}
