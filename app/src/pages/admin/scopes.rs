use super::{AdminNotice, Part, notice, person::named_list};
use crate::{
    Frame, Locale, Named, Page,
    components::{
        Alert, Badge, Checkbox, Empty, Entry, ErrorSummary, FieldText, Kind, Panel, PostForm, TextField, Tone,
    },
    i18n::t,
    page::Width,
};
use leptos::prelude::*;

/// `/admin/scopes`: what apps may ask for, and the form that adds to it.
#[derive(Clone, Debug)]
pub struct AdminScopesView {
    pub scopes: Vec<AdminScopeRow>,
    pub form: ScopeForm,
    pub notice: Option<AdminNotice>,
}

#[derive(Clone, Debug)]
pub struct AdminScopeRow {
    pub name: String,
    /// The page about it.
    pub href: String,
    pub english: String,
    pub french: String,
    pub sensitive: bool,
    pub optional: bool,
    pub default: bool,
}

/// What is typed about a scope, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct ScopeForm {
    /// Only a new one can be named.
    pub name: String,
    pub english: String,
    pub french: String,
    pub sensitive: bool,
    pub optional: bool,
    pub default: bool,
    pub problems: Vec<ScopeProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeProblem {
    Name,
    NameTaken,
    NoEnglish,
    NoFrench,
    LongEnglish,
    LongFrench,
    UnseenEnglish,
    UnseenFrench,
}

impl ScopeProblem {
    /// The field, and the sentence.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => ("name", "admin-scope-name-wrong"),
            Self::NameTaken => ("name", "admin-scope-name-taken"),
            Self::NoEnglish => ("english", "admin-scope-text-missing"),
            Self::NoFrench => ("french", "admin-scope-text-missing"),
            Self::LongEnglish => ("english", "admin-scope-text-long"),
            Self::LongFrench => ("french", "admin-scope-text-long"),
            Self::UnseenEnglish => ("english", "admin-text-unseen"),
            Self::UnseenFrench => ("french", "admin-text-unseen"),
        }
    }
}

impl ScopeForm {
    fn summary(&self, locale: Locale) -> Vec<(String, String)> {
        let words = self.problems.iter().map(|problem| problem.words());
        words.map(|(field, key)| (field.to_owned(), t!(locale, key))).collect()
    }

    fn field(&self, name: &'static str, key: &'static str, value: &str, locale: Locale) -> FieldText {
        let problems = self.problems.iter().map(|problem| problem.words()).filter(|(field, _)| *field == name);
        FieldText {
            name,
            label: t!(locale, key),
            hint: Some(t!(locale, &format!("{key}.hint"))),
            value: value.to_owned(),
            problems: problems.map(|(_, key)| t!(locale, key)).collect(),
        }
    }

    /// All but the name.
    fn fields(&self, locale: Locale) -> impl IntoView + use<> {
        let english = self.field("english", "admin-scope-english", &self.english, locale);
        let french = self.field("french", "admin-scope-french", &self.french, locale);
        let sensitive = self.field("sensitive", "admin-scope-sensitive", "", locale);
        let optional = self.field("optional", "admin-scope-optional", "", locale);
        let default = self.field("default", "admin-scope-default", "", locale);
        view! {
            <TextField field=english locale />
            <TextField field=french locale />
            <Checkbox field=sensitive checked=self.sensitive />
            <Checkbox field=optional checked=self.optional />
            <Checkbox field=default checked=self.default />
        }
    }
}

impl Page for AdminScopesView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "admin-nav-scopes")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let list = if self.scopes.is_empty() {
            let (heading, text) = (t!(locale, "admin-scopes-none"), t!(locale, "admin-scopes-none.text"));
            view! { <Empty heading text /> }.into_any()
        } else {
            let entries = self.scopes.into_iter().map(|scope| entry(scope, locale)).collect_view();
            view! { <ul class="entries">{entries}</ul> }.into_any()
        };
        let name = self.form.field("name", "admin-scope-name", &self.form.name, locale);
        let csrf = frame.csrf.clone();
        view! {
            {Part::Scopes.nav(locale)}
            <h1>{t!(locale, "admin-nav-scopes")}</h1>
            <p class="lead">{t!(locale, "admin-scopes-lead")}</p>
            {notice(self.notice, locale)}
            <ErrorSummary problems=self.form.summary(locale) locale />
            {list}
            <Panel heading=t!(locale, "admin-scope-new")>
                <PostForm action="/admin/scopes" csrf class="form narrow">
                    <TextField field=name kind=Kind::Code locale />
                    {self.form.fields(locale)}
                    <button class="button primary">{t!(locale, "admin-scope-add")}</button>
                </PostForm>
            </Panel>
        }
        .into_any()
    }
}

fn entry(scope: AdminScopeRow, locale: Locale) -> AnyView {
    let heading = view! { <a href=scope.href><code>{scope.name}</code></a> }.into_any();
    let marks = [
        (scope.sensitive, Tone::Warning, "admin-scope-sensitive"),
        (scope.optional, Tone::Info, "admin-scope-optional"),
        (scope.default, Tone::Info, "admin-scope-default"),
    ];
    let marks = marks.into_iter().filter(|(is, _, _)| *is);
    let marks = marks.map(|(_, tone, key)| view! { <Badge tone text=t!(locale, key) /> " " }).collect_view().into_any();
    view! {
        <Entry heading marks=Some(marks)>
            <p lang="en">{scope.english}</p>
            <p lang="fr">{scope.french}</p>
        </Entry>
    }
    .into_any()
}

/// `/admin/scopes/{name}`: its texts, and who may ask for it.
#[derive(Clone, Debug)]
pub struct AdminScopeView {
    /// The address of this page.
    pub href: String,
    pub form: ScopeForm,
    /// Apps that may ask for it.
    pub used_by: Vec<Named>,
    /// It was to be deleted, and these apps keep it.
    pub kept: bool,
    pub notice: Option<AdminNotice>,
}

impl Page for AdminScopeView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "admin-scope-edit", name = self.form.name.clone())
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let heading = self.title(locale);
        let kept = self.kept.then(|| {
            let (heading, text) = (t!(locale, "admin-scope-in-use"), t!(locale, "admin-scope-in-use.text"));
            view! { <Alert tone=Tone::Problem heading text /> }
        });
        let delete = format!("{}/delete", self.href);
        let used_by = if self.used_by.is_empty() {
            view! {
                <p>{t!(locale, "admin-scope-unused")}</p>
                <div class="acts">
                    <a class="button danger" href=delete>{t!(locale, "admin-delete-scope.button")}</a>
                </div>
            }
            .into_any()
        } else {
            named_list(self.used_by)
        };
        view! {
            {Part::Scopes.nav(locale)}
            <h1>{heading}</h1>
            {notice(self.notice, locale)}
            {kept}
            <ErrorSummary problems=self.form.summary(locale) locale />
            <PostForm action=self.href csrf=frame.csrf.clone() class="form narrow">
                {self.form.fields(locale)}
                <button class="button primary">{t!(locale, "admin-save")}</button>
            </PostForm>
            <Panel heading=t!(locale, "admin-scope-used-by")>{used_by}</Panel>
        }
        .into_any()
    }
}
