use crate::{
    AppIdentity, Frame, Locale, Page, Person, ScopeLine,
    components::{AppHeadline, AppIdentityCard, Choice, Choices, PostForm, ScopeList, SignedInAs},
    i18n::t,
};
use leptos::prelude::*;

/// `/oauth/authorize`: may this app do these things in my name?
#[derive(Clone, Debug)]
pub struct ConsentView {
    /// The id of the kept authorization request, sent back as the hidden field `request`.
    pub request: String,
    pub app: AppIdentity,
    pub scopes: Vec<ScopeLine>,
    pub lifetime: Lifetime,
    pub person: Person,
    /// Hidden fields posted to `/logout`, so that somebody else comes back here.
    pub switch_account: Vec<(String, String)>,
}

/// How long a permission lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    pub access_seconds: i64,
    /// Whether the app gets a refresh token.
    pub renewable: bool,
    /// For how long the same is not asked again; `None` for an app that is asked for every time.
    pub remembered_seconds: Option<i64>,
}

impl Lifetime {
    fn sentence(self, locale: Locale) -> String {
        let duration = locale.duration(self.access_seconds);
        if self.renewable {
            t!(locale, "consent-lasts-renewed", duration = duration)
        } else {
            t!(locale, "consent-lasts-once", duration = duration)
        }
    }

    fn remembered(self, locale: Locale) -> String {
        match self.remembered_seconds {
            Some(seconds) => t!(locale, "consent-remembered", duration = locale.duration(seconds)),
            None => t!(locale, "consent-every-time"),
        }
    }
}

impl Page for ConsentView {
    const NAMES_PERSON: bool = true;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "consent-title", app = self.app.name.clone())
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let csrf = frame.csrf.clone();
        view! {
            <AppHeadline
                heading=self.title(locale)
                lead=t!(locale, "consent-lead")
                name=self.app.name.clone()
                logo_href=self.app.logo_href.clone()
            />
            <AppIdentityCard app=self.app locale />
            <SignedInAs person=self.person switch_account=self.switch_account csrf=csrf.clone() locale />
            <PostForm action="/oauth/consent" csrf hidden=vec![("request".to_owned(), self.request)]>
                <ScopeList scopes=self.scopes locale />
                <p class="hint">
                    {self.lifetime.sentence(locale)} " " {self.lifetime.remembered(locale)} " "
                    {t!(locale, "consent-take-back")}
                </p>
                <Choices
                    refuse=Choice { value: "refuse", label: t!(locale, "consent-refuse") }
                    accept=Choice { value: "allow", label: t!(locale, "consent-allow") }
                />
            </PostForm>
        }
        .into_any()
    }
}
