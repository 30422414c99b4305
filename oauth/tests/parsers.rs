//! Properties of every parser in `oauth::types`: no input panics, what is accepted keeps its promise, and what was
//! written is read back the same.

use oauth::context::{Pepper, SystemEntropy};
use oauth::types::{
    ClientId, CodeChallenge, CodeVerifier, Email, GrantType, Issuer, RedirectUri, Scope, ScopeToken, Secret, UserCode,
};
use proptest::prelude::*;

/// Anything at all, and things that look nearly right.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,60}",
        "[a-z]{2,8}:(//)?[a-z0-9.@:\\[\\]]{0,20}(/[a-z%?#=&]{0,12})?",
        "[a-z]{1,5} ?[a-z\"\\\\]{0,5}",
        "[BCDFbcdfGHJ ._\u{2011}-]{6,14}",
    ]
}

proptest! {
    #[test]
    fn a_client_id_is_never_a_number_and_survives_being_written(text in text()) {
        if let Ok(id) = text.parse::<ClientId>() {
            prop_assert!(id.as_str().parse::<u64>().is_err());
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn an_email_is_read_back_the_same(text in text(), local in "[A-Za-z0-9.+]{1,20}", domain in "[A-Za-z0-9.]{1,20}") {
        for text in [text, format!("{local}@{domain}")] {
            if let Ok(email) = text.parse::<Email>() {
                prop_assert_eq!(email.to_string().parse(), Ok(email));
            }
        }
    }

    #[test]
    fn a_scope_is_the_same_however_its_names_are_ordered(mut names in prop::collection::vec("[a-z:._]{1,8}", 0..6)) {
        let scope: Scope = names.join(" ").parse().unwrap();
        names.reverse();
        prop_assert_eq!(names.join("  ").parse::<Scope>().unwrap(), scope.clone());
        prop_assert_eq!(scope.to_string().parse::<Scope>().unwrap(), scope);
    }

    #[test]
    fn whatever_is_a_scope_can_stand_in_a_header(text in text()) {
        if let Ok(scope) = text.parse::<Scope>() {
            prop_assert!(scope.to_string().bytes().all(|b| (0x20..0x7f).contains(&b) && b != b'"' && b != b'\\'));
        }
        if let Ok(token) = text.parse::<ScopeToken>() {
            prop_assert!(!token.as_str().contains(' '));
        }
    }

    #[test]
    fn a_redirect_uri_verifies_itself_and_never_runs_a_script(text in text(), other in text()) {
        if let Ok(uri) = text.parse::<RedirectUri>() {
            prop_assert!(uri.verify(&text).is_some());
            for scheme in ["javascript:", "data:", "vbscript:", "file:"] {
                prop_assert!(!text.to_lowercase().starts_with(scheme));
            }
            // What another text is let through as differs in its port alone.
            if let Some(verified) = uri.verify(&other) {
                prop_assert_eq!(verified.host(), uri.host());
            }
        }
    }

    #[test]
    fn parameters_come_back_from_a_redirect_as_they_went_in(state in any::<String>(), own in "[a-z0-9=&%]{0,12}") {
        let uri = format!("https://app.example/cb?{own}").parse::<RedirectUri>().unwrap();
        let sent = uri.as_verified().with_params(&[("state", &state)]);
        prop_assert!(sent.starts_with(uri.as_str()));
        let (_, query) = sent.split_once('?').unwrap();
        let back = url::form_urlencoded::parse(query.as_bytes()).last().unwrap();
        prop_assert_eq!(back, ("state".into(), state.into()));
    }

    #[test]
    fn pkce_values_are_of_the_rfcs_alphabet(text in text(), long in "[A-Za-z0-9._~-]{40,132}") {
        for text in [text, long] {
            if text.parse::<CodeVerifier>().is_ok() {
                prop_assert!((43..=128).contains(&text.len()));
            }
            if let Ok(challenge) = text.parse::<CodeChallenge>() {
                prop_assert_eq!(challenge.as_str().len(), 43);
            }
        }
    }

    #[test]
    fn an_issuer_ends_in_no_slash_and_is_read_back_the_same(text in text(), host in "[a-z]{1,10}", path in "[a-z/]{0,8}") {
        for text in [text, format!("https://{host}.example/{path}")] {
            if let Ok(issuer) = text.parse::<Issuer>() {
                prop_assert!(!issuer.as_str().ends_with('/'));
                prop_assert_eq!(issuer.as_str().parse(), Ok(issuer.clone()));
                prop_assert!(issuer.join("/x").ends_with("/x"));
            }
        }
    }

    #[test]
    fn a_user_code_is_found_however_it_is_typed(
        separator in "[ ._\u{a0}\u{2011}/-]{0,3}",
        lower in any::<bool>(),
        text in text(),
    ) {
        let code = UserCode::generate(&SystemEntropy);
        let mut typed = code.to_string().replace('-', &separator);
        if lower {
            typed = typed.to_lowercase();
        }
        prop_assert_eq!(typed.parse(), Ok(code.clone()));
        let pepper = Pepper::new(vec![1; 32]).unwrap();
        prop_assert_eq!(typed.parse::<UserCode>().unwrap().hash(&pepper), code.hash(&pepper));
        if let Ok(code) = text.parse::<UserCode>() {
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }
    }

    #[test]
    fn a_grant_type_is_one_of_ours(text in text()) {
        if let Ok(grant) = text.parse::<GrantType>() {
            prop_assert!(GrantType::ALL.contains(&grant));
        }
    }

    #[test]
    fn a_secret_matches_its_own_hash_alone(one in any::<String>(), other in any::<String>()) {
        let hash = Secret::from(one.clone()).hash();
        prop_assert_eq!(hash.matches(&Secret::from(other.clone())), one == other);
    }
}
