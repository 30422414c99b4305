use super::Part;
use crate::{
    AuditLine, Frame, Locale, Page,
    components::{AuditList, Panel},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;

/// `/admin`: how the server is doing, and what wants a look.
#[derive(Clone, Debug)]
pub struct AdminOverviewView {
    pub people: u64,
    pub admins: u64,
    pub apps: u64,
    pub api_keys: u64,
    /// Algorithm and age in seconds of the key that signs.
    pub signing_key: Option<(String, i64)>,
    pub attention: Vec<Attention>,
    /// Newest first.
    pub failures: Vec<AuditLine>,
}

/// Something an administrator should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    UnverifiedApps(u64),
    OldKey { age_seconds: i64 },
    OnlyAdmin,
    SuspendedApps(u64),
}

impl Attention {
    /// What it is, and where one does something about it.
    fn words(self, locale: Locale) -> (String, &'static str) {
        match self {
            Self::UnverifiedApps(n) => (t!(locale, "admin-attention-unverified", n = n), "/admin/apps?show=unverified"),
            Self::SuspendedApps(n) => (t!(locale, "admin-attention-suspended", n = n), "/admin/apps?show=suspended"),
            Self::OnlyAdmin => (t!(locale, "admin-attention-alone"), "/admin/people"),
            Self::OldKey { age_seconds } => {
                (t!(locale, "admin-attention-key-old", age = locale.duration(age_seconds)), "/admin/keys")
            }
        }
    }
}

impl Page for AdminOverviewView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "admin-title")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let key = self
            .signing_key
            .map(|(algorithm, age)| (t!(locale, "admin-number-key", algorithm = algorithm), locale.duration(age)));
        let numbers = [
            ("admin-number-people", self.people),
            ("admin-number-admins", self.admins),
            ("admin-number-apps", self.apps),
            ("admin-number-api-keys", self.api_keys),
        ];
        let numbers = numbers
            .into_iter()
            .map(|(key, number)| (t!(locale, key), number.to_string()))
            .chain(key)
            .map(|(name, number)| view! { <div><dt>{name}</dt><dd>{number}</dd></div> })
            .collect_view();
        let failures = if self.failures.is_empty() {
            view! { <p>{t!(locale, "admin-failures-none")}</p> }.into_any()
        } else {
            view! { <AuditList lines=self.failures locale /> }.into_any()
        };
        view! {
            {Part::Overview.nav(locale)}
            <h1>{t!(locale, "admin-title")}</h1>
            <p class="lead">{t!(locale, "admin-lead")}</p>
            <Panel heading=t!(locale, "admin-attention")>{attention(self.attention, locale)}</Panel>
            <Panel heading=t!(locale, "admin-numbers")>
                <dl class="numbers">{numbers}</dl>
            </Panel>
            <Panel heading=t!(locale, "admin-failures")>
                {failures} <p>
                    <a href="/admin/audit">{t!(locale, "admin-see-audit")}</a>
                </p>
            </Panel>
        }
        .into_any()
    }
}

fn attention(all: Vec<Attention>, locale: Locale) -> AnyView {
    if all.is_empty() {
        return view! { <p>{t!(locale, "admin-attention-none")}</p> }.into_any();
    }
    let lines = all
        .into_iter()
        .map(|attention| {
            let (text, href) = attention.words(locale);
            view! { <li><a href=href>{text}</a></li> }
        })
        .collect_view();
    view! { <ul class="attention">{lines}</ul> }.into_any()
}
