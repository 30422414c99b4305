use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// One name out of a scope, such as `read`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScopeToken(String);

/// A set of scope tokens (RFC 6749 §3.3). Written sorted, so that the same scope is always the same text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scope(BTreeSet<ScopeToken>);

/// A character that RFC 6749 §3.3 does not allow in a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a scope is made of printable ASCII without quotes and backslashes, names separated by spaces")]
pub struct InvalidScope;

impl ScopeToken {
    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Scope {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tokens in their written order.
    pub fn iter(&self) -> impl Iterator<Item = &ScopeToken> {
        self.0.iter()
    }

    /// Whether this scope holds the token named so.
    pub fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|token| token.0 == name)
    }

    /// Whether every token of this scope is in the other.
    pub fn is_within(&self, other: &Scope) -> bool {
        self.0.is_subset(&other.0)
    }

    /// What both have.
    pub fn intersection(&self, other: &Self) -> Self {
        Self(self.0.intersection(&other.0).cloned().collect())
    }

    /// The tokens of this scope that the other has not.
    #[must_use]
    pub fn without(&self, other: &Scope) -> Scope {
        Self(self.0.difference(&other.0).cloned().collect())
    }

    /// Both scopes together.
    #[must_use]
    pub fn union(&self, other: &Scope) -> Scope {
        Self(self.0.union(&other.0).cloned().collect())
    }
}

impl FromStr for ScopeToken {
    type Err = InvalidScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // scope-token = 1*( %x21 / %x23-5B / %x5D-7E )
        let allowed = |b: u8| matches!(b, 0x21 | 0x23..=0x5B | 0x5D..=0x7E);
        if text.is_empty() || text.len() > 100 || !text.bytes().all(allowed) {
            return Err(InvalidScope);
        }
        Ok(Self(text.to_owned()))
    }
}

impl FromStr for Scope {
    type Err = InvalidScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split(' ').filter(|part| !part.is_empty()).map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl FromIterator<ScopeToken> for Scope {
    fn from_iter<I: IntoIterator<Item = ScopeToken>>(tokens: I) -> Self {
        Self(tokens.into_iter().collect())
    }
}

impl fmt::Display for ScopeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, token) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            f.write_str(&token.0)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(text: &str) -> Scope {
        text.parse().unwrap()
    }

    #[test]
    fn order_and_repetition_do_not_matter() {
        assert_eq!(scope("write read read").to_string(), "read write");
        assert_eq!(scope("  read ").to_string(), "read");
        assert!(scope("").is_empty());
    }

    #[test]
    fn subset_and_difference_are_those_of_sets() {
        assert!(scope("read").is_within(&scope("read write")));
        assert!(!scope("read admin").is_within(&scope("read write")));
        assert_eq!(scope("read admin").without(&scope("read write")), scope("admin"));
    }

    #[test]
    fn characters_outside_the_rfcs_set_are_refused() {
        for text in ["re\"ad", "re\\ad", "r\u{e9}ad", "read\twrite", "read\0"] {
            assert_eq!(text.parse::<Scope>(), Err(InvalidScope), "{text:?}");
        }
    }
}
