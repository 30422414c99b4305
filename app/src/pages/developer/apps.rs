use super::words::{AppKind, AppState, Mark, Marks, app_href};
use crate::{
    Frame, Locale, Page,
    components::{Empty, Entry, Notice, Panel, Tone},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;

/// `/developer/apps`: what this person registered.
#[derive(Clone, Debug)]
pub struct MyAppsView {
    pub apps: Vec<AppLine>,
    pub registering: Registering,
    /// The name of one that was deleted just now.
    pub deleted: Option<String>,
}

/// One app of the list.
#[derive(Clone, Debug)]
pub struct AppLine {
    pub id: String,
    pub name: String,
    pub logo_href: Option<String>,
    pub kind: AppKind,
    pub state: AppState,
    pub verified: bool,
    /// How many kinds of requests were refused lately.
    pub problems: usize,
    /// How many people it is connected to; nobody connects to a service.
    pub people: Option<u64>,
}

/// Whether this person may register another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registering {
    Open,
    Full { limit: usize },
    AdminsOnly,
}

impl Page for MyAppsView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "developer-title")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let deleted = self.deleted.map(|app| {
            view! { <Notice tone=Tone::Good text=t!(locale, "developer-deleted", app = app) /> }
        });
        let may = self.registering == Registering::Open;
        let new = || (t!(locale, "developer-new"), "/developer/apps/new".to_owned());
        let why_not = match self.registering {
            Registering::Open => None,
            Registering::Full { limit } => Some(t!(locale, "developer-full", limit = limit)),
            Registering::AdminsOnly => Some(t!(locale, "developer-closed")),
        };
        let list = if self.apps.is_empty() {
            let action = may.then(new);
            view! {
                <Empty heading=t!(locale, "developer-empty") text=t!(locale, "developer-empty.text") action />
            }
            .into_any()
        } else {
            let register = may.then(|| {
                let (label, href) = new();
                view! {
                    <p>
                        <a class="button primary" href=href>{label}</a>
                    </p>
                }
            });
            let heading = t!(locale, "developer-count", n = self.apps.len());
            let lines = self.apps.into_iter().map(|app| line(app, locale)).collect_view();
            view! {
                {register}
                <Panel heading>
                    <ul class="entries">{lines}</ul>
                </Panel>
            }
            .into_any()
        };
        view! {
            <h1>{t!(locale, "developer-title")}</h1>
            <p class="lead">{t!(locale, "developer-lead")}</p>
            {deleted}
            {why_not.map(|text| view! { <Notice tone=Tone::Info text /> })}
            {list}
        }
        .into_any()
    }
}

fn line(app: AppLine, locale: Locale) -> impl IntoView {
    let href = app_href(&app.id);
    let problems = (app.problems > 0).then(|| {
        let href = format!("{href}/problems");
        view! {
            <span>
                <a href=href>{t!(locale, "developer-problems", n = app.problems)}</a>
            </span>
        }
    });
    let people = app.people.map(|n| view! { <span>{t!(locale, "developer-people", n = n)}</span> });
    let name = app.name.clone();
    let heading = view! {
        <span class="app-link">
            <Mark name=app.name logo_href=app.logo_href />
            <a href=href>
                <bdi>{name}</bdi>
            </a>
        </span>
    };
    let marks = view! { <Marks state=app.state verified=app.verified locale /> };
    view! {
        <Entry heading=heading.into_any() marks=Some(marks.into_any())>
            <p class="hint facts-line">
                <span>{app.kind.label(locale)}</span>
                {people}
                {problems}
            </p>
        </Entry>
    }
}
