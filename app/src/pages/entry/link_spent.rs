use crate::{Frame, Locale, Page, i18n::t};
use leptos::prelude::*;

/// The link of a letter that was used, has expired, was replaced or was never sent: nobody is told which.
#[derive(Clone, Debug)]
pub struct LinkSpentView {
    pub purpose: Purpose,
}

/// What the link was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    SignUp,
    Reset,
    ChangeEmail,
}

impl Page for LinkSpentView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "link-spent-title")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let ask = match self.purpose {
            Purpose::SignUp => "/sign-up",
            Purpose::Reset => "/reset",
            Purpose::ChangeEmail => "/account/email",
        };
        view! {
            <h1>{t!(locale, "link-spent-title")}</h1>
            <p class="lead">{t!(locale, "link-spent-lead")}</p>
            <div class="actions">
                <a class="button primary" href=ask>{t!(locale, "link-spent-again")}</a>
                <a class="button" href="/login">{t!(locale, "sign-in")}</a>
            </div>
        }
        .into_any()
    }
}
