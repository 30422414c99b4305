//! Words, dates and durations in the person's language.
//!
//! The texts are `locales/<language>/*.ftl`; a test keeps both languages complete. A page says
//! `t!(locale, "consent-title", app = name)`.

mod negotiate;
mod when;

use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, langid, static_loader};
use std::{borrow::Cow, collections::HashMap};

static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "en",
        // Isolation marks around arguments would end up in titles and in what people copy.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// `t!(locale, "key")`, `t!(locale, "key", name = value, …)`: the text of a message.
macro_rules! t {
    ($locale:expr, $key:expr) => {
        $locale.text($key)
    };
    ($locale:expr, $key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $locale.text_with($key, [$((stringify!($name), $value.into())),+])
    };
}
pub(crate) use t;

/// A language the pages speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    #[default]
    En,
    Fr,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The BCP 47 tag, as in `lang` and in cookies.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language's own name for itself.
    pub fn endonym(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// A message without arguments. `key.attribute` reaches what belongs to a message.
    pub(crate) fn text(self, key: &str) -> String {
        TEXTS.lookup(&self.langid(), key)
    }

    /// A message with arguments; [`t!`] is the pleasant way to call it.
    pub(crate) fn text_with<const N: usize>(
        self,
        key: &str,
        args: [(&'static str, FluentValue<'static>); N],
    ) -> String {
        let args = HashMap::from(args.map(|(name, value)| (Cow::Borrowed(name), value)));
        TEXTS.lookup_with_args(&self.langid(), key, &args)
    }

    /// A message whose key comes from elsewhere, if this very language has it.
    pub(crate) fn known<const N: usize>(
        self,
        key: &str,
        args: [(&'static str, FluentValue<'static>); N],
    ) -> Option<String> {
        TEXTS.lookup_single_language(&self.langid(), key, Some(&HashMap::from(args))).ok()
    }

    /// A message that may say how long to wait.
    pub(crate) fn text_waiting(self, key: &str, wait_seconds: Option<u64>) -> String {
        match wait_seconds {
            Some(seconds) => t!(self, key, wait = self.duration(seconds.try_into().unwrap_or(i64::MAX))),
            None => t!(self, key),
        }
    }

    fn langid(self) -> LanguageIdentifier {
        match self {
            Self::En => langid!("en"),
            Self::Fr => langid!("fr"),
        }
    }
}

#[cfg(test)]
mod tests;
