use super::{FieldText, Kind, TextField};
use crate::i18n::{Locale, t};
use leptos::prelude::*;

/// Why a new password is not taken. No rule says which characters it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewPasswordProblem {
    Missing,
    TooShort,
    TooLong,
    Guessable,
}

impl NewPasswordProblem {
    pub(crate) fn words(self, locale: Locale) -> String {
        t!(
            locale,
            match self {
                Self::Missing => "new-password-missing",
                Self::TooShort => "new-password-short",
                Self::TooLong => "new-password-long",
                Self::Guessable => "new-password-guessable",
            }
        )
    }
}

/// The field `new_password`, and what makes a password good.
#[component]
pub(crate) fn NewPassword(
    #[prop(optional_no_strip)] problem: Option<NewPasswordProblem>,
    locale: Locale,
) -> impl IntoView {
    let field = FieldText {
        name: "new_password",
        label: t!(locale, "new-password"),
        hint: Some(t!(locale, "new-password.hint")),
        problems: problem.map(|problem| problem.words(locale)).into_iter().collect(),
        ..FieldText::default()
    };
    view! { <TextField field kind=Kind::NewPassword locale /> }
}
