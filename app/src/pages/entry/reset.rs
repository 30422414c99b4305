use super::email_field;
use crate::{
    AddressProblem, Destination, Frame, Locale, Page,
    components::{ErrorSummary, Kind, PostForm, TextField},
    i18n::t,
};
use leptos::prelude::*;

/// `/reset`: where to send the link that chooses another password.
#[derive(Clone, Debug)]
pub struct ResetView {
    /// Hidden fields that bring the person back to what they were doing.
    pub carry: Vec<(String, String)>,
    pub destination: Destination,
    /// What was typed last time.
    pub email: String,
    pub problem: Option<AddressProblem>,
    pub login_href: String,
}

impl Page for ResetView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "reset-title")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let (field, problems) = email_field(self.email, self.problem, locale);
        view! {
            <h1>{t!(locale, "reset-title")}</h1>
            {self.destination.words(locale).map(|text| view! { <p class="lead">{text}</p> })}
            <p>{t!(locale, "reset-lead")}</p>
            <ErrorSummary problems locale />
            <PostForm action="/reset" csrf=frame.csrf.clone() hidden=self.carry>
                <TextField field kind=Kind::Email autofocus=true locale />
                <button class="button primary full">{t!(locale, "entry-send")}</button>
            </PostForm>
            <p class="beside">
                <a href=self.login_href>{t!(locale, "sign-in")}</a>
            </p>
        }
        .into_any()
    }
}
