use super::{Sent, email_field};
use crate::{
    AddressProblem, Destination, Frame, Locale, Page,
    components::{ErrorSummary, Kind, PostForm, TextField},
    i18n::t,
};
use leptos::prelude::*;

/// `/sign-up` and `/reset`: the address that a letter goes to, and nothing else. No account exists before the link of a
/// sign-up comes back.
#[derive(Clone, Debug)]
pub struct AddressView {
    pub letter: Sent,
    /// Hidden fields that bring the person back to what they were doing.
    pub carry: Vec<(String, String)>,
    pub destination: Destination,
    /// What was typed last time.
    pub email: String,
    pub problem: Option<AddressProblem>,
    /// Signing in, on the way to the same place.
    pub login_href: String,
}

impl Page for AddressView {
    fn title(&self, locale: Locale) -> String {
        match self.letter {
            Sent::SignUp => t!(locale, "sign-up-title"),
            Sent::Reset => t!(locale, "reset-title"),
        }
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let title = self.title(locale);
        let (action, lead, beside) = match self.letter {
            Sent::SignUp => ("/sign-up", t!(locale, "sign-up-lead"), Some(t!(locale, "entry-have-account"))),
            Sent::Reset => ("/reset", t!(locale, "reset-lead"), None),
        };
        let (field, problems) = email_field(self.email, self.problem, locale);
        view! {
            <h1>{title}</h1>
            {self.destination.words(locale).map(|text| view! { <p class="lead">{text}</p> })}
            <p>{lead}</p>
            <ErrorSummary problems locale />
            <PostForm action csrf=frame.csrf.clone() hidden=self.carry>
                <TextField field kind=Kind::Email autofocus=true locale />
                <button class="button primary full">{t!(locale, "entry-send")}</button>
            </PostForm>
            <p class="beside">{beside} " " <a href=self.login_href>{t!(locale, "sign-in")}</a></p>
        }
        .into_any()
    }
}
