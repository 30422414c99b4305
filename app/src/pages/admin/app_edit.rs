use super::{Part, api_keys::password_field, app::KINDS};
use crate::{
    Frame, Locale, Page, PasswordAsk,
    components::{Card, CheckCards, Checkbox, ErrorSummary, FieldText, Kind, PostForm, Select, TextArea, TextField},
    i18n::t,
    page::Width,
    pages::{AppField, Mistake},
};
use leptos::prelude::*;

/// `/admin/apps/{id}/edit`: everything about an app that is not an act.
#[derive(Clone, Debug)]
pub struct AdminAppEditView {
    pub id: String,
    /// As it is called now.
    pub app_name: String,
    pub form: AdminAppForm,
    /// All there are, as the protocol writes them.
    pub grant_types: Vec<String>,
    pub scopes: Vec<String>,
    pub mistakes: Vec<Mistake>,
    /// Lifetimes that are no time at all.
    pub unreadable: Vec<AppField>,
    pub password: PasswordAsk,
}

/// What is typed, or what the record says.
#[derive(Clone, Debug, Default)]
pub struct AdminAppForm {
    pub name: String,
    pub kind: String,
    pub grant_types: Vec<String>,
    pub scopes: Vec<String>,
    pub default_scopes: Vec<String>,
    /// One on each line.
    pub redirect_uris: String,
    pub failure_redirect_uri: String,
    pub requires_pkce: bool,
    pub token_format: String,
    /// `2h`.
    pub access_lifetime: String,
    /// `30d`, or nothing for the server's setting.
    pub refresh_lifetime: String,
    pub site_url: String,
    pub description: String,
}

impl AdminAppEditView {
    fn problems(&self, field: AppField, locale: Locale) -> Vec<String> {
        let mistakes = self.mistakes.iter().filter(|mistake| mistake.field() == field);
        let unreadable = self.unreadable.iter().filter(|unreadable| **unreadable == field);
        let unreadable = unreadable.map(|_| t!(locale, "admin-edit-lifetime-wrong"));
        mistakes.map(|mistake| mistake.words(locale)).chain(unreadable).collect()
    }

    fn summary(&self, password: Option<&String>, locale: Locale) -> Vec<(String, String)> {
        let mistakes = self.mistakes.iter().map(|mistake| (mistake.field().as_str(), mistake.words(locale)));
        let unreadable = self.unreadable.iter().map(|field| (field.as_str(), t!(locale, "admin-edit-lifetime-wrong")));
        let password = password.map(|text| ("password", text.clone()));
        mistakes.chain(unreadable).chain(password).map(|(field, text)| (field.to_owned(), text)).collect()
    }

    fn field(&self, field: AppField, key: &str, value: &str, locale: Locale) -> FieldText {
        FieldText {
            name: field.as_str(),
            label: t!(locale, key),
            hint: None,
            value: value.to_owned(),
            problems: self.problems(field, locale),
        }
    }

    /// The same, with what helps before typing.
    fn hinted(&self, field: AppField, key: &str, value: &str, locale: Locale) -> FieldText {
        FieldText { hint: Some(t!(locale, &format!("{key}.hint"))), ..self.field(field, key, value, locale) }
    }

    fn who_it_is(&self, locale: Locale) -> impl IntoView + use<> {
        let form = &self.form;
        let name = self.field(AppField::Name, "admin-app-name", &form.name, locale);
        let kind = self.field(AppField::Kind, "admin-app-kind", &form.kind, locale);
        let kinds = KINDS.map(|(kind, key)| (kind.to_owned(), t!(locale, key))).into();
        let site = self.field(AppField::SiteUrl, "admin-app-site", &form.site_url, locale);
        let description = self.field(AppField::Description, "admin-app-description", &form.description, locale);
        view! {
            <TextField field=name locale />
            <Select field=kind options=kinds />
            <TextField field=site kind=Kind::Url optional=true locale />
            <TextArea field=description optional=true locale />
        }
    }

