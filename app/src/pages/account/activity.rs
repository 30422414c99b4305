use super::{Place, top};
use crate::{
    AuditLine, Frame, Locale, Page,
    components::{AuditList, Empty, Pager},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;

/// `GET /account/activity`: what the audit log holds on the person who looks.
#[derive(Clone, Debug)]
pub struct ActivityView {
    pub lines: Vec<AuditLine>,
    /// Set when this is not where the list begins.
    pub first_href: Option<String>,
    pub next_href: Option<String>,
}

impl Page for ActivityView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        Place::Activity.title(locale)
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let list = if self.lines.is_empty() {
            let (heading, text) = (t!(locale, "account-activity-none"), t!(locale, "account-activity-none.text"));
            view! { <Empty heading text /> }.into_any()
        } else {
            view! { <AuditList lines=self.lines locale /> }.into_any()
        };
        view! {
            {top(Place::Activity, None, locale)}
            {list}
            <Pager first_href=self.first_href next_href=self.next_href locale />
        }
        .into_any()
    }
}
