use crate::error::{ErrorCode, Refusal};

/// The parameters of a request, whatever carried them: query, form or JSON.
///
/// A parameter without a value counts as omitted, one that Sésame does not know is ignored, and none may come twice
/// (RFC 6749 §3.1, §3.2).
#[derive(Clone, Default)]
pub struct Params(Vec<(String, String)>);

/// A parameter that breaks the rules all endpoints share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidParameter {
    #[error("a parameter was sent more than once")]
    Repeated,
    #[error("a parameter is longer than 4096 characters or holds a control character")]
    Unreadable,
}

/// May come several times (RFC 8707 §2).
const REPEATABLE: &str = "resource";
const MAX_LENGTH: usize = 4096;

impl Params {
    /// Parameters in the order they came.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The value of a parameter; the first one where it was repeated, so that even a refused request can tell which
    /// application sent it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// Every value of a field that may come several times, such as a list of boxes to tick.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// Whether this parameter came more than once.
    pub fn is_repeated(&self, name: &str) -> bool {
        self.0.iter().filter(|(key, _)| key == name).count() > 1
    }

    /// Refuses what no endpoint accepts.
    pub fn check(&self) -> Result<(), InvalidParameter> {
        let repeated = |(i, (key, _)): (usize, &(String, String))| {
            key != REPEATABLE && self.0[..i].iter().any(|(earlier, _)| earlier == key)
        };
        if self.0.iter().enumerate().any(repeated) {
            return Err(InvalidParameter::Repeated);
        }
        let unreadable = |text: &String| text.len() > MAX_LENGTH || text.chars().any(char::is_control);
        if self.0.iter().any(|(key, value)| unreadable(key) || unreadable(value)) {
            return Err(InvalidParameter::Unreadable);
        }
        Ok(())
    }
}

impl Refusal for InvalidParameter {
    fn code(&self) -> ErrorCode {
        ErrorCode::InvalidRequest
    }

    fn section(&self) -> Option<&'static str> {
        match self {
            Self::Repeated => Some("RFC 6749 §3.1"),
            Self::Unreadable => Some("RFC 6749 appendix A"),
        }
    }
}

impl std::fmt::Debug for Params {
    /// Names only: the values may be secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(pairs: &[(&str, &str)]) -> Params {
        Params::from_pairs(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn a_parameter_twice_is_refused_and_an_unknown_one_ignored() {
        // row 4 (RFC 6749 §3.1)
        assert_eq!(params(&[("state", "a"), ("state", "a")]).check(), Err(InvalidParameter::Repeated));
        assert_eq!(params(&[("state", "a"), ("foo", "bar")]).check(), Ok(()));
        assert_eq!(params(&[("resource", "a"), ("resource", "b")]).check(), Ok(()));
    }

    #[test]
    fn an_empty_value_counts_as_omitted() {
        assert_eq!(params(&[("scope", "")]).get("scope"), None);
    }

    #[test]
    fn control_characters_and_oversized_values_are_refused() {
        assert_eq!(params(&[("state", "a\0b")]).check(), Err(InvalidParameter::Unreadable));
        assert_eq!(params(&[("state", &"a".repeat(4097))]).check(), Err(InvalidParameter::Unreadable));
    }

    #[test]
    fn values_do_not_print() {
        // row 108
        assert_eq!(format!("{:?}", params(&[("password", "hunter2")])), r#"["password"]"#);
    }
}
