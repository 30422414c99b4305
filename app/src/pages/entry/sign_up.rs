use super::email_field;
use crate::{
    AddressProblem, Destination, Frame, Locale, Page,
    components::{ErrorSummary, Kind, PostForm, TextField},
    i18n::t,
};
use leptos::prelude::*;

/// `/sign-up`: the address, and nothing else. No account exists before its link comes back.
#[derive(Clone, Debug)]
pub struct SignUpView {
    /// Hidden fields that bring the person back to what they were doing.
    pub carry: Vec<(String, String)>,
    pub destination: Destination,
    /// What was typed last time.
    pub email: String,
    pub problem: Option<AddressProblem>,
    /// Signing in, on the way to the same place.
    pub login_href: String,
}

/// `/sign-up` where only administrators make accounts.
#[derive(Clone, Debug)]
pub struct SignUpClosedView {
    pub login_href: String,
}

impl Page for SignUpView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "sign-up-title")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let (field, problems) = email_field(self.email, self.problem, locale);
        view! {
            <h1>{t!(locale, "sign-up-title")}</h1>
            {self.destination.words(locale).map(|text| view! { <p class="lead">{text}</p> })}
            <p>{t!(locale, "sign-up-lead")}</p>
            <ErrorSummary problems locale />
            <PostForm action="/sign-up" csrf=frame.csrf.clone() hidden=self.carry>
                <TextField field kind=Kind::Email autofocus=true locale />
                <button class="button primary full">{t!(locale, "entry-send")}</button>
            </PostForm>
            <p class="beside">{t!(locale, "entry-have-account")} " " <a href=self.login_href>{t!(locale, "sign-in")}</a></p>
        }
        .into_any()
    }
}

impl Page for SignUpClosedView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "sign-up-closed-title")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        view! {
            <h1>{t!(locale, "sign-up-closed-title")}</h1>
            <p class="lead">{t!(locale, "sign-up-closed-lead")}</p>
            <div class="actions">
                <a class="button primary" href=self.login_href>{t!(locale, "sign-in")}</a>
                <a class="button" href="/">{t!(locale, "action-home")}</a>
            </div>
        }
        .into_any()
    }
}
