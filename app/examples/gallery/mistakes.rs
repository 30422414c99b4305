//! What can be wrong with a registration.

use app::*;

/// Every sentence there is beside a field.
pub fn every_mistake() -> Vec<Mistake> {
    let name = || "read".to_owned();
    let rules = [
        RedirectMistake::Relative,
        RedirectMistake::Fragment,
        RedirectMistake::UserInfo,
        RedirectMistake::PlainHttp,
        RedirectMistake::Scheme,
        RedirectMistake::Characters { ascii: None },
        RedirectMistake::Characters { ascii: Some("https://xn--pple-43d.example/cb".to_owned()) },
    ];
    let logos = [
        LogoMistake::Empty,
        LogoMistake::TooLarge,
        LogoMistake::NotAnImage,
        LogoMistake::Misnamed,
        LogoMistake::Animated,
        LogoMistake::TooManyPixels,
        LogoMistake::Broken,
    ];
    let mut mistakes = vec![
        Mistake::Name(TextMistake::Empty),
        Mistake::Name(TextMistake::TooLong),
        Mistake::Name(TextMistake::Unseen),
        Mistake::Description(TextMistake::TooLong),
        Mistake::Description(TextMistake::Unseen),
        Mistake::IdLength,
        Mistake::IdCharacters,
        Mistake::IdAllDigits,
        Mistake::Secret,
        Mistake::PublicHasNoSecret,
        Mistake::NativeIsPublic,
        Mistake::Kind,
        Mistake::NoRedirect,
        Mistake::TooManyRedirects { most: 20 },
        Mistake::GrantType { name: name() },
        Mistake::NoGrantType,
        Mistake::RefreshTokenAlone,
        Mistake::PublicActsAsItself,
        Mistake::Scope { name: name() },
        Mistake::UnknownScope { name: name() },
        Mistake::NoScope,
        Mistake::ScopeOfService { name: name() },
        Mistake::DefaultScope { name: name() },
        Mistake::PublicNeedsPkce,
        Mistake::AccessTokenLifetime,
        Mistake::RefreshTokenLifetime,
        Mistake::SiteUrl,
        Mistake::AddedAndRemoved { field: AppField::Scopes, value: name() },
        Mistake::NotThere { field: AppField::Scopes, value: name() },
    ];
    mistakes.extend(rules.map(|rule| Mistake::Redirect { url: "https://app.example/cb".to_owned(), rule }));
    mistakes.extend(logos.map(Mistake::Logo));
    mistakes
}
