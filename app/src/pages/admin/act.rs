//! What an administrator does that hurts: each act has a page that asks for the password first.

use crate::{
    i18n::{Locale, t},
    pages::{Act, ConfirmWords},
};

/// What can be done to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonAct {
    Suspend,
    Resume,
    /// They choose the password, not the administrator.
    ResetPassword,
    MakeAdmin,
    WithdrawAdmin,
    SignOut,
    Delete,
}

/// What can be done to an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppAct {
    Verify,
    Unverify,
    Trust,
    Untrust,
    Suspend,
    Resume,
    RotateSecret,
    Delete,
}

/// One act, and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdminAct {
    Person {
        act: PersonAct,
        name: String,
    },
    App {
        act: AppAct,
        name: String,
        /// Approvals whose tokens would die.
        living: u64,
    },
    RevokeApiKey {
        name: String,
    },
    DeleteScope {
        name: String,
    },
    RotateKeys {
        algorithm: String,
    },
}

impl PersonAct {
    pub const ALL: [Self; 7] = [
        Self::Suspend,
        Self::Resume,
        Self::ResetPassword,
        Self::MakeAdmin,
        Self::WithdrawAdmin,
        Self::SignOut,
        Self::Delete,
    ];

    /// The last part of the address of its page.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::ResetPassword => "reset-password",
            Self::MakeAdmin => "make-admin",
            Self::WithdrawAdmin => "withdraw-admin",
            Self::SignOut => "sign-out",
            Self::Delete => "delete",
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Suspend => "admin-suspend-person",
            Self::Resume => "admin-resume-person",
            Self::ResetPassword => "admin-reset-password",
            Self::MakeAdmin => "admin-make-admin",
            Self::WithdrawAdmin => "admin-withdraw-admin",
            Self::SignOut => "admin-sign-out-person",
            Self::Delete => "admin-delete-person",
        }
    }

    fn consequences(self) -> usize {
        match self {
            Self::Resume | Self::ResetPassword | Self::WithdrawAdmin | Self::SignOut => 1,
            Self::Suspend | Self::MakeAdmin => 2,
            Self::Delete => 3,
        }
    }

    pub(super) fn hurts(self) -> bool {
        matches!(self, Self::Suspend | Self::Delete)
    }
}

impl AppAct {
    pub const ALL: [Self; 8] = [
        Self::Verify,
        Self::Unverify,
        Self::Trust,
        Self::Untrust,
        Self::Suspend,
        Self::Resume,
        Self::RotateSecret,
        Self::Delete,
    ];

    /// The last part of the address of its page.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Unverify => "unverify",
            Self::Trust => "trust",
            Self::Untrust => "untrust",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::RotateSecret => "rotate-secret",
            Self::Delete => "delete",
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Verify => "admin-verify-app",
            Self::Unverify => "admin-unverify-app",
            Self::Trust => "admin-trust-app",
            Self::Untrust => "admin-untrust-app",
            Self::Suspend => "admin-suspend-app",
            Self::Resume => "admin-resume-app",
            Self::RotateSecret => "admin-rotate-secret",
            Self::Delete => "admin-delete-app",
        }
    }

    fn consequences(self) -> usize {
        match self {
            Self::Suspend | Self::RotateSecret | Self::Delete => 2,
            _ => 1,
        }
    }

    pub(super) fn hurts(self) -> bool {
        matches!(self, Self::Suspend | Self::Delete)
    }
}

impl AdminAct {
    fn key(&self) -> &'static str {
        match self {
            Self::Person { act, .. } => act.key(),
            Self::App { act, .. } => act.key(),
            Self::RevokeApiKey { .. } => "admin-revoke-api-key",
            Self::DeleteScope { .. } => "admin-delete-scope",
            Self::RotateKeys { .. } => "admin-rotate-keys",
        }
    }

    fn consequences(&self) -> usize {
        match self {
            Self::Person { act, .. } => act.consequences(),
            Self::App { act, .. } => act.consequences(),
            Self::RevokeApiKey { .. } | Self::DeleteScope { .. } => 1,
            Self::RotateKeys { .. } => 2,
        }
    }

    /// What the page afterwards says.
    pub fn notice(&self) -> AdminNotice {
        AdminNotice(self.key())
    }
}

