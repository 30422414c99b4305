use crate::{
    Frame, Locale, Page,
    components::{Alert, Notice, PostForm, Tone},
    i18n::t,
    islands::{ShowPassword, Toggle},
};
use leptos::prelude::*;

/// `GET /login`, and `POST /login` when it did not work out.
#[derive(Clone, Debug)]
pub struct LoginView {
    /// Hidden fields that bring the person back to what they were doing.
    pub carry: Vec<(String, String)>,
    pub destination: Destination,
    /// What was typed last time; the password is never given back.
    pub username: String,
    pub problem: Option<LoginProblem>,
    /// What the page before this one did.
    pub notice: Option<LoginNotice>,
    /// The variant where the password is shown as text.
    pub password_visible: bool,
    /// A GET of the other variant.
    pub toggle_href: String,
    /// Other ways in, which lead to the same place.
    pub reset_href: String,
    /// Nowhere, when people may not make accounts themselves.
    pub sign_up_href: Option<String>,
}

/// What led to the sign-in page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginNotice {
    PasswordReset,
    EmailChanged,
}

impl LoginNotice {
    fn words(self, locale: Locale) -> String {
        match self {
            Self::PasswordReset => t!(locale, "login-notice-reset"),
            Self::EmailChanged => t!(locale, "login-notice-email"),
        }
    }
}

/// Where signing in leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Destination {
    #[default]
    Home,
    App {
        name: String,
    },
    Device,
}

impl Destination {
    /// "To continue to Movie Box".
    pub(crate) fn words(&self, locale: Locale) -> Option<String> {
        match self {
            Self::Home => None,
            Self::App { name } => Some(t!(locale, "login-to-app", app = name.clone())),
            Self::Device => Some(t!(locale, "login-to-device")),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginProblem {
    /// One answer for an unknown person and a wrong password.
    WrongCredentials,
    TooManyTries {
        wait_seconds: u64,
    },
    /// The password was right, and an administrator has closed the account.
    Suspended,
    Busy,
    MissingFields,
}

impl LoginProblem {
    /// The message, and what helps.
    fn words(self, locale: Locale) -> (String, String) {
        let key = match self {
            Self::WrongCredentials => "login-wrong",
            Self::TooManyTries { .. } => "login-too-many",
            Self::Suspended => "login-suspended",
            Self::Busy => "login-busy",
            Self::MissingFields => "login-missing",
        };
        (t!(locale, key), locale.text_waiting(&format!("{key}.text"), self.wait_seconds()))
    }

    fn wait_seconds(self) -> Option<u64> {
        match self {
            Self::TooManyTries { wait_seconds } => Some(wait_seconds),
            _ => None,
        }
    }

    /// Whether what was typed is to blame.
    fn blames_fields(self) -> bool {
        matches!(self, Self::WrongCredentials | Self::MissingFields)
    }
}

impl Page for LoginView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "login-title")
    }

    fn has_islands(&self) -> bool {
        self.password_visible
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let destination = self.destination.words(locale);
        let described_by = self.problem.map(|_| "problem");
        let invalid = self.problem.is_some_and(LoginProblem::blames_fields);
        let aria_invalid = invalid.then_some("true");
        let alert = self.problem.map(|problem| {
            let (heading, text) = problem.words(locale);
            view! { <Alert tone=Tone::Problem id="problem" heading text /> }
        });
        let toggle = |key| Toggle { word: t!(locale, key), label: t!(locale, &format!("{key}.label")) };
        let (show, hide) = (toggle("login-show"), toggle("login-hide"));
        // The field that is next to fill in.
        let focus_password = self.password_visible || !self.username.is_empty();
        let password = if self.password_visible {
            let described_by = described_by.map(str::to_owned);
            view! { <ShowPassword show hide hide_href=self.toggle_href described_by invalid /> }.into_any()
        } else {
            view! {
                <input
                    id="password"
                    name="password"
                    type="password"
                    autocomplete="current-password"
                    required
                    autofocus=focus_password
                    aria-describedby=described_by
                    aria-invalid=aria_invalid
                />
                <a class="toggle" href=self.toggle_href aria-label=show.label>
                    {show.word}
                </a>
            }
            .into_any()
        };

        view! {
            <h1>{t!(locale, "login-title")}</h1>
            {destination.map(|text| view! { <p class="lead">{text}</p> })}
            {self.notice.map(|notice| view! { <Notice tone=Tone::Good text=notice.words(locale) /> })}
            {alert}
            <PostForm action="/login" csrf=frame.csrf.clone() hidden=self.carry>
                <div class="field">
                    <label for="username">{t!(locale, "login-username")}</label>
                    <input
                        id="username"
                        name="username"
                        type="text"
                        inputmode="email"
                        autocomplete="username"
                        autocapitalize="none"
                        spellcheck="false"
                        required
                        autofocus=!focus_password
                        value=self.username
                        aria-describedby=described_by
                        aria-invalid=aria_invalid
                    />
                </div>
                <div class="field">
                    <label for="password">{t!(locale, "login-password")}</label>
                    <div class="with-toggle">{password}</div>
                </div>
                <button class="button primary full">{t!(locale, "sign-in")}</button>
            </PostForm>
            <p class="beside">
                <a href=self.reset_href>{t!(locale, "login-forgot")}</a>
                {self.sign_up_href.map(|href| view! { <a href=href>{t!(locale, "login-sign-up")}</a> })}
            </p>
        }
        .into_any()
    }
}
