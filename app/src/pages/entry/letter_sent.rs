use crate::{Frame, Locale, Page, i18n::t};
use leptos::prelude::*;

/// After asking for a letter. It says the same whether or not the address has an account.
#[derive(Clone, Debug)]
pub struct LetterSentView {
    pub sent: Sent,
    /// Where it went; unknown when the page is loaded anew.
    pub email: Option<String>,
    pub lasts_seconds: i64,
    /// The form to ask again.
    pub again_href: String,
}

/// Which letter that was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    SignUp,
    Reset,
}

impl Sent {
    fn key(self) -> &'static str {
        match self {
            Self::SignUp => "letter-sent-sign-up",
            Self::Reset => "letter-sent-reset",
        }
    }
}

impl Page for LetterSentView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "letter-sent-title")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let email = self.email.unwrap_or_else(|| t!(locale, "letter-sent-your-address"));
        let duration = locale.duration(self.lasts_seconds);
        view! {
            <h1>{t!(locale, "letter-sent-title")}</h1>
            <p>{t!(locale, self.sent.key(), email = email)}</p>
            <p>{t!(locale, "letter-sent-lasts", duration = duration)}</p>
            <p class="hint">{t!(locale, "letter-sent-missing")}</p>
            <div class="actions">
                <a class="button" href=self.again_href>{t!(locale, "letter-sent-again")}</a>
            </div>
        }
        .into_any()
    }
}