impl Act for AdminAct {
    fn words(&self, locale: Locale) -> ConfirmWords {
        let (name, living) = match self {
            Self::App { name, living, .. } => (name, *living),
            Self::Person { name, .. } | Self::RevokeApiKey { name } | Self::DeleteScope { name } => (name, 0),
            Self::RotateKeys { algorithm } => (algorithm, 0),
        };
        let key = self.key();
        let say = |part: &str| t!(locale, &format!("{key}{part}"), who = name.clone(), n = living);
        ConfirmWords {
            title: say(""),
            lead: say(".lead"),
            consequences: [".one", ".two", ".three"].into_iter().take(self.consequences()).map(say).collect(),
            label: say(".button"),
        }
    }
}

/// That something is done, said on the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdminNotice(&'static str);

impl AdminNotice {
    pub const SAVED: Self = Self("admin-saved");
    pub const SCOPE_ADDED: Self = Self("admin-scope-added");
    /// Nothing was done: there must be an administrator.
    pub const LAST_ADMIN: Self = Self("admin-refused-last-admin");
    /// Nothing was done: a public app has no secret.
    pub const IS_PUBLIC: Self = Self("admin-refused-is-public");
    /// Nothing was done: somebody else had just changed it.
    pub const CHANGED_MEANWHILE: Self = Self("admin-refused-changed-meanwhile");

    const REFUSALS: [Self; 3] = [Self::LAST_ADMIN, Self::IS_PUBLIC, Self::CHANGED_MEANWHILE];
    const PLAIN: [Self; 2] = [Self::SAVED, Self::SCOPE_ADDED];

    /// As it is remembered between two pages.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Reads back what [`AdminNotice::as_str`] gave.
    pub fn named(text: &str) -> Option<Self> {
        let people = PersonAct::ALL.map(PersonAct::key);
        let apps = AppAct::ALL.map(AppAct::key);
        let others = ["admin-revoke-api-key", "admin-delete-scope", "admin-rotate-keys"];
        let plain = Self::PLAIN.into_iter().chain(Self::REFUSALS).map(Self::as_str);
        people.into_iter().chain(apps).chain(others).chain(plain).find(|known| *known == text).map(Self)
    }

    pub(super) fn words(self, locale: Locale) -> String {
        if Self::PLAIN.contains(&self) || self.refuses() {
            t!(locale, self.0)
        } else {
            t!(locale, &format!("{}.done", self.0))
        }
    }

    /// Whether nothing was done after all.
    pub(super) fn refuses(self) -> bool {
        Self::REFUSALS.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_says_what_it_does_and_that_it_is_done() {
        let name = || "Movie Box".to_owned();
        let people = PersonAct::ALL.map(|act| AdminAct::Person { act, name: name() });
        let apps = AppAct::ALL.map(|act| AdminAct::App { act, name: name(), living: 2 });
        let others = [
            AdminAct::RevokeApiKey { name: name() },
            AdminAct::DeleteScope { name: name() },
            AdminAct::RotateKeys { algorithm: "ES256".to_owned() },
        ];
        for act in people.into_iter().chain(apps).chain(others) {
            for locale in Locale::ALL {
                let ConfirmWords { title, lead, mut consequences, label } = act.words(locale);
                assert!(!consequences.is_empty(), "{title}");
                consequences.extend([title, lead, label, act.notice().words(locale)]);
                for text in consequences {
                    assert!(!text.contains("localization") && !text.contains("{$"), "{text}");
                }
            }
            assert_eq!(AdminNotice::named(act.notice().as_str()), Some(act.notice()));
        }
        assert_eq!(AdminNotice::named("admin-title"), None);
    }
}
