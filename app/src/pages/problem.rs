use crate::{Frame, Locale, Page, i18n::t};
use leptos::prelude::*;

/// Any page that could not be what was asked for: what happened, and the ways on.
#[derive(Clone, Debug)]
pub struct ProblemView {
    pub problem: Problem,
    /// The id under which the log knows this answer.
    pub reference: Option<String>,
    /// The first one is drawn as the main button.
    pub actions: Vec<Action>,
    /// The RFC's error code and its description, folded away for developers.
    pub details: Option<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    NotFound,
    MethodNotAllowed,
    UnknownApp,
    BadRedirect,
    AppSuspended,
    MalformedRequest,
    RequestExpired,
    RequestAnswered,
    RequestUnknown,
    /// A device's code expired or was answered while the question was on the screen.
    CodeSpent,
    /// The form's CSRF token does not belong to this browser.
    FormExpired,
    CookiesOff,
    ForeignOrigin,
    TooLarge,
    TooManyTries {
        wait_seconds: u64,
    },
    /// Leaving, or giving it up, would leave the server without one.
    LastAdministrator,
    Busy,
    Internal,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub label: ActionLabel,
    pub href: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionLabel {
    StartAgain,
    ReturnToApp { name: String },
    Home,
    SignIn,
    EnterCode,
    TryAgain,
    Account,
}

impl Problem {
    /// The message of the heading; its attribute `text` says what to do.
    fn key(self) -> &'static str {
        match self {
            Self::NotFound => "problem-not-found",
            Self::MethodNotAllowed => "problem-method-not-allowed",
            Self::UnknownApp => "problem-unknown-app",
            Self::BadRedirect => "problem-bad-redirect",
            Self::AppSuspended => "problem-app-suspended",
            Self::MalformedRequest => "problem-malformed-request",
            Self::RequestExpired => "problem-request-expired",
            Self::RequestAnswered => "problem-request-answered",
            Self::RequestUnknown => "problem-request-unknown",
            Self::CodeSpent => "problem-code-spent",
            Self::FormExpired => "problem-form-expired",
            Self::CookiesOff => "problem-cookies-off",
            Self::ForeignOrigin => "problem-foreign-origin",
            Self::TooLarge => "problem-too-large",
            Self::TooManyTries { .. } => "problem-too-many-tries",
            Self::LastAdministrator => "problem-last-administrator",
            Self::Busy => "problem-busy",
            Self::Internal => "problem-internal",
        }
    }

    fn wait_seconds(self) -> Option<u64> {
        match self {
            Self::TooManyTries { wait_seconds } => Some(wait_seconds),
            _ => None,
        }
    }
}

impl ActionLabel {
    fn words(self, locale: Locale) -> String {
        match self {
            Self::StartAgain => t!(locale, "action-start-again"),
            Self::ReturnToApp { name } => t!(locale, "action-return", app = name),
            Self::Home => t!(locale, "action-home"),
            Self::SignIn => t!(locale, "sign-in"),
            Self::EnterCode => t!(locale, "action-enter-code"),
            Self::Account => t!(locale, "account-back"),
            Self::TryAgain => t!(locale, "action-try-again"),
        }
    }
}

impl Page for ProblemView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, self.problem.key())
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let text_key = format!("{}.text", self.problem.key());
        let actions = self
            .actions
            .into_iter()
            .enumerate()
            .map(|(index, Action { label, href })| {
                let class = if index == 0 { "button primary" } else { "button" };
                view! { <a class=class href=href>{label.words(locale)}</a> }
            })
            .collect_view();
        let details = self.details.map(|(code, description)| {
            view! {
                <details>
                    <summary>{t!(locale, "problem-details")}</summary>
                    <p lang="en">
                        <code>{code}</code>
                        " "
                        {description}
                    </p>
                </details>
            }
        });
        let reference = self.reference.map(|id| {
            view! {
                <p class="hint">{t!(locale, "problem-reference")} " " <code>{id}</code></p>
            }
        });
        view! {
            <h1>{t!(locale, self.problem.key())}</h1>
            <p class="lead">{locale.text_waiting(&text_key, self.problem.wait_seconds())}</p>
            <div class="actions">{actions}</div>
            {details}
            {reference}
        }
        .into_any()
    }
}
