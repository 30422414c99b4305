//! `/account`: what is a person's own, and how they take it back.

mod act;
mod activity;
mod apps;
mod email;
mod overview;
mod password;
mod sessions;

pub use self::{
    act::AccountAct,
    activity::ActivityView,
    apps::{AppsView, ConnectedApp, Connection, How},
    email::{AddressProblem, ChangeEmailView, EmailSentView},
    overview::{AccountView, NameProblem, Profile},
    password::PasswordView,
    sessions::{SessionLine, SessionsView},
};

use crate::{
    Locale,
    components::{NavItem, Notice, SectionNav, Tone},
    i18n::t,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the form before this page did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountNotice {
    ProfileSaved,
    LanguageSaved,
    EmailChanged,
    PasswordChanged { sessions_ended: u64 },
    SessionEnded,
    SessionsEnded { sessions_ended: u64 },
    AppRevoked { app: String },
}

impl AccountNotice {
    fn words(self, locale: Locale) -> String {
        match self {
            Self::ProfileSaved => t!(locale, "account-profile-saved"),
            Self::LanguageSaved => t!(locale, "account-language-saved"),
            Self::EmailChanged => t!(locale, "account-email-changed"),
            Self::PasswordChanged { sessions_ended } => t!(locale, "account-password-changed", n = sessions_ended),
            Self::SessionEnded => t!(locale, "account-session-ended"),
            Self::SessionsEnded { sessions_ended } => t!(locale, "account-sessions-ended", n = sessions_ended),
            Self::AppRevoked { app } => t!(locale, "account-app-revoked", app = app),
        }
    }
}

/// A page of this area.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Overview,
    Password,
    Sessions,
    Apps,
    Activity,
}

/// Ways to the other pages, the headline, and what was just done.
fn top(place: Place, notice: Option<AccountNotice>, locale: Locale) -> AnyView {
    let places = [
        (Place::Overview, "/account", "account-nav-overview"),
        (Place::Password, "/account/password", "account-nav-password"),
        (Place::Sessions, "/account/sessions", "account-nav-sessions"),
        (Place::Apps, "/account/apps", "account-nav-apps"),
        (Place::Activity, "/account/activity", "account-nav-activity"),
    ];
    let items = places
        .into_iter()
        .map(|(other, href, key)| NavItem { label: t!(locale, key), href: href.to_owned(), current: other == place })
        .collect();
    let (title, lead) = (place.title(locale), t!(locale, &format!("{}.lead", place.key())));
    view! {
        <SectionNav label=t!(locale, "menu-account") items />
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        {notice.map(|notice| view! { <Notice tone=Tone::Good text=notice.words(locale) /> })}
    }
    .into_any()
}

impl Place {
    fn key(self) -> &'static str {
        match self {
            Self::Overview => "account-overview",
            Self::Password => "account-password",
            Self::Sessions => "account-sessions",
            Self::Apps => "account-apps",
            Self::Activity => "account-activity",
        }
    }

    fn title(self, locale: Locale) -> String {
        t!(locale, self.key())
    }
}
