use super::{AdminNotice, Part, day, notice};
use crate::{
    Frame, Locale, Page, PasswordAsk,
    components::{Empty, ErrorSummary, FieldText, Kind, Panel, PostForm, Table, TextField},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::{Date, OffsetDateTime};

/// `/admin/api-keys`: all of them, and the form that makes one.
#[derive(Clone, Debug)]
pub struct AdminApiKeysView {
    /// Newest first.
    pub keys: Vec<AdminApiKeyRow>,
    /// What was typed.
    pub client_id: String,
    pub name: String,
    pub problems: Vec<ApiKeyProblem>,
    pub password: PasswordAsk,
    pub notice: Option<AdminNotice>,
}

#[derive(Clone, Debug)]
pub struct AdminApiKeyRow {
    pub id: String,
    pub name: String,
    pub client_id: String,
    pub made: Date,
    pub revoked: Option<OffsetDateTime>,
}

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyProblem {
    NoSuchApp,
    LongName,
    UnseenName,
}

impl ApiKeyProblem {
    /// The field, and the sentence.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NoSuchApp => ("client_id", "admin-api-key-no-client"),
            Self::LongName => ("name", "admin-api-key-name-long"),
            Self::UnseenName => ("name", "admin-text-unseen"),
        }
    }
}

impl Page for AdminApiKeysView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "admin-nav-api-keys")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let list = if self.keys.is_empty() {
            let (heading, text) = (t!(locale, "admin-api-keys-none"), t!(locale, "admin-api-keys-none.text"));
            view! { <Empty heading text /> }.into_any()
        } else {
            let columns = ["admin-api-key-name", "admin-api-key-app", "admin-api-key-made", "admin-person-state"];
            let columns = columns.map(|key| t!(locale, key)).into();
            let rows = self.keys.into_iter().map(|key| row(key, locale)).collect();
            view! { <Table caption=t!(locale, "admin-nav-api-keys") columns rows /> }.into_any()
        };
        let problems: Vec<_> = self.problems.iter().map(|problem| problem.words()).collect();
        let of = |name| -> Vec<String> {
            problems.iter().filter(|(field, _)| *field == name).map(|(_, key)| t!(locale, *key)).collect()
        };
        let password = self.password.problem(locale);
        let summary = problems.iter().map(|(field, key)| ((*field).to_owned(), t!(locale, *key)));
        let summary = summary.chain(password.iter().map(|text| ("password".to_owned(), text.clone()))).collect();
        let field = |name, label, value| FieldText {
            name,
            label: t!(locale, label),
            value,
            problems: of(name),
            ..FieldText::default()
        };
        let client = field("client_id", "admin-api-key-client", self.client_id);
        let name = field("name", "admin-api-key-name", self.name);
        let password = password_field(password, locale);
        let csrf = frame.csrf.clone();
        view! {
            {Part::ApiKeys.nav(locale)}
            <h1>{t!(locale, "admin-nav-api-keys")}</h1>
            <p class="lead">{t!(locale, "admin-api-keys-lead")}</p>
            {notice(self.notice, locale)}
            <ErrorSummary problems=summary locale />
            {list}
            <Panel heading=t!(locale, "admin-api-key-new")>
                <PostForm action="/admin/api-keys" csrf class="form narrow">
                    <TextField field=client kind=Kind::Code locale />
                    <TextField field=name optional=true locale />
                    <TextField field=password kind=Kind::CurrentPassword locale />
                    <button class="button primary">{t!(locale, "admin-api-key-create")}</button>
                </PostForm>
            </Panel>
        }
        .into_any()
    }
}

/// The administrator's own password, in a form that asks for more.
pub(super) fn password_field(problem: Option<String>, locale: Locale) -> FieldText {
    FieldText {
        name: "password",
        label: t!(locale, "password-yours"),
        hint: Some(t!(locale, "password-why")),
        problems: problem.into_iter().collect(),
        ..FieldText::default()
    }
}

fn row(key: AdminApiKeyRow, locale: Locale) -> Vec<AnyView> {
    let name = if key.name.is_empty() { t!(locale, "admin-api-key-unnamed") } else { key.name };
    let app = format!("/admin/apps/{}", key.client_id);
    let revoke = format!("/admin/api-keys/{}/revoke", key.id);
    let state = match key.revoked {
        Some(at) => view! { {t!(locale, "admin-api-key-revoked", date = locale.date(at.date()))} }.into_any(),
        None => {
            let label = t!(locale, "admin-revoke-api-key", who = name.clone());
            view! { <a href=revoke aria-label=label>{t!(locale, "admin-revoke-api-key.button")}</a> }.into_any()
        }
    };
    vec![
        view! {
            <bdi>{name}</bdi>
            <br />
            <code>{key.id}</code>
        }
        .into_any(),
        view! { <a href=app><code>{key.client_id}</code></a> }.into_any(),
        day(key.made, locale),
        state,
    ]
}
