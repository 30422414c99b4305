use crate::{
    Frame, Locale, Page, PasswordAsk,
    components::{ErrorSummary, FieldText, Kind, PostForm, TextField},
    i18n::t,
};
use leptos::prelude::*;

/// `/account/email`: asks for another address, which counts once the link sent to it was opened.
#[derive(Clone, Debug)]
pub struct ChangeEmailView {
    pub current: String,
    /// What was typed last time.
    pub email: String,
    pub problem: Option<AddressProblem>,
    pub password: PasswordAsk,
}

/// Why an address is not written to. **Whether somebody has it already is not among the reasons**: that would tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressProblem {
    Missing,
    Malformed,
    Same,
}

/// A letter is on its way.
#[derive(Clone, Debug)]
pub struct EmailSentView {
    pub email: String,
}

impl AddressProblem {
    pub(crate) fn words(self, locale: Locale) -> String {
        t!(
            locale,
            match self {
                Self::Missing => "account-address-missing",
                Self::Malformed => "account-address-malformed",
                Self::Same => "account-address-same",
            }
        )
    }
}

impl Page for ChangeEmailView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "account-email")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let address = self.problem.map(|problem| problem.words(locale));
        let password = self.password.problem(locale);
        let problems = [("email", address.clone()), ("password", password.clone())];
        let problems = problems.into_iter().filter_map(|(name, problem)| Some((name.to_owned(), problem?))).collect();
        let address = FieldText {
            name: "email",
            label: t!(locale, "account-email-new"),
            hint: Some(t!(locale, "account-email-new.hint")),
            value: self.email,
            problems: address.into_iter().collect(),
        };
        let password = FieldText {
            name: "password",
            label: t!(locale, "password-yours"),
            hint: Some(t!(locale, "password-why")),
            problems: password.into_iter().collect(),
            ..FieldText::default()
        };
        view! {
            <h1>{t!(locale, "account-email")}</h1>
            <p class="lead">{t!(locale, "account-email.lead", email = self.current)}</p>
            <ErrorSummary problems locale />
            <PostForm action="/account/email" csrf=frame.csrf.clone()>
                <TextField field=address kind=Kind::Email locale />
                <TextField field=password kind=Kind::CurrentPassword locale />
                <div class="choices">
                    <a class="button" href="/account">{t!(locale, "cancel")}</a>
                    <button class="button primary">{t!(locale, "account-email-send")}</button>
                </div>
            </PostForm>
        }
        .into_any()
    }
}

impl Page for EmailSentView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "account-email-sent")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        view! {
            <h1>{t!(locale, "account-email-sent")}</h1>
            <p class="lead">{t!(locale, "account-email-sent.text", email = self.email)}</p>
            <div class="actions">
                <a class="button primary" href="/account">{t!(locale, "account-back")}</a>
            </div>
        }
        .into_any()
    }
}
