use crate::{Locale, i18n::t};

/// What is wrong with a registration, said to the person who typed it. One for every rule of the server's registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    Name(TextMistake),
    Description(TextMistake),
    IdLength,
    IdCharacters,
    IdAllDigits,
    Secret,
    PublicHasNoSecret,
    NativeIsPublic,
    Kind,
    Redirect {
        url: String,
        rule: RedirectMistake,
    },
    FailureRedirect {
        url: String,
        rule: RedirectMistake,
    },
    NoRedirect,
    TooManyRedirects {
        most: usize,
    },
    GrantType {
        name: String,
    },
    NoGrantType,
    RefreshTokenAlone,
    PublicActsAsItself,
    Scope {
        name: String,
    },
    UnknownScope {
        name: String,
    },
    NoScope,
    /// Nobody consents to what a service does.
    ScopeOfService {
        name: String,
    },
    DefaultScope {
        name: String,
    },
    PublicNeedsPkce,
    AccessTokenLifetime,
    RefreshTokenLifetime,
    SiteUrl,
    AddedAndRemoved {
        field: AppField,
        value: String,
    },
    NotThere {
        field: AppField,
        value: String,
    },
    Logo(LogoMistake),
}

/// What is wrong with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextMistake {
    Empty,
    TooLong,
    /// Characters that nobody sees, or that turn the others round.
    Unseen,
}

/// The rule a redirect URL breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedirectMistake {
    Relative,
    Fragment,
    UserInfo,
    PlainHttp,
    Scheme,
    /// With what a browser would make of it, when that is a URL: a host in another alphabet is written in punycode.
    Characters {
        ascii: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoMistake {
    Empty,
    TooLarge,
    NotAnImage,
    Misnamed,
    Animated,
    TooManyPixels,
    Broken,
}

/// The field beside which a mistake is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppField {
    Name,
    Id,
    Secret,
    Kind,
    GrantTypes,
    Scopes,
    DefaultScopes,
    RedirectUris,
    FailureRedirectUri,
    Pkce,
    AccessTokenLifetime,
    RefreshTokenLifetime,
    SiteUrl,
    Description,
    Logo,
}

impl AppField {
    /// The name of the form's field.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Id => "id",
            Self::Secret => "secret",
            Self::Kind => "kind",
            Self::GrantTypes => "grant_type",
            Self::Scopes => "scope",
            Self::DefaultScopes => "default_scope",
            Self::RedirectUris => "redirect_uris",
            Self::FailureRedirectUri => "failure_redirect_uri",
            Self::Pkce => "require_pkce",
            Self::AccessTokenLifetime => "access_token_lifetime",
            Self::RefreshTokenLifetime => "refresh_token_lifetime",
            Self::SiteUrl => "site_url",
            Self::Description => "description",
            Self::Logo => "logo",
        }
    }
}

impl Mistake {
    /// Where it belongs.
    pub fn field(&self) -> AppField {
        match self {
            Self::Name(_) => AppField::Name,
            Self::Description(_) => AppField::Description,
            Self::IdLength | Self::IdCharacters | Self::IdAllDigits => AppField::Id,
            Self::Secret | Self::PublicHasNoSecret => AppField::Secret,
            Self::NativeIsPublic | Self::Kind => AppField::Kind,
            Self::Redirect { .. } | Self::NoRedirect | Self::TooManyRedirects { .. } => AppField::RedirectUris,
            Self::FailureRedirect { .. } => AppField::FailureRedirectUri,
            Self::GrantType { .. } | Self::NoGrantType | Self::RefreshTokenAlone | Self::PublicActsAsItself => {
                AppField::GrantTypes
            }
            Self::Scope { .. } | Self::UnknownScope { .. } | Self::NoScope | Self::ScopeOfService { .. } => {
                AppField::Scopes
            }
            Self::DefaultScope { .. } => AppField::DefaultScopes,
            Self::PublicNeedsPkce => AppField::Pkce,
            Self::AccessTokenLifetime => AppField::AccessTokenLifetime,
            Self::RefreshTokenLifetime => AppField::RefreshTokenLifetime,
            Self::SiteUrl => AppField::SiteUrl,
            Self::AddedAndRemoved { field, .. } | Self::NotThere { field, .. } => *field,
            Self::Logo(_) => AppField::Logo,
        }
    }

