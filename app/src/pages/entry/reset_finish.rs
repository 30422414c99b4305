use super::Mailbox;
use crate::{
    Frame, Locale, NewPasswordProblem, Page,
    components::{ErrorSummary, NewPassword, PostForm},
    i18n::t,
};
use leptos::prelude::*;

/// `/reset/finish`: another password, for whoever reads that address's mail.
#[derive(Clone, Debug)]
pub struct ResetFinishView {
    /// Hidden fields: the ticket, which the form redeems and opening the page does not, and the way back.
    pub carry: Vec<(String, String)>,
    pub email: String,
    pub problem: Option<NewPasswordProblem>,
}

impl Page for ResetFinishView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "reset-finish-title")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let problems =
            self.problem.map(|problem| ("new_password".to_owned(), problem.words(locale))).into_iter().collect();
        view! {
            <h1>{t!(locale, "reset-finish-title")}</h1>
            <p class="lead">{t!(locale, "reset-finish-lead")}</p>
            <ErrorSummary problems locale />
            <PostForm action="/reset/finish" csrf=frame.csrf.clone() hidden=self.carry>
                <Mailbox label=t!(locale, "entry-email") email=self.email />
                <NewPassword problem=self.problem locale />
                <button class="button primary full">{t!(locale, "reset-set")}</button>
            </PostForm>
        }
        .into_any()
    }
}
