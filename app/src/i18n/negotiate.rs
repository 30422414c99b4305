//! Which language: what the app asks for, what the browser asks for.

use super::Locale;
use std::cmp::Reverse;

impl Locale {
    /// `fr`, `FR`, `fr-CA` and `fr_FR` are all French to us.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next()?.trim();
        Self::ALL.into_iter().find(|locale| locale.as_str().eq_ignore_ascii_case(language))
    }

    /// OpenID Connect's `ui_locales`: tags separated by spaces, best first.
    pub fn from_ui_locales(tags: &str) -> Option<Self> {
        tags.split_whitespace().find_map(Self::from_tag)
    }

    /// The language that `Accept-Language` weighs most (RFC 9110 §12.5.4); the first one wins a draw.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        header
            .split(',')
            .filter_map(|range| {
                let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
                Some((Self::from_tag(tag)?, thousandths(weight)?))
            })
            .filter(|&(_, weight)| weight > 0)
            .min_by_key(|&(_, weight)| Reverse(weight))
            .map(|(locale, _)| locale)
    }
}

/// `q=0.8` as 800: three digits are the finest weight the grammar allows.
fn thousandths(weight: &str) -> Option<u16> {
    let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
    (0.0..=1.0).contains(&weight).then_some((weight * 1000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::Locale::{self, En, Fr};

    #[test]
    fn tags_match_by_language_alone() {
        for tag in ["fr", "FR", "fr-CA", "fr_FR", " fr"] {
            assert_eq!(Locale::from_tag(tag), Some(Fr), "{tag:?}");
        }
        for tag in ["", "de", "fra", "english"] {
            assert_eq!(Locale::from_tag(tag), None, "{tag:?}");
        }
    }

    #[test]
    fn ui_locales_are_ordered_by_preference() {
        assert_eq!(Locale::from_ui_locales("de fr-CA en"), Some(Fr));
        assert_eq!(Locale::from_ui_locales("de it"), None);
    }

    #[test]
    fn accept_language_honours_weights() {
        for (header, expected) in [
            ("fr-FR,fr;q=0.9,en;q=0.8", Some(Fr)),
            ("en;q=0.3, fr;q=0.7", Some(Fr)),
            ("en, fr", Some(En)),
            ("de, fr;q=0.5, *;q=0.1", Some(Fr)),
            ("fr;q=0, en;q=0.1", Some(En)),
            ("fr;q=7", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(Locale::from_accept_language(header), expected, "{header:?}");
        }
    }
}