    /// What is wrong, and what to do about it.
    pub fn words(&self, locale: Locale) -> String {
        let redirect = |url: &str, rule: &RedirectMistake| {
            t!(locale, "mistake-redirect", url = url.to_owned(), rule = rule.words(locale))
        };
        match self {
            Self::Name(TextMistake::Empty) => t!(locale, "mistake-name-empty"),
            Self::Name(TextMistake::TooLong) => t!(locale, "mistake-name-long"),
            Self::Name(TextMistake::Unseen) => t!(locale, "mistake-name-unseen"),
            Self::Description(TextMistake::TooLong) => t!(locale, "mistake-description-long"),
            Self::Description(_) => t!(locale, "mistake-description-unseen"),
            Self::IdLength => t!(locale, "mistake-id-length"),
            Self::IdCharacters => t!(locale, "mistake-id-characters"),
            Self::IdAllDigits => t!(locale, "mistake-id-digits"),
            Self::Secret => t!(locale, "mistake-secret"),
            Self::PublicHasNoSecret => t!(locale, "mistake-public-secret"),
            Self::NativeIsPublic => t!(locale, "mistake-native-public"),
            Self::Kind => t!(locale, "mistake-kind"),
            Self::Redirect { url, rule } | Self::FailureRedirect { url, rule } => redirect(url, rule),
            Self::NoRedirect => t!(locale, "mistake-redirect-missing"),
            Self::TooManyRedirects { most } => t!(locale, "redirect-too-many", most = *most),
            Self::GrantType { name } => t!(locale, "mistake-grant-type", name = name.clone()),
            Self::NoGrantType => t!(locale, "mistake-grant-types-none"),
            Self::RefreshTokenAlone => t!(locale, "mistake-refresh-alone"),
            Self::PublicActsAsItself => t!(locale, "mistake-public-acts"),
            Self::Scope { name } => t!(locale, "mistake-scope", name = name.clone()),
            Self::UnknownScope { name } => t!(locale, "mistake-scope-unknown", name = name.clone()),
            Self::NoScope => t!(locale, "mistake-scope-none"),
            Self::ScopeOfService { name } => t!(locale, "mistake-scope-service", name = name.clone()),
            Self::DefaultScope { name } => t!(locale, "mistake-scope-default", name = name.clone()),
            Self::PublicNeedsPkce => t!(locale, "mistake-pkce"),
            Self::AccessTokenLifetime => t!(locale, "mistake-access-lifetime"),
            Self::RefreshTokenLifetime => t!(locale, "mistake-refresh-lifetime"),
            Self::SiteUrl => t!(locale, "mistake-site-url"),
            Self::AddedAndRemoved { value, .. } => t!(locale, "mistake-added-and-removed", name = value.clone()),
            Self::NotThere { value, .. } => t!(locale, "mistake-not-there", name = value.clone()),
            Self::Logo(logo) => logo.words(locale),
        }
    }
}

impl RedirectMistake {
    fn words(&self, locale: Locale) -> String {
        match self {
            Self::Relative => t!(locale, "redirect-relative"),
            Self::Fragment => t!(locale, "redirect-fragment"),
            Self::UserInfo => t!(locale, "redirect-user-info"),
            Self::PlainHttp => t!(locale, "redirect-plain-http"),
            Self::Scheme => t!(locale, "redirect-scheme"),
            Self::Characters { ascii: None } => t!(locale, "redirect-characters"),
            Self::Characters { ascii: Some(ascii) } => {
                t!(locale, "redirect-characters-punycode", ascii = ascii.clone())
            }
        }
    }
}

impl LogoMistake {
    fn words(self, locale: Locale) -> String {
        let key = match self {
            Self::Empty => "mistake-logo-empty",
            Self::TooLarge => "mistake-logo-large",
            Self::NotAnImage => "mistake-logo-format",
            Self::Misnamed => "mistake-logo-misnamed",
            Self::Animated => "mistake-logo-animated",
            Self::TooManyPixels => "mistake-logo-pixels",
            Self::Broken => "mistake-logo-broken",
        };
        t!(locale, key)
    }
}
