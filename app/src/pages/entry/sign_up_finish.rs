use super::Mailbox;
use crate::{
    Destination, Frame, Locale, NameProblem, NewPasswordProblem, Page,
    components::{ErrorSummary, FieldText, NewPassword, PostForm, TextField},
    i18n::t,
};
use leptos::prelude::*;

/// `/sign-up/finish`: whoever reads that address's mail says who they are.
#[derive(Clone, Debug, Default)]
pub struct SignUpFinishView {
    /// Of the link: the form redeems it, opening the page does not.
    pub ticket: String,
    /// Hidden fields that bring the person back to what they were doing.
    pub carry: Vec<(String, String)>,
    pub destination: Destination,
    pub email: String,
    pub firstname: String,
    pub lastname: String,
    pub firstname_problem: Option<NameProblem>,
    pub lastname_problem: Option<NameProblem>,
    pub password_problem: Option<NewPasswordProblem>,
}

impl Page for SignUpFinishView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "sign-up-finish-title")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let name = |name, label, value, problem: Option<NameProblem>| FieldText {
            name,
            label,
            value,
            problems: problem.map(|problem| problem.words(locale)).into_iter().collect(),
            ..FieldText::default()
        };
        let firstname = name("firstname", t!(locale, "sign-up-firstname"), self.firstname, self.firstname_problem);
        let lastname = name("lastname", t!(locale, "sign-up-lastname"), self.lastname, self.lastname_problem);
        let of_names = [&firstname, &lastname].into_iter().flat_map(|field| {
            field.problems.iter().map(|problem| (field.name.to_owned(), problem.clone())).collect::<Vec<_>>()
        });
        let of_password = self.password_problem.map(|problem| ("new_password".to_owned(), problem.words(locale)));
        let mut hidden = vec![("ticket".to_owned(), self.ticket)];
        hidden.extend(self.carry);
        let problems = of_names.chain(of_password).collect();
        view! {
            <h1>{t!(locale, "sign-up-finish-title")}</h1>
            <p class="lead">
                {self.destination.words(locale).unwrap_or_else(|| t!(locale, "sign-up-finish-lead"))}
            </p>
            <ErrorSummary problems locale />
            <PostForm
                action="/sign-up/finish"
                csrf=frame.csrf.clone()
                hidden=hidden
            >
                <Mailbox label=t!(locale, "entry-email") email=self.email />
                <TextField field=firstname autocomplete="given-name" autofocus=true locale />
                <TextField field=lastname autocomplete="family-name" optional=true locale />
                <NewPassword problem=self.password_problem locale />
                <button class="button primary full">{t!(locale, "sign-up-make")}</button>
            </PostForm>
        }
        .into_any()
    }
}
