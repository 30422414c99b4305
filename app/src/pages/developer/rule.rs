use crate::Locale;

/// How the sentence about a missing parameter ends; it begins with the parameter's name.
const IS_REQUIRED: &str = " is required for this grant_type";

/// A rule of the protocol in the person's language. The server answers programs and keeps their mistakes in English, so
/// that the English sentence is the key; `None` for one that nobody has translated, such as an older version's.
pub fn rule_in(locale: Locale, sentence: &str) -> Option<String> {
    match sentence.strip_suffix(IS_REQUIRED) {
        Some(parameter) => locale.known("rule-parameter-is-required", [("parameter", parameter.to_owned().into())]),
        None => locale.known(&key(sentence), []),
    }
}

/// `Scope asks for more` is `rule-scope-asks-for-more`.
fn key(sentence: &str) -> String {
    let words = sentence.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.fold("rule".to_owned(), |key, word| key + "-" + &word.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_said_in_the_persons_language() {
        let said = |sentence| Locale::ALL.map(|locale| rule_in(locale, sentence).unwrap());
        assert_eq!(
            said("the authorization code has expired"),
            ["the authorization code has expired", "le code d’autorisation a expiré"]
        );
        assert_eq!(
            said("code_verifier is required for this grant_type"),
            ["code_verifier is required for this grant_type", "code_verifier est obligatoire avec ce grant_type"]
        );
    }

    #[test]
    fn a_rule_of_another_time_has_no_words_of_ours() {
        for unknown in ["", "…", "the moon is in the wrong house", "the authorization code has expired.lead"] {
            assert_eq!(Locale::ALL.map(|locale| rule_in(locale, unknown)), [None, None], "{unknown}");
        }
    }
}
