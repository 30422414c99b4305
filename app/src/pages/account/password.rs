use super::{Place, top};
use crate::{
    Frame, Locale, NewPasswordProblem, Page, PasswordAsk,
    components::{ErrorSummary, FieldText, Kind, NewPassword, PostForm, TextField},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;

/// `/account/password`. What was typed is never given back.
#[derive(Clone, Debug)]
pub struct PasswordView {
    /// For password managers, which keep the new password under it.
    pub email: String,
    /// What is wrong with the old one.
    pub current: PasswordAsk,
    pub new: Option<NewPasswordProblem>,
}

impl Page for PasswordView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        Place::Password.title(locale)
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let current = self.current.problem(locale);
        let new = self.new.map(|problem| problem.words(locale));
        let problems = [("password", current.clone()), ("new_password", new)];
        let problems = problems.into_iter().filter_map(|(name, problem)| Some((name.to_owned(), problem?))).collect();
        let field = FieldText {
            name: "password",
            label: t!(locale, "account-password-old"),
            problems: current.into_iter().collect(),
            ..FieldText::default()
        };
        view! {
            {top(Place::Password, None, locale)}
            <ErrorSummary problems locale />
            <PostForm action="/account/password" csrf=frame.csrf.clone() class="form narrow">
                <input type="text" name="username" autocomplete="username" value=self.email hidden readonly />
                <TextField field kind=Kind::CurrentPassword locale />
                <NewPassword problem=self.new locale />
                <p class="hint">{t!(locale, "account-password-others")}</p>
                <button class="button primary">{t!(locale, "account-password-save")}</button>
            </PostForm>
        }
        .into_any()
    }
}
