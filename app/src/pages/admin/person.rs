use super::{AdminNotice, Part, PersonAct, PersonMarks, notice};
use crate::{
    AuditLine, Frame, Locale, Named, Page,
    components::{AuditList, Badge, Facts, Panel, Tone},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::Date;

/// `/admin/people/{id}`.
#[derive(Clone, Debug)]
pub struct AdminPersonView {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub marks: PersonMarks,
    /// Whoever looks is this person.
    pub is_you: bool,
    /// What they chose.
    pub language: Option<Locale>,
    pub since: Date,
    pub sessions: u64,
    pub connected_apps: u64,
    pub own_apps: Vec<Named>,
    pub activity: Vec<AuditLine>,
    /// All their activity.
    pub activity_href: String,
    /// What can be done as they are now.
    pub acts: Vec<PersonAct>,
    pub notice: Option<AdminNotice>,
}

impl Page for AdminPersonView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        // The name alone would be no title of ours: whose page it is, and where.
        t!(locale, "admin-person-title", who = self.name.clone())
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let language =
            self.language.map_or_else(|| t!(locale, "admin-person-language-unset"), |l| l.endonym().to_owned());
        let facts = vec![
            (t!(locale, "admin-person-email"), self.email),
            (t!(locale, "admin-person-number"), self.id.to_string()),
            (t!(locale, "admin-person-since"), locale.date(self.since)),
            (t!(locale, "admin-person-language"), language),
            (t!(locale, "admin-person-sessions"), t!(locale, "admin-person-sessions-count", n = self.sessions)),
            (t!(locale, "admin-person-connected"), self.connected_apps.to_string()),
        ];
        let you = self.is_you.then(|| view! { <Badge tone=Tone::Good text=t!(locale, "admin-person-you") /> });
        let acts = self.acts.into_iter().map(|act| {
            (
                act.hurts(),
                t!(locale, &format!("{}.act", act.key())),
                format!("/admin/people/{}/{}", self.id, act.segment()),
            )
        });
        let acts = acts_of(acts);
        let own_apps = (!self.own_apps.is_empty()).then(|| {
            view! { <Panel heading=t!(locale, "admin-person-apps")>{named_list(self.own_apps)}</Panel> }
        });
        view! {
            {Part::People.nav(locale)}
            <div class="titled">
                <h1>
                    <bdi>{self.name}</bdi>
                </h1>
                {self.marks.badges(locale)}
                {you}
            </div>
            {notice(self.notice, locale)}
            <Facts facts />
            <Panel heading=t!(locale, "admin-acts")>{acts}</Panel>
            {own_apps}
            <Panel heading=t!(locale, "admin-person-activity")>
                <AuditList lines=self.activity locale />
                <p>
                    <a href=self.activity_href>{t!(locale, "admin-person-see-activity")}</a>
                </p>
            </Panel>
        }
        .into_any()
    }
}

/// Ways to pages that ask before they act: whether it hurts, the word, and where.
pub(super) fn acts_of(acts: impl Iterator<Item = (bool, String, String)>) -> AnyView {
    let links = acts
        .map(|(hurts, label, href)| {
            let class = if hurts { "button danger" } else { "button" };
            view! { <a class=class href=href>{label}</a> }
        })
        .collect_view();
    view! { <div class="acts">{links}</div> }.into_any()
}

pub(super) fn named_list(all: Vec<Named>) -> AnyView {
    let lines = all
        .into_iter()
        .map(|Named { name, href }| {
            view! {
                <li>
                    <a href=href>
                        <bdi>{name}</bdi>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="links">{lines}</ul> }.into_any()
}
