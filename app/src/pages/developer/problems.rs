use super::{
    rule::rule_in,
    words::{AppNav, Place},
};
use crate::{
    Frame, Locale, Page,
    components::{Empty, Entry, Facts, Panel},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::OffsetDateTime;

/// `/developer/apps/{id}/problems`: which requests of this app were refused, and by which rule.
#[derive(Clone, Debug)]
pub struct AppProblemsView {
    pub id: String,
    pub name: String,
    /// The latest first.
    pub problems: Vec<AppProblemLine>,
}

/// The same mistake, however often it was made. Rule and texts are the protocol's, in English.
#[derive(Clone, Debug)]
pub struct AppProblemLine {
    pub endpoint: ProblemEndpoint,
    pub error: String,
    pub rule: String,
    pub received: Option<String>,
    pub registered: Option<String>,
    /// Such as `RFC 6749 §3.1.2.3`.
    pub section: Option<String>,
    pub first_at: OffsetDateTime,
    pub last_at: OffsetDateTime,
    pub count: u64,
}

/// Where the request went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemEndpoint {
    Authorize,
    AuthorizeDevice,
    Token,
    Revoke,
    Introspect,
}

impl ProblemEndpoint {
    fn words(self, locale: Locale) -> String {
        match self {
            Self::Authorize => t!(locale, "problem-endpoint-authorize"),
            Self::AuthorizeDevice => t!(locale, "problem-endpoint-device"),
            Self::Token => t!(locale, "problem-endpoint-token"),
            Self::Revoke => t!(locale, "problem-endpoint-revoke"),
            Self::Introspect => t!(locale, "problem-endpoint-introspect"),
        }
    }
}

impl Page for AppProblemsView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "app-problems-title", app = self.name.clone())
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let title = self.title(locale);
        let list = if self.problems.is_empty() {
            view! {
                <Empty heading=t!(locale, "app-problems-empty") text=t!(locale, "app-problems-empty.text") action=None />
            }
            .into_any()
        } else {
            let lines = self.problems.into_iter().map(|problem| line(problem, locale)).collect_view();
            view! {
                <p class="lead">{t!(locale, "app-problems-lead")}</p>
                <Panel heading=t!(locale, "app-problems-list")>
                    <ul class="entries">{lines}</ul>
                </Panel>
            }
            .into_any()
        };
        view! {
            <AppNav id=self.id place=Place::Problems locale />
            <h1>{title}</h1>
            {list}
        }
        .into_any()
    }
}

fn line(problem: AppProblemLine, locale: Locale) -> impl IntoView {
    let times = t!(locale, "problem-count", n = problem.count, first = locale.date(problem.first_at.to_utc().date()));
    let mut facts = vec![(t!(locale, "problem-error"), problem.error)];
    facts.extend(problem.received.map(|text| (t!(locale, "problem-received"), text)));
    facts.extend(problem.registered.map(|text| (t!(locale, "problem-registered"), text)));
    let section = problem.section.map(|section| match rfc_href(&section) {
        Some(href) => view! { <a href=href rel="noreferrer">{section}</a> }.into_any(),
        None => section.into_any(),
    });
    let when =
        vec![(t!(locale, "problem-last"), locale.instant(problem.last_at)), (t!(locale, "problem-times"), times)];
    let heading = match rule_in(locale, &problem.rule) {
        Some(rule) => rule.into_any(),
        None => view! { <span lang="en">{problem.rule}</span> }.into_any(),
    };
    view! {
        <Entry heading=heading>
            <p class="hint facts-line">
                <span>{problem.endpoint.words(locale)}</span>
                <span>{section}</span>
            </p>
            <div lang="en" class="stack verbatim">
                <Facts facts />
            </div>
            <Facts facts=when />
        </Entry>
    }
}

/// Where the rule can be read: `RFC 6749 §3.1.2.3` is `rfc6749#section-3.1.2.3`.
fn rfc_href(section: &str) -> Option<String> {
    let rest = section.strip_prefix("RFC ")?;
    let (number, section) = rest.split_once(" §").unwrap_or((rest, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) || !digits(section) {
        return None;
    }
    let anchor = if section.is_empty() { String::new() } else { format!("#section-{section}") };
    Some(format!("https://www.rfc-editor.org/rfc/rfc{number}{anchor}"))
}

#[cfg(test)]
mod tests {
    use super::rfc_href;

    #[test]
    fn a_section_leads_to_where_it_can_be_read() {
        let href = |section| rfc_href(section).unwrap_or_default();
        assert_eq!(href("RFC 6749 §3.1.2.3"), "https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2.3");
        assert_eq!(href("RFC 9207"), "https://www.rfc-editor.org/rfc/rfc9207");
        for other in ["", "RFC ", "RFC 6749 §4.1, §5", "RFC 67x49", "javascript:alert(1)", "OAuth 2.1 §10.2"] {
            assert_eq!(rfc_href(other), None, "{other}");
        }
    }
}
