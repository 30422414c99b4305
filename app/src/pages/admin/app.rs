use super::{AdminNotice, AppAct, AppMarks, Part, notice, person::acts_of};
use crate::{
    AuditLine, Frame, Locale, Named, Page,
    components::{AuditList, Panel},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::Date;

/// `/admin/apps/{id}`.
#[derive(Clone, Debug)]
pub struct AdminAppView {
    pub id: String,
    pub name: String,
    pub logo_href: Option<String>,
    pub marks: AppMarks,
    pub facts: AppFacts,
    pub activity: Vec<AuditLine>,
    /// All its activity.
    pub activity_href: String,
    /// What can be done as it is now.
    pub acts: Vec<AppAct>,
    pub notice: Option<AdminNotice>,
}

/// The record of an app, and what hangs on it.
#[derive(Clone, Debug)]
pub struct AppFacts {
    /// `web`, `native`, `device`, `service`.
    pub kind: String,
    /// None for a public app.
    pub secrets: usize,
    pub owner: Option<Named>,
    pub registered: Date,
    pub site_url: Option<String>,
    pub description: Option<String>,
    pub grant_types: Vec<String>,
    pub scopes: Vec<String>,
    pub default_scopes: Vec<String>,
    pub redirect_uris: Vec<String>,
    pub failure_redirect_uri: Option<String>,
    pub requires_pkce: bool,
    /// `jwt`, `opaque`.
    pub token_format: String,
    pub access_seconds: i64,
    /// The server's setting when it says nothing.
    pub refresh_seconds: Option<i64>,
    /// Approvals with tokens that work.
    pub living: u64,
    /// API keys in use.
    pub api_keys: u64,
}

/// The kinds, each with its name.
pub(super) const KINDS: [(&str, &str); 4] = [
    ("web", "app-kind-web"),
    ("native", "app-kind-native"),
    ("device", "app-kind-device"),
    ("service", "app-kind-service"),
];

impl AppFacts {
    /// Names and values, in the order of their weight.
    fn lines(self, id: String, locale: Locale) -> Vec<(&'static str, Vec<AnyView>)> {
        let kind = KINDS.into_iter().find(|(kind, _)| *kind == self.kind).map(|(_, key)| t!(locale, key));
        let proof = match self.secrets {
            0 => t!(locale, "admin-app-public"),
            n => t!(locale, "admin-app-secrets", n = n),
        };
        let owner = match self.owner {
            Some(Named { name, href: Some(href) }) => view! { <a href=href>{name}</a> }.into_any(),
            Some(Named { name, href: None }) => text(name),
            None => text(t!(locale, "admin-app-owner-none")),
        };
        let pkce = if self.requires_pkce { "admin-app-pkce-required" } else { "admin-app-pkce-optional" };
        let (format, lifetime) = (self.token_format.to_uppercase(), locale.duration(self.access_seconds));
        let tokens = t!(locale, "admin-app-tokens-text", format = format, lifetime = lifetime);
        let refresh =
            self.refresh_seconds.map_or_else(|| t!(locale, "admin-app-refresh-default"), |time| locale.duration(time));
        vec![
            ("admin-app-id", vec![code(id)]),
            ("admin-app-kind", vec![text(kind.unwrap_or(self.kind))]),
            ("admin-app-owner", vec![owner]),
            ("admin-app-registered", vec![text(locale.date(self.registered))]),
            ("admin-app-site", self.site_url.map(text).into_iter().collect()),
            ("admin-app-description", self.description.map(text).into_iter().collect()),
            ("admin-app-living", vec![text(t!(locale, "admin-app-living-count", n = self.living))]),
            ("admin-app-keys", vec![text(self.api_keys.to_string())]),
            ("admin-app-authentication", vec![text(proof)]),
            ("admin-app-grants", codes(self.grant_types)),
            ("admin-app-scopes", codes(self.scopes)),
            ("admin-app-default-scopes", codes(self.default_scopes)),
            ("admin-app-redirects", codes(self.redirect_uris)),
            ("admin-app-failure", codes(self.failure_redirect_uri)),
            ("admin-app-pkce", vec![text(t!(locale, pkce))]),
            ("admin-app-tokens", vec![text(tokens)]),
            ("admin-app-refresh", vec![text(refresh)]),
        ]
    }
}

fn text(words: String) -> AnyView {
    view! { <bdi>{words}</bdi> }.into_any()
}

fn code(words: String) -> AnyView {
    view! { <code>{words}</code> }.into_any()
}

fn codes(all: impl IntoIterator<Item = String>) -> Vec<AnyView> {
    all.into_iter().map(code).collect()
}

/// Facts of which some have several values.
fn facts(lines: Vec<(&'static str, Vec<AnyView>)>, locale: Locale) -> impl IntoView {
    let lines = lines
        .into_iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(key, values)| {
            let values = values.into_iter().map(|value| view! { <dd>{value}</dd> }).collect_view();
            view! {
                <div>
                    <dt>{t!(locale, key)}</dt>
                    {values}
                </div>
            }
        })
        .collect_view();
    view! { <dl class="facts">{lines}</dl> }
}

impl Page for AdminAppView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "admin-app-title", who = self.name.clone())
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let base = format!("/admin/apps/{}", self.id);
        let edit = (false, t!(locale, "admin-app-edit"), format!("{base}/edit"));
        let acts = self.acts.into_iter().map(|act| {
            let label = t!(locale, &format!("{}.act", act.key()));
            (act.hurts(), label, format!("{base}/{}", act.segment()))
        });
        let acts = acts_of([edit].into_iter().chain(acts));
        let logo = self.logo_href.map(|href| view! { <img class="logo" src=href alt="" width="56" height="56" /> });
        view! {
            {Part::Apps.nav(locale)}
            <div class="titled">
                {logo} <div>
                    <h1>
                        <bdi>{self.name}</bdi>
                    </h1>
                    {self.marks.badges(locale)}
                </div>
            </div>
            {notice(self.notice, locale)}
            {facts(self.facts.lines(self.id, locale), locale)}
            <Panel heading=t!(locale, "admin-acts")>{acts}</Panel>
            <Panel heading=t!(locale, "admin-app-activity")>
                <AuditList lines=self.activity locale />
                <p>
                    <a href=self.activity_href>{t!(locale, "admin-app-see-activity")}</a>
                </p>
            </Panel>
        }
        .into_any()
    }
}
