use super::{AdminNotice, Part, day, notice, people::badges};
use crate::{
    Frame, Locale, Page,
    components::{Empty, FieldText, Pager, SearchForm, Select, Table, Tone},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::Date;

/// `/admin/apps`: all of them, or those that a text or a filter finds.
#[derive(Clone, Debug)]
pub struct AdminAppsView {
    pub search: String,
    pub filter: AppFilter,
    pub apps: Vec<AdminAppRow>,
    /// Set on a later part of the list.
    pub first_href: Option<String>,
    pub next_href: Option<String>,
    pub notice: Option<AdminNotice>,
}

/// Which apps to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AppFilter {
    #[default]
    All,
    Unverified,
    Suspended,
}

impl AppFilter {
    const ALL: [(Self, &'static str); 3] = [
        (Self::All, "admin-filter-all"),
        (Self::Unverified, "admin-filter-unverified"),
        (Self::Suspended, "admin-filter-suspended"),
    ];

    /// As the address says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unverified => "unverified",
            Self::Suspended => "suspended",
        }
    }

    /// Reads back what [`AppFilter::as_str`] gave; anything else shows all.
    pub fn named(text: &str) -> Self {
        Self::ALL.into_iter().map(|(filter, _)| filter).find(|filter| filter.as_str() == text).unwrap_or_default()
    }
}

#[derive(Clone, Debug)]
pub struct AdminAppRow {
    pub id: String,
    pub name: String,
    pub marks: AppMarks,
    pub registered: Date,
}

/// What an administrator decided about an app, and its developer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AppMarks {
    pub verified: bool,
    pub trusted: bool,
    pub paused: bool,
    pub suspended: bool,
}

impl AppMarks {
    pub(super) fn badges(self, locale: Locale) -> AnyView {
        let marks = [
            (self.verified, Tone::Good, "admin-badge-verified"),
            (!self.verified, Tone::Warning, "admin-badge-unverified"),
            (self.trusted, Tone::Info, "admin-badge-trusted"),
            (self.paused, Tone::Warning, "admin-badge-paused"),
            (self.suspended, Tone::Problem, "admin-badge-suspended-app"),
        ];
        badges(marks.into_iter().filter(|(is, _, _)| *is).map(|(_, tone, key)| (tone, t!(locale, key))))
    }
}

impl Page for AdminAppsView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "admin-nav-apps")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let list = if self.apps.is_empty() {
            let (heading, text) = (t!(locale, "admin-apps-none"), t!(locale, "admin-apps-none.text"));
            view! { <Empty heading text /> }.into_any()
        } else {
            let columns = ["admin-app-name", "admin-app-id", "admin-app-registered", "admin-person-state"];
            let columns = columns.map(|key| t!(locale, key)).into();
            let rows = self.apps.into_iter().map(|app| row(app, locale)).collect();
            view! { <Table caption=t!(locale, "admin-nav-apps") columns rows /> }.into_any()
        };
        let filter = FieldText {
            name: "show",
            label: t!(locale, "admin-filter"),
            value: self.filter.as_str().to_owned(),
            ..FieldText::default()
        };
        let options =
            AppFilter::ALL.map(|(filter, key)| (filter.as_str().to_owned(), t!(locale, key))).into_iter().collect();
        view! {
            {Part::Apps.nav(locale)}
            <h1>{t!(locale, "admin-nav-apps")}</h1>
            {notice(self.notice, locale)}
            <SearchForm action="/admin/apps" label=t!(locale, "admin-apps-search") value=self.search locale>
                <Select field=filter options />
            </SearchForm>
            {list}
            <Pager first_href=self.first_href next_href=self.next_href locale />
            <div class="actions">
                <a class="button" href="/developer/apps/new">{t!(locale, "admin-apps-new")}</a>
            </div>
        }
        .into_any()
    }
}

fn row(app: AdminAppRow, locale: Locale) -> Vec<AnyView> {
    let href = format!("/admin/apps/{}", app.id);
    vec![
        view! {
            <a href=href>
                <bdi>{app.name}</bdi>
            </a>
        }
        .into_any(),
        view! { <code>{app.id}</code> }.into_any(),
        day(app.registered, locale),
        app.marks.badges(locale),
    ]
}
