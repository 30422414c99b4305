use super::{AccountNotice, Place, top};
use crate::{
    Frame, Locale, Page,
    components::{ErrorSummary, FieldText, Panel, PostForm, Select, TextField},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;

/// `/account`: who the person is here, and the ways to everything else that is theirs.
#[derive(Clone, Debug)]
pub struct AccountView {
    pub notice: Option<AccountNotice>,
    pub email: String,
    pub profile: Profile,
    /// What they chose; `None` follows the browser.
    pub language: Option<Locale>,
    /// Browsers they are signed in with.
    pub sessions: u64,
    /// Apps that may use the account.
    pub apps: u64,
}

/// The names, as they are or as they were typed.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub firstname: String,
    pub lastname: String,
    pub firstname_problem: Option<NameProblem>,
    pub lastname_problem: Option<NameProblem>,
}

/// Why a name is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    Missing,
    TooLong,
    /// It holds characters that cannot be seen.
    Unseen,
}

impl NameProblem {
    pub(crate) fn words(self, locale: Locale) -> String {
        t!(
            locale,
            match self {
                Self::Missing => "account-name-missing",
                Self::TooLong => "account-name-long",
                Self::Unseen => "account-name-unseen",
            }
        )
    }
}

impl Page for AccountView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        Place::Overview.title(locale)
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let language = language(self.language, frame.csrf.clone(), locale);
        let csrf = frame.csrf.clone();
        let (names, problems) = names(self.profile, locale);
        view! {
            {top(Place::Overview, self.notice, locale)}
            <ErrorSummary problems locale />
            <Panel heading=t!(locale, "account-profile")>
                <PostForm action="/account" csrf>
                    <div class="columns">{names}</div>
                    <div class="end">
                        <button class="button primary">{t!(locale, "account-save")}</button>
                    </div>
                </PostForm>
            </Panel>
            <Panel heading=t!(locale, "account-address")>
                <div class="line">
                    <p>
                        <bdi>{self.email}</bdi>
                    </p>
                    <a class="button small" href="/account/email">{t!(locale, "account-address-change")}</a>
                </div>
            </Panel>
            <Panel heading=t!(locale, "account-language")>{language}</Panel>
            <Panel heading=t!(locale, "account-access")>
                <div class="line">
                    <p>{t!(locale, "account-access-sessions", n = self.sessions)}</p>
                    <a class="button small" href="/account/sessions">{t!(locale, "account-access-sessions.label")}</a>
                </div>
                <div class="line">
                    <p>{t!(locale, "account-access-apps", n = self.apps)}</p>
                    <a class="button small" href="/account/apps">{t!(locale, "account-access-apps.label")}</a>
                </div>
            </Panel>
            <Panel heading=t!(locale, "account-end")>
                <div class="line">
                    <p>{t!(locale, "account-end.text")}</p>
                    <a class="button small danger" href="/account/delete">{t!(locale, "account-end.label")}</a>
                </div>
            </Panel>
        }
        .into_any()
    }
}

/// The two fields, and what is wrong with them.
fn names(profile: Profile, locale: Locale) -> (AnyView, Vec<(String, String)>) {
    let first = profile.firstname_problem.map(|problem| problem.words(locale));
    let last = profile.lastname_problem.map(|problem| problem.words(locale));
    let problems = [("firstname", first.clone()), ("lastname", last.clone())];
    let problems = problems.into_iter().filter_map(|(name, problem)| Some((name.to_owned(), problem?))).collect();
    let field = |name, key, value, problem: Option<String>| FieldText {
        name,
        label: t!(locale, key),
        hint: None,
        value,
        problems: problem.into_iter().collect(),
    };
    let first = field("firstname", "account-firstname", profile.firstname, first);
    let last = field("lastname", "account-lastname", profile.lastname, last);
    let fields = view! {
        <TextField field=first autocomplete="given-name" locale />
        <TextField field=last autocomplete="family-name" locale />
    };
    (fields.into_any(), problems)
}

fn language(chosen: Option<Locale>, csrf: Option<String>, locale: Locale) -> impl IntoView {
    let field = FieldText {
        name: "language",
        label: t!(locale, "account-language-field"),
        hint: Some(t!(locale, "account-language-field.hint")),
        value: chosen.map(Locale::as_str).unwrap_or_default().to_owned(),
        ..FieldText::default()
    };
    let follow = (String::new(), t!(locale, "account-language-browser"));
    let spoken = Locale::ALL.map(|locale| (locale.as_str().to_owned(), locale.endonym().to_owned()));
    let options = std::iter::once(follow).chain(spoken).collect();
    view! {
        <PostForm action="/account/language" csrf class="line">
            <Select field options />
            <button class="button">{t!(locale, "account-save")}</button>
        </PostForm>
    }
}
