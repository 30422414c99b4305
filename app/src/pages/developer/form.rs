use super::{
    AppField, AppKind, Mistake,
    words::{AppNav, Mark, Place, app_href},
};
use crate::{
    Frame, Locale, Page,
    components::{
        Alert, Card, CheckCards, Checkbox, ErrorSummary, FieldText, FileField, Kind, PostForm, TextArea, TextField,
        Tone,
    },
    i18n::t,
    page::Width,
};
use leptos::prelude::*;

/// `/developer/apps/new?kind=…` and `/developer/apps/{id}/edit`: what an app of this kind has to say about itself.
#[derive(Clone, Debug)]
pub struct AppFormView {
    pub purpose: AppPurpose,
    pub kind: AppKind,
    pub typed: AppTyped,
    pub scopes: Vec<ScopeOption>,
    /// Only what every new app gets can be had: nobody consents to what a service does.
    pub scopes_limited: bool,
    pub mistakes: Vec<Mistake>,
    /// A logo came with the form, and the browser will not send it again by itself.
    pub logo_lost: bool,
}

#[derive(Clone, Debug)]
pub enum AppPurpose {
    Register,
    Change { id: String, name: String, verified: bool, trusted: bool, logo_href: Option<String> },
}

/// What stands in the fields: what was typed last time.
#[derive(Clone, Debug, Default)]
pub struct AppTyped {
    pub name: String,
    pub site_url: String,
    pub description: String,
    /// One per line.
    pub redirect_uris: String,
    pub failure_redirect_uri: String,
}

/// One thing an app may ask for, in the person's words.
#[derive(Clone, Debug)]
pub struct ScopeOption {
    pub name: String,
    pub description: String,
    pub sensitive: bool,
    pub chosen: bool,
}

impl AppFormView {
    fn field(&self, field: AppField, label: &str, value: &str, locale: Locale) -> FieldText {
        FieldText {
            name: field.as_str(),
            label: t!(locale, label),
            hint: Some(t!(locale, &format!("{label}.hint"))),
            value: value.to_owned(),
            problems: self
                .mistakes
                .iter()
                .filter(|found| found.field() == field)
                .map(|found| found.words(locale))
                .collect(),
        }
    }

    /// Who the app is, for whoever is asked to allow it.
    fn identity(&self, locale: Locale) -> AnyView {
        let name = self.field(AppField::Name, "app-name", &self.typed.name, locale);
        let site = self.field(AppField::SiteUrl, "app-site-url", &self.typed.site_url, locale);
        let description = self.field(AppField::Description, "app-description", &self.typed.description, locale);
        let autofocus = self.mistakes.is_empty() && matches!(self.purpose, AppPurpose::Register);
        view! {
            <TextField field=name autocomplete="off" autofocus locale />
            <TextField field=site kind=Kind::Url autocomplete="off" optional=true locale />
            <TextArea field=description optional=true locale />
            {self.kind.meets_people().then(|| self.logo(locale))}
        }
        .into_any()
    }

    fn logo(&self, locale: Locale) -> AnyView {
        let mut field = self.field(AppField::Logo, "app-logo", "", locale);
        if self.logo_lost && field.problems.is_empty() {
            field.problems.push(t!(locale, "app-logo.again"));
        }
        let current = match &self.purpose {
            AppPurpose::Change { name, logo_href: Some(href), .. } => {
                let remove =
                    FieldText { name: "remove_logo", label: t!(locale, "app-logo-remove"), ..FieldText::default() };
                Some(view! {
                    <div class="current-logo">
                        <Mark name=name.clone() logo_href=Some(href.clone()) />
                        <Checkbox field=remove />
                    </div>
                })
            }
            _ => None,
        };
        view! {
            {current}
            <FileField field accept="image/png,image/jpeg,image/webp" optional=true locale />
        }
        .into_any()
    }

    /// Where people come back to.
    fn redirects(&self, locale: Locale) -> AnyView {
        let uris = self.field(AppField::RedirectUris, "app-redirect-uris", &self.typed.redirect_uris, locale);
        let failure = &self.typed.failure_redirect_uri;
        let failure = self.field(AppField::FailureRedirectUri, "app-failure-uri", failure, locale);
        view! {
            <TextArea field=uris code=true locale />
            <TextField field=failure kind=Kind::Url autocomplete="off" optional=true locale />
        }
        .into_any()
    }

    /// What it may ask for.
    fn asks(&self, locale: Locale) -> AnyView {
        let mut field = self.field(AppField::Scopes, "app-scopes", "", locale);
        if self.scopes_limited {
            field.hint = Some(t!(locale, "app-scopes.service"));
        }
        let cards = self.scopes.iter().cloned().map(|scope| Card {
            label: match scope.sensitive {
                true => t!(locale, "app-scope-sensitive", description = scope.description),
                false => scope.description,
            },
            text: Some(scope.name.clone()),
            value: scope.name,
            chosen: scope.chosen,
        });
        let cards = cards.collect();
        view! { <CheckCards field cards /> }.into_any()
    }

    fn summary(&self, locale: Locale) -> Vec<(String, String)> {
        self.mistakes.iter().map(|found| (found.field().as_str().to_owned(), found.words(locale))).collect()
    }

    fn lead(&self, locale: Locale) -> String {
        if self.kind.meets_people() { t!(locale, "app-form-lead") } else { t!(locale, "app-form-lead-service") }
    }
}

impl Page for AppFormView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        match &self.purpose {
            AppPurpose::Register => t!(locale, "app-form-new", kind = self.kind.label(locale)),
            AppPurpose::Change { name, .. } => t!(locale, "app-form-change", app = name.clone()),
        }
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let title = self.title(locale);
        let (nav, warnings, action, cancel_href, save) = match &self.purpose {
            AppPurpose::Register => {
                let action = format!("/developer/apps/new?kind={}", self.kind.as_str());
                (None, None, action, "/developer/apps".to_owned(), t!(locale, "app-form-register"))
            }
            AppPurpose::Change { id, name, verified, trusted, .. } => {
                let nav = view! { <AppNav id=id.clone() place=Place::Change locale /> };
                let warning = |key: &str| {
                    let heading = t!(locale, key, app = name.clone());
                    view! { <Alert tone=Tone::Warning heading text=t!(locale, &format!("{key}.text")) /> }
                };
                let warnings =
                    (verified.then(|| warning("app-form-verified")), trusted.then(|| warning("app-form-trusted")));
                let href = app_href(id);
                (Some(nav), Some(warnings), format!("{href}/edit"), href, t!(locale, "app-form-save"))
            }
        };
        let other_kind = matches!(self.purpose, AppPurpose::Register).then(|| {
            view! {
                <p>
                    <a href="/developer/apps/new">{t!(locale, "app-form-other-kind")}</a>
                </p>
            }
        });
        view! {
            {nav}
            <h1>{title}</h1>
            <p class="lead">{self.lead(locale)}</p>
            <ErrorSummary problems=self.summary(locale) locale />
            {warnings}
            {other_kind}
            <PostForm action csrf=frame.csrf.clone() multipart=true>
                {self.identity(locale)}
                {self.kind.has_redirect().then(|| self.redirects(locale))}
                {self.asks(locale)}
                <div class="choices">
                    <a class="button" href=cancel_href>{t!(locale, "cancel")}</a>
                    <button class="button primary">{save}</button>
                </div>
            </PostForm>
        }
        .into_any()
    }
}
