use super::AppNotice;
use super::words::{AppKind, AppNav, AppState, Mark, Marks, Place, app_href};
use crate::{
    Frame, Locale, Page,
    components::{Alert, CodeLine, Facts, Listing, Notice, Panel, PostForm, Tone},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::{Date, OffsetDateTime};

/// `/developer/apps/{id}`: everything about one app.
#[derive(Clone, Debug)]
pub struct AppView {
    pub id: String,
    pub name: String,
    pub logo_href: Option<String>,
    pub kind: AppKind,
    pub state: AppState,
    pub verified: bool,
    /// What the form before this page did.
    pub notice: Option<AppNotice>,
    /// Shown this once, right after it was made.
    pub new_secret: Option<String>,
    /// None for an app without secrets.
    pub secret: Option<AppSecret>,
    pub site_url: Option<String>,
    pub description: Option<String>,
    pub redirect_uris: Vec<String>,
    pub failure_redirect_uri: Option<String>,
    /// What it may ask for, in the person's words.
    pub scopes: Vec<String>,
    pub registered_on: Date,
    /// How many people it is connected to.
    pub people: Option<u64>,
    /// How many kinds of requests were refused lately.
    pub problems: usize,
    pub snippets: Vec<Snippet>,
}

/// Whether an older secret still works beside the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppSecret {
    One,
    Two { old_ends: OldSecretEnd },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldSecretEnd {
    At(OffsetDateTime),
    /// Only when another secret is made.
    NotByItself,
}

/// Lines to copy for this very app.
#[derive(Clone, Debug)]
pub struct Snippet {
    pub language: SnippetLanguage,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnippetLanguage {
    Curl,
    JavaScript,
    Python,
}

impl SnippetLanguage {
    fn words(self, locale: Locale) -> String {
        match self {
            Self::Curl => t!(locale, "snippet-curl"),
            Self::JavaScript => t!(locale, "snippet-javascript"),
            Self::Python => t!(locale, "snippet-python"),
        }
    }
}

impl Page for AppView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, _: Locale) -> String {
        self.name.clone()
    }

    fn has_forms(&self) -> bool {
        self.state == AppState::Paused
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let notice = self.notice.map(|notice| {
            let (tone, text) = notice.words(&self.name, locale);
            view! { <Notice tone text /> }
        });
        view! {
            <AppNav id=self.id.clone() place=Place::Overview locale />
            <div class="app-head">
                <Mark name=self.name.clone() logo_href=self.logo_href.clone() />
                <h1>
                    <bdi>{self.name.clone()}</bdi>
                </h1>
                <Marks state=self.state verified=self.verified locale />
            </div>
            {notice}
            {self.credentials(locale)}
            {self.stopped(frame)}
            {self.about(locale)}
            {self.secrets(locale)}
            {self.connecting(locale)}
            {self.refused(locale)}
            {self.stopping(locale)}
        }
        .into_any()
    }
}

impl AppView {
    fn href(&self, page: &str) -> String {
        format!("{}/{page}", app_href(&self.id))
    }

    /// The client id, and the secret while it can be shown.
    fn credentials(&self, locale: Locale) -> AnyView {
        let warning = self.new_secret.is_some().then(|| {
            view! {
                <Alert
                    tone=Tone::Warning
                    heading=t!(locale, "app-secret-once")
                    text=t!(locale, "app-secret-once.text")
                />
            }
        });
        let secret =
            self.new_secret.clone().map(|text| view! { <CodeLine label=t!(locale, "app-client-secret") text /> });
        view! {
            {warning}
            <div class="stack">
                <CodeLine label=t!(locale, "app-client-id") text=self.id.clone() />
                {secret}
            </div>
        }
        .into_any()
    }

    /// Why it may not act, and the way back as far as it is the developer's.
    fn stopped(&self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let alert = |key: &str| {
            let text = t!(locale, &format!("{key}.text"));
            view! { <Alert tone=Tone::Warning heading=t!(locale, key) text /> }
        };
        match self.state {
            AppState::Active => ().into_any(),
            AppState::Suspended => alert("app-suspended").into_any(),
            AppState::Paused => view! {
                {alert("app-paused")}
                <PostForm action=self.href("resume") csrf=frame.csrf.clone()>
                    <button class="button primary">{t!(locale, "app-resume")}</button>
                </PostForm>
            }
            .into_any(),
        }
    }

