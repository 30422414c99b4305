use crate::{
    Frame, Locale, Page,
    components::{Alert, ErrorSummary, FieldText, Kind, PostForm, TextField, Tone},
    i18n::t,
};
use leptos::prelude::*;

/// Something that cannot be undone, or hurts. Each area has an enum of its own, with what the sentences need to name.
pub trait Act: Clone + Send + 'static {
    fn words(&self, locale: Locale) -> ConfirmWords;
}

/// What a person reads before a dangerous act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmWords {
    /// A question: "Delete Movie Box?".
    pub title: String,
    /// What it means, in a sentence.
    pub lead: String,
    /// What exactly will happen, a line each.
    pub consequences: Vec<String>,
    /// On the button: the verb of the title.
    pub label: String,
}

/// `GET` of every dangerous act, and its `POST` when the password was not right. **Nothing dangerous happens by a GET,
/// nor by the first click.**
#[derive(Clone, Debug)]
pub struct ConfirmView<A> {
    pub act: A,
    /// Where the form goes: the address of this very page.
    pub action: String,
    /// Fields the person does not see.
    pub hidden: Vec<(String, String)>,
    pub cancel_href: String,
    pub password: PasswordAsk,
}

/// Whether the person has to show that it is still them, by the field `password`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordAsk {
    No,
    Ask,
    Missing,
    Wrong,
    TooMany { wait_seconds: u64 },
    Busy,
}

impl PasswordAsk {
    /// What is wrong with the field.
    pub(crate) fn problem(self, locale: Locale) -> Option<String> {
        match self {
            Self::No | Self::Ask => None,
            Self::Missing => Some(t!(locale, "password-missing")),
            Self::Wrong => Some(t!(locale, "password-wrong")),
            Self::TooMany { wait_seconds } => Some(locale.text_waiting("password-too-many", Some(wait_seconds))),
            Self::Busy => Some(t!(locale, "password-busy")),
        }
    }
}

impl<A: Act> Page for ConfirmView<A> {
    fn title(&self, locale: Locale) -> String {
        self.act.words(locale).title
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let ConfirmWords { title, lead, consequences, label } = self.act.words(locale);
        let consequences = (!consequences.is_empty()).then(|| {
            let lines = consequences.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! { <ul class="consequences">{lines}</ul> }
        });
        let problem = self.password.problem(locale);
        let summary = problem.iter().map(|problem| ("password".to_owned(), problem.clone())).collect();
        let password = (self.password != PasswordAsk::No).then(|| {
            let field = FieldText {
                name: "password",
                label: t!(locale, "password-yours"),
                hint: Some(t!(locale, "password-why")),
                problems: problem.into_iter().collect(),
                ..FieldText::default()
            };
            view! { <TextField field kind=Kind::CurrentPassword autofocus=true locale /> }
        });
        view! {
            <h1>{title}</h1>
            <ErrorSummary problems=summary locale />
            <Alert tone=Tone::Warning heading=lead text=t!(locale, "confirm-text") />
            {consequences}
            <PostForm action=self.action csrf=frame.csrf.clone() hidden=self.hidden>
                {password}
                <div class="choices">
                    <a class="button" href=self.cancel_href>{t!(locale, "cancel")}</a>
                    <button class="button danger">{label}</button>
                </div>
            </PostForm>
        }
        .into_any()
    }
}
