use super::Part;
use crate::{
    AuditLine, Frame, Locale, Page, audit_events,
    components::{AuditList, Empty, ErrorSummary, FieldText, Kind, Pager, Select, TextField, audit_sentence},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;

/// `/admin/audit`: what happened, newest first.
#[derive(Clone, Debug)]
pub struct AdminAuditView {
    pub filter: AuditFilter,
    pub lines: Vec<AuditLine>,
    /// Set on a later part of the log.
    pub first_href: Option<String>,
    pub next_href: Option<String>,
}

/// Which lines are asked for, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub event: String,
    pub email: String,
    pub client_id: String,
    pub problems: Vec<AuditFilterProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFilterProblem {
    NoSuchPerson,
    NoSuchApp,
}

impl AuditFilterProblem {
    /// The field, and the sentence.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NoSuchPerson => ("email", "admin-audit-no-person"),
            Self::NoSuchApp => ("client_id", "admin-audit-no-client"),
        }
    }
}

impl Page for AdminAuditView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "admin-nav-audit")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let list = if self.lines.is_empty() {
            let (heading, text) = (t!(locale, "admin-audit-none"), t!(locale, "admin-audit-none.text"));
            view! { <Empty heading text /> }.into_any()
        } else {
            view! { <AuditList lines=self.lines locale /> }.into_any()
        };
        let problems = self.filter.problems.iter().map(|problem| problem.words());
        let summary = problems.map(|(field, key)| (field.to_owned(), t!(locale, key))).collect();
        view! {
            {Part::Audit.nav(locale)}
            <h1>{t!(locale, "admin-nav-audit")}</h1>
            <p class="lead">{t!(locale, "admin-audit-lead")}</p>
            <ErrorSummary problems=summary locale />
            {self.filter.form(locale)}
            {list}
            <Pager first_href=self.first_href next_href=self.next_href locale />
        }
        .into_any()
    }
}

impl AuditFilter {
    fn form(self, locale: Locale) -> impl IntoView {
        let field = |name, key, value: &str| FieldText {
            name,
            label: t!(locale, key),
            value: value.to_owned(),
            problems: self
                .problems
                .iter()
                .map(|problem| problem.words())
                .filter(|(field, _)| *field == name)
                .map(|(_, key)| t!(locale, key))
                .collect(),
            ..FieldText::default()
        };
        let everything = (String::new(), t!(locale, "admin-audit-event-all"));
        let events = audit_events().map(|event| (event.to_owned(), audit_sentence(event, None, locale)));
        let options = [everything].into_iter().chain(events).collect();
        view! {
            <form method="get" action="/admin/audit" class="search" role="search">
                <Select field=field("event", "admin-audit-event", &self.event) options />
                <TextField
                    field=field("email", "admin-audit-person", &self.email)
                    kind=Kind::Code
                    optional=true
                    locale
                />
                <TextField
                    field=field("client_id", "admin-audit-client", &self.client_id)
                    kind=Kind::Code
                    optional=true
                    locale
                />
                <button class="button">{t!(locale, "search")}</button>
            </form>
        }
    }
}
