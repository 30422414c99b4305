//! Every rule that can be noted for a developer is said in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use app::{Locale, rule_in};
use oauth::authorize::ShownError;
use oauth::client_auth;
use oauth::error::Refusal;
use oauth::grant::{device_code, password, refresh_token};
use time::Duration;

const ERROR: &str = "#[error(";

/// Refusals that are nobody's mistake, beside those that are: no page shows them, so nobody translates them.
fn never_noted() -> Vec<Box<dyn Refusal>> {
    let wait = Duration::SECOND;
    vec![
        Box::new(ShownError::MissingClient),
        Box::new(ShownError::RepeatedClient),
        Box::new(ShownError::UnknownClient),
        Box::new(ShownError::SuspendedClient),
        Box::new(client_auth::Error::Missing),
        Box::new(client_auth::Error::Suspended),
        Box::new(client_auth::Error::TooManyTries { wait }),
        Box::new(device_code::Error::AuthorizationPending),
        Box::new(device_code::Error::SlowDown),
        Box::new(device_code::Error::AccessDenied),
        Box::new(device_code::Error::ExpiredToken),
        Box::new(password::Error::WrongCredentials),
        Box::new(password::Error::TooManyTries { wait }),
        Box::new(password::Error::Busy),
        Box::new(refresh_token::Error::Revoked),
    ]
}

/// The `#[error("…")]` sentences of every file under `directory` whose refusals name a section, which is what notes
/// them. Cargo runs tests in their crate's folder.
fn sentences(directory: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    files
        .flat_map(|path| {
            if path.is_dir() {
                return sentences(&path);
            }
            let code = fs::read_to_string(&path).unwrap();
            if !code.contains("fn section(&self)") {
                return BTreeSet::new();
            }
            let errors = code.split(ERROR).skip(1);
            errors.map(|error| error.split('"').nth(1).unwrap().to_owned()).collect()
        })
        .collect()
}

/// The sentences that can be noted, with a parameter's name where one belongs.
fn noted() -> BTreeSet<String> {
    let mut all = sentences(Path::new("../oauth/src"));
    all.extend(sentences(Path::new("src/extract")));
    for refusal in never_noted() {
        assert_eq!(refusal.section(), None, "{refusal:?} is noted");
        assert!(all.remove(&refusal.to_string()), "{refusal:?} is one of the sentences");
    }
    all.into_iter().map(|sentence| sentence.replace("{0}", "redirect_uri")).collect()
}

#[test]
fn every_rule_that_is_noted_is_said_in_both_languages() {
    let noted = noted();
    assert!(noted.len() > 30, "the reader of sentences works: {noted:?}");
    for sentence in &noted {
        assert!(!sentence.contains('{'), "nobody fills this in: {sentence}");
        assert_eq!(rule_in(Locale::En, sentence).as_ref(), Some(sentence), "app/locales/en/rules.ftl");
        let french = rule_in(Locale::Fr, sentence);
        assert!(french.is_some_and(|french| french != *sentence), "app/locales/fr/rules.ftl lacks {sentence:?}");
    }
}

#[test]
fn no_rule_is_said_that_nobody_breaks() {
    let noted = noted();
    let texts = fs::read_to_string("../app/locales/en/rules.ftl").unwrap();
    for (_, sentence) in texts.lines().filter_map(|line| line.split_once(" = ")) {
        assert!(noted.contains(&sentence.replace("{ $parameter }", "redirect_uri")), "nobody breaks {sentence:?}");
    }
}