    fn about(&self, locale: Locale) -> AnyView {
        let fact = |key: &str, value: String| (t!(locale, key), value);
        let mut facts = vec![fact("app-kind", self.kind.label(locale))];
        facts.extend(self.site_url.clone().map(|url| fact("app-site-url", url)));
        facts.extend(self.description.clone().map(|text| fact("app-description", text)));
        facts.extend(self.redirect_uris.iter().map(|uri| fact("app-redirect-uri", uri.clone())));
        facts.extend(self.failure_redirect_uri.clone().map(|uri| fact("app-failure", uri)));
        facts.extend(self.scopes.iter().map(|scope| fact("app-scope", scope.clone())));
        facts.push(fact("app-registered-at", locale.date(self.registered_on)));
        facts.extend(self.people.map(|n| (t!(locale, "app-connected"), t!(locale, "developer-people", n = n))));
        let href = self.href("edit");
        view! {
            <Panel heading=t!(locale, "app-about")>
                <div class="stack">
                    <Facts facts />
                </div>
                <p>
                    <a href=href>{t!(locale, "app-nav-change")}</a>
                </p>
            </Panel>
        }
        .into_any()
    }

    fn secrets(&self, locale: Locale) -> AnyView {
        let Some(secret) = self.secret else { return ().into_any() };
        let text = match secret {
            AppSecret::One => t!(locale, "app-secret-one"),
            AppSecret::Two { old_ends: OldSecretEnd::At(end) } => {
                t!(locale, "app-secret-two", until = locale.instant(end))
            }
            AppSecret::Two { old_ends: OldSecretEnd::NotByItself } => t!(locale, "app-secret-two-for-ever"),
        };
        let end = (secret != AppSecret::One).then(|| {
            view! { <a class="button" href=self.href("secret/end")>{t!(locale, "app-secret-end")}</a> }
        });
        let href = self.href("secret");
        view! {
            <Panel heading=t!(locale, "app-secret-heading")>
                <p>{text}</p>
                <div class="app-actions">
                    <a class="button" href=href>{t!(locale, "app-secret-new")}</a>
                    {end}
                </div>
            </Panel>
        }
        .into_any()
    }

    fn connecting(&self, locale: Locale) -> AnyView {
        let snippets = self.snippets.iter().enumerate().map(|(index, snippet)| {
            let label = snippet.language.words(locale);
            view! {
                <details name="snippets" open={index == 0}>
                    <summary>{label.clone()}</summary>
                    <Listing label text=snippet.text.clone() />
                </details>
            }
        });
        let snippets = snippets.collect_view();
        let placeholder = self.secret.is_some().then(|| t!(locale, "app-snippets.secret"));
        view! {
            <Panel heading=t!(locale, "app-snippets")>
                <p>{t!(locale, "app-snippets.text")} " " {placeholder}</p>
                {snippets}
            </Panel>
        }
        .into_any()
    }

    fn refused(&self, locale: Locale) -> AnyView {
        let text = match self.problems {
            0 => t!(locale, "app-problems-none"),
            n => t!(locale, "app-problems-some", n = n),
        };
        let link = (self.problems > 0).then(|| {
            view! {
                <p>
                    <a href=self.href("problems")>{t!(locale, "app-problems-see")}</a>
                </p>
            }
        });
        view! {
            <Panel heading=t!(locale, "app-nav-problems")>
                <p>{text}</p>
                {link}
            </Panel>
        }
        .into_any()
    }

    fn stopping(&self, locale: Locale) -> AnyView {
        let pause = (self.state == AppState::Active)
            .then(|| view! { <a class="button" href=self.href("pause")>{t!(locale, "app-pause")}</a> });
        let delete = self.href("delete");
        view! {
            <Panel heading=t!(locale, "app-stop")>
                <p>{t!(locale, "app-stop-text")}</p>
                <div class="app-actions">
                    {pause} <a class="button" href=delete>{t!(locale, "app-delete")}</a>
                </div>
            </Panel>
        }
        .into_any()
    }
}
