use super::{AdminNotice, Part, day, notice};
use crate::{
    Frame, Locale, Page,
    components::{Badge, Empty, Pager, SearchForm, Table, Tone},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::Date;

/// `/admin/people`: everybody, or whoever a text finds.
#[derive(Clone, Debug)]
pub struct AdminPeopleView {
    pub search: String,
    pub people: Vec<AdminPersonRow>,
    /// Set on a later part of the list.
    pub first_href: Option<String>,
    pub next_href: Option<String>,
    pub notice: Option<AdminNotice>,
}

#[derive(Clone, Debug)]
pub struct AdminPersonRow {
    pub id: i64,
    /// Their e-mail address, when they gave no name.
    pub name: String,
    pub email: String,
    pub marks: PersonMarks,
    pub since: Date,
}

/// What is out of the ordinary about a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PersonMarks {
    pub admin: bool,
    pub suspended: bool,
    pub no_password: bool,
}

impl PersonMarks {
    pub(super) fn badges(self, locale: Locale) -> AnyView {
        let marks = [
            (self.admin, Tone::Info, "admin-badge-admin"),
            (self.suspended, Tone::Problem, "admin-badge-suspended"),
            (self.no_password, Tone::Warning, "admin-badge-no-password"),
        ];
        badges(marks.into_iter().filter(|(is, _, _)| *is).map(|(_, tone, key)| (tone, t!(locale, key))))
    }
}

/// Marks beside a name.
pub(super) fn badges(marks: impl Iterator<Item = (Tone, String)>) -> AnyView {
    let marks = marks.map(|(tone, text)| view! { <Badge tone text /> " " }).collect_view();
    view! { <span class="marks">{marks}</span> }.into_any()
}

impl Page for AdminPeopleView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "admin-nav-people")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let list = if self.people.is_empty() {
            let (heading, text) = (t!(locale, "admin-people-none"), t!(locale, "admin-people-none.text"));
            view! { <Empty heading text /> }.into_any()
        } else {
            let columns = ["admin-person-name", "admin-person-email", "admin-person-since", "admin-person-state"];
            let columns = columns.map(|key| t!(locale, key)).into();
            let rows = self.people.into_iter().map(|person| row(person, locale)).collect();
            view! { <Table caption=t!(locale, "admin-nav-people") columns rows /> }.into_any()
        };
        view! {
            {Part::People.nav(locale)}
            <h1>{t!(locale, "admin-nav-people")}</h1>
            {notice(self.notice, locale)}
            <SearchForm
                action="/admin/people"
                label=t!(locale, "admin-people-search")
                value=self.search
                locale
            />
            {list}
            <Pager first_href=self.first_href next_href=self.next_href locale />
        }
        .into_any()
    }
}

fn row(person: AdminPersonRow, locale: Locale) -> Vec<AnyView> {
    let href = format!("/admin/people/{}", person.id);
    vec![
        view! {
            <a href=href>
                <bdi>{person.name}</bdi>
            </a>
        }
        .into_any(),
        view! { <bdi>{person.email}</bdi> }.into_any(),
        day(person.since, locale),
        person.marks.badges(locale),
    ]
}
