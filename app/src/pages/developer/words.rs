//! What kinds and states of apps are called, and the pieces that the pages of one app share.

use crate::{
    Locale,
    components::{Badge, NavItem, SectionNav, Tone},
    i18n::t,
};
use leptos::prelude::*;

/// What an app is, which decides how it proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppKind {
    Web,
    Native,
    Device,
    Service,
}

/// Whether an app may act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppState {
    Active,
    /// Its developer stopped it.
    Paused,
    /// An administrator did.
    Suspended,
}

impl AppKind {
    pub const ALL: [Self; 4] = [Self::Web, Self::Native, Self::Device, Self::Service];

    /// As in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Native => "native",
            Self::Device => "device",
            Self::Service => "service",
        }
    }

    /// Whether people come back to it from the consent page.
    pub fn has_redirect(self) -> bool {
        matches!(self, Self::Web | Self::Native)
    }

    /// Whether people are asked to allow it, and then see who it is.
    pub fn meets_people(self) -> bool {
        self != Self::Service
    }

    fn key(self) -> &'static str {
        match self {
            Self::Web => "app-kind-web",
            Self::Native => "app-kind-native",
            Self::Device => "app-kind-device",
            Self::Service => "app-kind-service",
        }
    }

    pub(super) fn label(self, locale: Locale) -> String {
        t!(locale, self.key())
    }

    pub(super) fn text(self, locale: Locale) -> String {
        t!(locale, &format!("{}.text", self.key()))
    }
}

impl AppState {
    fn words(self, locale: Locale) -> (Tone, String) {
        match self {
            Self::Active => (Tone::Good, t!(locale, "app-state-active")),
            Self::Paused => (Tone::Warning, t!(locale, "app-state-paused")),
            Self::Suspended => (Tone::Problem, t!(locale, "app-state-suspended")),
        }
    }
}

/// The state of an app, and whether an administrator looked at it.
#[component]
pub(super) fn Marks(state: AppState, verified: bool, locale: Locale) -> impl IntoView {
    let (tone, text) = state.words(locale);
    let (mark_tone, mark) = if verified {
        (Tone::Good, t!(locale, "app-mark-verified"))
    } else {
        (Tone::Info, t!(locale, "app-mark-unverified"))
    };
    view! {
        <p class="marks">
            <Badge tone text /> <Badge tone=mark_tone text=mark />
        </p>
    }
}

/// An app's logo, or its first letter.
#[component]
pub(super) fn Mark(name: String, logo_href: Option<String>) -> impl IntoView {
    match logo_href {
        Some(href) => view! { <img class="logo" src=href alt="" width="56" height="56" /> }.into_any(),
        None => {
            let initial = name.chars().next().map(|first| first.to_uppercase().to_string());
            view! { <span class="logo monogram" aria-hidden="true">{initial}</span> }.into_any()
        }
    }
}

/// One page of an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Overview,
    Problems,
    Change,
}

/// The ways between the pages of an app, and back to all of them.
#[component]
pub(super) fn AppNav(id: String, place: Place, locale: Locale) -> impl IntoView {
    let item = |key, href, at| NavItem { label: t!(locale, key), href, current: at == Some(place) };
    let items = vec![
        item("app-nav-all", "/developer/apps".to_owned(), None),
        item("app-nav-overview", app_href(&id), Some(Place::Overview)),
        item("app-nav-problems", format!("{}/problems", app_href(&id)), Some(Place::Problems)),
        item("app-nav-change", format!("{}/edit", app_href(&id)), Some(Place::Change)),
    ];
    view! { <SectionNav label=t!(locale, "developer-nav") items /> }
}

/// A client id is made of letters, digits and `-._~`: it needs no escaping.
pub(super) fn app_href(id: &str) -> String {
    format!("/developer/apps/{id}")
}
