use crate::{
    Frame, Locale, Page,
    components::{Alert, PostForm, Tone},
    i18n::t,
    islands::DeviceCode,
};
use leptos::prelude::*;

/// `/oauth/device`, step 1: one field for the code on the device's screen.
#[derive(Clone, Debug, Default)]
pub struct DeviceEntryView {
    pub typed: String,
    pub problem: Option<CodeProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeProblem {
    /// Expired, already used or never given out: one answer for all three.
    Unknown,
    TooManyTries {
        wait_seconds: u64,
    },
    Malformed,
}

impl CodeProblem {
    /// The message, and what helps.
    fn words(self, locale: Locale) -> (String, String) {
        let (key, wait_seconds) = match self {
            Self::Unknown => ("device-unknown", None),
            Self::TooManyTries { wait_seconds } => ("device-too-many", Some(wait_seconds)),
            Self::Malformed => ("device-malformed", None),
        };
        (t!(locale, key), locale.text_waiting(&format!("{key}.text"), wait_seconds))
    }
}

impl Page for DeviceEntryView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "device-title")
    }

    fn has_islands(&self) -> bool {
        true
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let alert = self.problem.map(|problem| {
            let (heading, text) = problem.words(locale);
            view! { <Alert tone=Tone::Problem id="problem" heading text /> }
        });
        let described_by = match self.problem {
            Some(_) => "problem user_code_hint",
            None => "user_code_hint",
        };
        let invalid = matches!(self.problem, Some(CodeProblem::Unknown | CodeProblem::Malformed));
        view! {
            <h1>{t!(locale, "device-title")}</h1>
            <p class="lead">{t!(locale, "device-lead")}</p>
            {alert}
            <PostForm action="/oauth/device" csrf=frame.csrf.clone()>
                <div class="field">
                    <label for="user_code">{t!(locale, "device-code")}</label>
                    <DeviceCode typed=self.typed described_by=described_by.to_owned() invalid />
                    <p class="hint" id="user_code_hint">{t!(locale, "device-code.hint")}</p>
                </div>
                <button class="button primary full">{t!(locale, "device-continue")}</button>
            </PostForm>
        }
        .into_any()
    }
}
