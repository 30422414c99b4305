use super::Locale;
use std::{collections::BTreeSet, fs, path::Path};

/// The text of every file under `directory` with this extension. Cargo runs tests in their crate's folder; a path fixed
/// when the test was compiled would be that of another clone when clones share a target folder.
fn read_all(directory: &Path, extension: &str) -> String {
    fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            if path.is_dir() {
                read_all(&path, extension)
            } else if path.extension().is_some_and(|found| found == extension) {
                fs::read_to_string(&path).unwrap()
            } else {
                String::new()
            }
        })
        .collect()
}

fn texts(locale: Locale) -> String {
    read_all(&Path::new("locales").join(locale.as_str()), "ftl")
}

/// Messages as `key`, what belongs to them as `key.attribute`.
fn keys(texts: &str) -> BTreeSet<String> {
    let mut message = "";
    texts
        .lines()
        .filter_map(|line| {
            let (name, _) = line.split_once('=')?;
            match name.strip_prefix("    .") {
                Some(attribute) => Some(format!("{message}.{}", attribute.trim())),
                None if name.starts_with(|first: char| first.is_ascii_lowercase()) => {
                    message = name.trim();
                    Some(message.to_owned())
                }
                None => None,
            }
        })
        .collect()
}

#[test]
fn both_languages_say_everything() {
    let [english, french] = Locale::ALL.map(|locale| keys(&texts(locale)));
    let lonely: Vec<_> = english.symmetric_difference(&french).collect();
    assert!(english.len() > 100, "the key reader works");
    assert!(lonely.is_empty(), "said in one language only: {lonely:?}");
}

#[test]
fn every_message_is_used() {
    let sources = read_all(Path::new("src"), "rs");
    let unused: Vec<_> = keys(&texts(Locale::En))
        .into_iter()
        // The keys of the rules are made of their sentences: the server's tests know those.
        .filter(|key| !key.starts_with("rule-"))
        .filter(|key| !key.contains('.') && !sources.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

#[test]
fn french_punctuation_stays_on_its_line() {
    for line in texts(Locale::Fr).lines() {
        for breaking in [" :", " ;", " ?", " !", " »", "« "] {
            assert!(!line.contains(breaking), "{breaking:?} breaks in {line:?}");
        }
        assert!(!line.contains('\''), "typewriter apostrophe in {line:?}");
    }
}
