use crate::{Frame, Locale, Page, i18n::t};
use leptos::prelude::*;

/// `/sign-up` where only administrators make accounts.
#[derive(Clone, Debug)]
pub struct SignUpClosedView {
    pub login_href: String,
}

impl Page for SignUpClosedView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "sign-up-closed-title")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        view! {
            <h1>{t!(locale, "sign-up-closed-title")}</h1>
            <p class="lead">{t!(locale, "sign-up-closed-lead")}</p>
            <div class="actions">
                <a class="button primary" href=self.login_href>{t!(locale, "sign-in")}</a>
                <a class="button" href="/">{t!(locale, "action-home")}</a>
            </div>
        }
        .into_any()
    }
}