    fn where_it_returns(&self, locale: Locale) -> impl IntoView + use<> {
        let form = &self.form;
        let redirects = self.hinted(AppField::RedirectUris, "admin-edit-redirects", &form.redirect_uris, locale);
        let failure =
            self.hinted(AppField::FailureRedirectUri, "admin-edit-failure", &form.failure_redirect_uri, locale);
        view! {
            <TextArea field=redirects code=true optional=true locale />
            <TextField field=failure kind=Kind::Url optional=true locale />
        }
    }

    fn what_it_may(&self, locale: Locale) -> impl IntoView + use<> {
        let form = &self.form;
        let grants = self.field(AppField::GrantTypes, "admin-app-grants", "", locale);
        let scopes = self.field(AppField::Scopes, "admin-edit-scopes", "", locale);
        let defaults = self.field(AppField::DefaultScopes, "admin-edit-default-scopes", "", locale);
        let pkce = self.hinted(AppField::Pkce, "admin-edit-pkce", "", locale);
        view! {
            <CheckCards field=grants cards=cards(&self.grant_types, &form.grant_types) />
            <CheckCards field=scopes cards=cards(&self.scopes, &form.scopes) />
            <CheckCards field=defaults cards=cards(&self.scopes, &form.default_scopes) />
            <Checkbox field=pkce checked=form.requires_pkce />
        }
    }

    fn its_tokens(&self, locale: Locale) -> impl IntoView + use<> {
        let form = &self.form;
        let format = FieldText {
            name: "token_format",
            label: t!(locale, "admin-edit-format"),
            value: form.token_format.clone(),
            ..FieldText::default()
        };
        let formats = [("jwt", "admin-edit-format-jwt"), ("opaque", "admin-edit-format-opaque")];
        let formats = formats.map(|(format, key)| (format.to_owned(), t!(locale, key))).into();
        let access = self.hinted(AppField::AccessTokenLifetime, "admin-edit-access", &form.access_lifetime, locale);
        let refresh = self.hinted(AppField::RefreshTokenLifetime, "admin-edit-refresh", &form.refresh_lifetime, locale);
        view! {
            <Select field=format options=formats />
            <TextField field=access kind=Kind::Code locale />
            <TextField field=refresh kind=Kind::Code optional=true locale />
        }
    }
}

/// A box for each of these, ticked where it is chosen. What was chosen and is not offered any more can be kept.
fn cards(offered: &[String], chosen: &[String]) -> Vec<Card> {
    let lost = chosen.iter().filter(|value| !offered.contains(value));
    let card = |value: &String| Card {
        value: value.clone(),
        label: value.rsplit(':').next().unwrap_or_default().to_owned(),
        text: None,
        chosen: chosen.contains(value),
    };
    offered.iter().chain(lost).map(card).collect()
}

impl Page for AdminAppEditView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "admin-edit-title", app = self.app_name.clone())
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let heading = self.title(locale);
        let password = self.password.problem(locale);
        let summary = self.summary(password.as_ref(), locale);
        let base = format!("/admin/apps/{}", self.id);
        let password = password_field(password, locale);
        view! {
            {Part::Apps.nav(locale)}
            <h1>{heading}</h1>
            <ErrorSummary problems=summary locale />
            <PostForm action=format!("{base}/edit") csrf=frame.csrf.clone() class="form narrow">
                {self.who_it_is(locale)}
                {self.where_it_returns(locale)}
                {self.what_it_may(locale)}
                {self.its_tokens(locale)}
                <TextField field=password kind=Kind::CurrentPassword locale />
                <div class="choices">
                    <a class="button" href=base>{t!(locale, "cancel")}</a>
                    <button class="button primary">{t!(locale, "admin-save")}</button>
                </div>
            </PostForm>
        }
        .into_any()
    }
}
