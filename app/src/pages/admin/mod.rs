//! `/admin`: one file, one page. [`act`] has everything dangerous.

mod act;
mod api_keys;
mod app;
mod app_edit;
mod apps;
mod audit;
mod keys;
mod overview;
mod people;
mod person;
mod scopes;
mod shown_once;

pub use self::{
    act::{AdminAct, AdminNotice, AppAct, PersonAct},
    api_keys::{AdminApiKeyRow, AdminApiKeysView, ApiKeyProblem},
    app::{AdminAppView, AppFacts},
    app_edit::{AdminAppEditView, AdminAppForm},
    apps::{AdminAppRow, AdminAppsView, AppFilter, AppMarks},
    audit::{AdminAuditView, AuditFilter, AuditFilterProblem},
    keys::{AdminKeyRow, AdminKeysView, KeyState},
    overview::{AdminOverviewView, Attention},
    people::{AdminPeopleView, AdminPersonRow, PersonMarks},
    person::AdminPersonView,
    scopes::{AdminScopeRow, AdminScopeView, AdminScopesView, ScopeForm, ScopeProblem},
    shown_once::{AdminSecretView, ShownOnce},
};

use crate::{
    components::{NavItem, Notice, SectionNav, Tone},
    i18n::{Locale, t},
};
use leptos::prelude::*;
use time::Date;

/// The parts of the area.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Overview,
    People,
    Apps,
    ApiKeys,
    Scopes,
    Keys,
    Audit,
}

impl Part {
    const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Overview, "admin-nav-overview", "/admin"),
        (Self::People, "admin-nav-people", "/admin/people"),
        (Self::Apps, "admin-nav-apps", "/admin/apps"),
        (Self::ApiKeys, "admin-nav-api-keys", "/admin/api-keys"),
        (Self::Scopes, "admin-nav-scopes", "/admin/scopes"),
        (Self::Keys, "admin-nav-keys", "/admin/keys"),
        (Self::Audit, "admin-nav-audit", "/admin/audit"),
    ];

    /// The ways between the parts, this one marked.
    fn nav(self, locale: Locale) -> impl IntoView {
        let item = |(part, key, href): (Self, &str, &str)| NavItem {
            label: t!(locale, key),
            href: href.to_owned(),
            current: part == self,
        };
        view! { <SectionNav label=t!(locale, "admin-title") items=Self::ALL.map(item).into() /> }
    }
}

/// A date that stays on its line.
fn day(date: Date, locale: Locale) -> AnyView {
    view! { <span class="nowrap">{locale.date(date)}</span> }.into_any()
}

/// What the act before this page did.
fn notice(notice: Option<AdminNotice>, locale: Locale) -> impl IntoView {
    notice.map(|notice| {
        let tone = if notice.refuses() { Tone::Problem } else { Tone::Good };
        view! { <Notice tone text=notice.words(locale) /> }
    })
}
