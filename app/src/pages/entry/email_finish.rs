use crate::{
    Frame, Locale, Page, PasswordAsk,
    components::{ErrorSummary, FieldText, Kind, PostForm, TextField},
    i18n::t,
};
use leptos::prelude::*;

/// `/account/email/finish`: whoever reads the new address's mail confirms it.
#[derive(Clone, Debug)]
pub struct EmailFinishView {
    /// Of the link: the form redeems it, opening the page does not.
    pub ticket: String,
    pub new: String,
    pub old: String,
    /// Of the account, unless whoever looks is signed in as it.
    pub password: PasswordAsk,
}

impl Page for EmailFinishView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "email-finish-title")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let problem = self.password.problem(locale);
        let problems = problem.iter().map(|problem| ("password".to_owned(), problem.clone())).collect();
        let password = (self.password != PasswordAsk::No).then(|| {
            let field = FieldText {
                name: "password",
                label: t!(locale, "password-yours"),
                hint: Some(t!(locale, "email-finish-why")),
                problems: problem.into_iter().collect(),
                ..FieldText::default()
            };
            view! { <TextField field kind=Kind::CurrentPassword autofocus=true locale /> }
        });
        view! {
            <h1>{t!(locale, "email-finish-title")}</h1>
            <p class="lead">{t!(locale, "email-finish-lead", new = self.new, old = self.old)}</p>
            <ErrorSummary problems locale />
            <PostForm
                action="/account/email/finish"
                csrf=frame.csrf.clone()
                hidden=vec![("ticket".to_owned(), self.ticket)]
            >
                {password}
                <div class="choices">
                    <a class="button" href="/">{t!(locale, "cancel")}</a>
                    <button class="button primary">{t!(locale, "email-finish-use")}</button>
                </div>
            </PostForm>
        }
        .into_any()
    }
}
