use super::{OldSecretEnd, words::app_href};
use crate::{
    Frame, Locale, Page,
    components::{Alert, Card, ErrorSummary, FieldText, PostForm, RadioCards, Tone},
    i18n::t,
};
use leptos::prelude::*;

/// `/developer/apps/{id}/secret`: another secret, and how long the old one goes on working.
#[derive(Clone, Debug)]
pub struct NewSecretView {
    pub id: String,
    pub name: String,
    /// Names the newest secret in the form: sent twice, it replaces one secret and not two.
    pub newest: String,
    /// An even older one works: a third would be one too many.
    pub older: Option<OldSecretEnd>,
    /// The form came without a choice.
    pub nothing_chosen: bool,
}

/// How long the old secret goes on working.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldSecretChoice {
    Day,
    Week,
    Now,
}

impl OldSecretChoice {
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Now];

    /// The value of the field `old`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Now => "now",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Day => "new-secret-day",
            Self::Week => "new-secret-week",
            Self::Now => "new-secret-now",
        }
    }
}

impl Page for NewSecretView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "new-secret-title", app = self.name.clone())
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let problem = self.nothing_chosen.then(|| t!(locale, "new-secret-choose"));
        let summary = problem.iter().map(|problem| ("old".to_owned(), problem.clone())).collect();
        let cards = OldSecretChoice::ALL.map(|choice| Card {
            value: choice.as_str().to_owned(),
            label: t!(locale, choice.key()),
            text: Some(t!(locale, &format!("{}.text", choice.key()))),
            chosen: choice == OldSecretChoice::Day,
        });
        let field = FieldText {
            name: "old",
            label: t!(locale, "new-secret-old"),
            problems: problem.into_iter().collect(),
            ..FieldText::default()
        };
        let older = self.older.map(|end| match end {
            OldSecretEnd::At(end) => t!(locale, "new-secret-third", until = locale.instant(end)),
            OldSecretEnd::NotByItself => t!(locale, "new-secret-third-for-ever"),
        });
        let hidden = vec![("newest".to_owned(), self.newest.clone())];
        let href = app_href(&self.id);
        view! {
            <h1>{self.title(locale)}</h1>
            <ErrorSummary problems=summary locale />
            <p class="lead">{t!(locale, "new-secret-lead")}</p>
            {older.map(|text| view! { <Alert tone=Tone::Warning heading=text text=String::new() /> })}
            <PostForm action=format!("{href}/secret") csrf=frame.csrf.clone() hidden>
                <RadioCards field cards=cards.into() />
                <div class="choices">
                    <a class="button" href=href>{t!(locale, "cancel")}</a>
                    <button class="button primary">{t!(locale, "new-secret-make")}</button>
                </div>
            </PostForm>
        }
        .into_any()
    }
}
