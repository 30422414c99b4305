//! Phrases that look long and are among the first that are tried (NIST SP 800-63B-4 §3.1.1.2, the blocklist).

use std::sync::LazyLock;

static PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("well_known.txt").lines().filter(|line| !line.starts_with('#'));
    let mut phrases: Vec<String> = lines.map(bare).collect();
    // The longest first, so that none is cut apart by a shorter one within it.
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    phrases
});

/// What is left of a password when its case, its punctuation and every well-known phrase are taken away.
pub(super) fn beside(password: &str) -> String {
    let mut rest = bare(password);
    for phrase in &*PHRASES {
        if rest.contains(phrase.as_str()) {
            rest = rest.replace(phrase.as_str(), "");
        }
    }
    rest
}

fn bare(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_phrase_of_some_length() {
        assert!(PHRASES.iter().all(|phrase| phrase.len() > 8), "{:?}", PHRASES.last());
    }

    #[test]
    fn spaces_case_and_punctuation_hide_no_phrase() {
        for text in ["correct horse battery staple", "Correct-Horse_Battery.STAPLE!", "May the Force be with you."] {
            assert_eq!(beside(text), "", "{text}");
        }
        assert_eq!(beside("my own five silly walnuts"), "myownfivesillywalnuts");
    }
}
