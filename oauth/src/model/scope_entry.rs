use crate::types::ScopeToken;

/// What a scope means to people, in the languages they read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeEntry {
    pub name: ScopeToken,
    pub description_en: String,
    pub description_fr: String,
    /// Worth a second look: shown first and marked.
    pub sensitive: bool,
    /// People may leave it out of what they allow.
    pub optional: bool,
    /// Given to new applications that name none.
    pub default: bool,
}
