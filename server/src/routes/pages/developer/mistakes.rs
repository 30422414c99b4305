//! The rules of a registration, said to people.

use app::{AppField, Mistake, RedirectMistake, TextMistake};
use oauth::registration::{Field, Problem};
use oauth::types::{InvalidClientId, InvalidRedirectUri, InvalidText, is_plain_text};
use url::Url;

/// So much of what was typed is said again.
const SHOWN: usize = 120;

/// The sentence for a broken rule.
pub fn mistake(problem: &Problem) -> Mistake {
    match problem {
        Problem::Name(why) => Mistake::Name(text(*why)),
        Problem::Description(why) => Mistake::Description(text(*why)),
        Problem::Id(InvalidClientId::Length) => Mistake::IdLength,
        Problem::Id(InvalidClientId::Characters) => Mistake::IdCharacters,
        Problem::Id(InvalidClientId::AllDigits) => Mistake::IdAllDigits,
        Problem::Secret => Mistake::Secret,
        Problem::PublicHasNoSecret => Mistake::PublicHasNoSecret,
        Problem::NativeIsPublic => Mistake::NativeIsPublic,
        Problem::RedirectUri { text, why } => Mistake::Redirect { url: shown(text), rule: redirect(text, *why) },
        Problem::FailureRedirectUri { text, why } => {
            Mistake::FailureRedirect { url: shown(text), rule: redirect(text, *why) }
        }
        Problem::NoRedirectUri => Mistake::NoRedirect,
        Problem::TooManyRedirectUris(most) => Mistake::TooManyRedirects { most: *most },
        Problem::GrantType { text, .. } => Mistake::GrantType { name: shown(text) },
        Problem::NoGrantType => Mistake::NoGrantType,
        Problem::RefreshTokenAlone => Mistake::RefreshTokenAlone,
        Problem::PublicActsAsItself => Mistake::PublicActsAsItself,
        Problem::Scope { text, .. } => Mistake::Scope { name: shown(text) },
        Problem::UnknownScope(name) => Mistake::UnknownScope { name: shown(name) },
        Problem::NoScope => Mistake::NoScope,
        Problem::ScopeOfService(name) => Mistake::ScopeOfService { name: shown(name) },
        Problem::DefaultScope(name) => Mistake::DefaultScope { name: shown(name) },
        Problem::PublicNeedsPkce => Mistake::PublicNeedsPkce,
        Problem::AccessTokenLifetime => Mistake::AccessTokenLifetime,
        Problem::RefreshTokenLifetime => Mistake::RefreshTokenLifetime,
        Problem::SiteUrl(_) => Mistake::SiteUrl,
        Problem::AddedAndRemoved { field: at, value } => {
            Mistake::AddedAndRemoved { field: field(*at), value: shown(value) }
        }
        Problem::NotThere { field: at, value } => Mistake::NotThere { field: field(*at), value: shown(value) },
    }
}

fn text(why: InvalidText) -> TextMistake {
    match why {
        InvalidText::Empty => TextMistake::Empty,
        InvalidText::TooLong => TextMistake::TooLong,
        InvalidText::Unseen => TextMistake::Unseen,
    }
}

fn redirect(text: &str, why: InvalidRedirectUri) -> RedirectMistake {
    match why {
        InvalidRedirectUri::Relative => RedirectMistake::Relative,
        InvalidRedirectUri::Fragment => RedirectMistake::Fragment,
        InvalidRedirectUri::UserInfo => RedirectMistake::UserInfo,
        InvalidRedirectUri::PlainHttp => RedirectMistake::PlainHttp,
        InvalidRedirectUri::Scheme => RedirectMistake::Scheme,
        InvalidRedirectUri::Characters => RedirectMistake::Characters { ascii: ascii(text) },
    }
}

/// What a browser makes of an address in another alphabet: a host that only looks like another one shows itself.
fn ascii(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let url = Url::parse(text).ok()?;
    url.has_host().then(|| shown(url.as_str()))
}

/// What was typed, fit to stand in a sentence: signs that nobody sees or that turn the others round are spelt out.
fn shown(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if is_plain_text(c.encode_utf8(&mut [0; 4])) { c.to_string() } else { c.escape_unicode().to_string() })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

fn field(field: Field) -> AppField {
    match field {
        Field::Name => AppField::Name,
        Field::Id => AppField::Id,
        Field::Secret => AppField::Secret,
        Field::Kind => AppField::Kind,
        Field::GrantTypes => AppField::GrantTypes,
        Field::Scopes => AppField::Scopes,
        Field::DefaultScopes => AppField::DefaultScopes,
        Field::RedirectUris => AppField::RedirectUris,
        Field::FailureRedirectUri => AppField::FailureRedirectUri,
        Field::Pkce => AppField::Pkce,
        Field::AccessTokenLifetime => AppField::AccessTokenLifetime,
        Field::RefreshTokenLifetime => AppField::RefreshTokenLifetime,
        Field::SiteUrl => AppField::SiteUrl,
        Field::Description => AppField::Description,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Mistake {
        let why = url.parse::<oauth::types::RedirectUri>().unwrap_err();
        mistake(&Problem::RedirectUri { text: url.to_owned(), why })
    }

    #[test]
    fn a_host_that_looks_like_another_shows_itself_in_punycode() {
        // The first letter is Cyrillic.
        let Mistake::Redirect { rule: RedirectMistake::Characters { ascii }, .. } = of("https://аpple.example/cb")
        else {
            panic!()
        };
        assert_eq!(ascii.as_deref(), Some("https://xn--pple-43d.example/cb"));
        let plain = RedirectMistake::Characters { ascii: None };
        assert_eq!(of("a b"), Mistake::Redirect { url: "a b".to_owned(), rule: plain.clone() });
        assert_eq!(of("é"), Mistake::Redirect { url: "é".to_owned(), rule: plain });
    }

    #[test]
    fn what_was_typed_cannot_turn_the_sentence_round() {
        let Mistake::Redirect { url, .. } = of("https://a.example/\u{202E}gpj") else { panic!() };
        assert_eq!(url, "https://a.example/\\u{202e}gpj");
        let Mistake::Redirect { url, .. } = of(&"é".repeat(500)) else { panic!() };
        assert_eq!(url.chars().count(), SHOWN + 1);
    }
}
