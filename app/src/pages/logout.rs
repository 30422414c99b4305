use crate::{Frame, Locale, Page, components::PostForm, i18n::t};
use leptos::prelude::*;

/// `GET /logout` asks, `POST /logout` does.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogoutView {}

/// After `POST /logout`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SignedOutView {}

impl Page for LogoutView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "logout-title")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        view! {
            <h1>{t!(locale, "logout-title")}</h1>
            <p class="lead">{t!(locale, "logout-text")}</p>
            <PostForm action="/logout" csrf=frame.csrf.clone() class="choices">
                <a class="button" href="/">{t!(locale, "cancel")}</a>
                <button class="button primary">{t!(locale, "sign-out")}</button>
            </PostForm>
        }
        .into_any()
    }
}

impl Page for SignedOutView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "signed-out-title")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        view! {
            <h1>{t!(locale, "signed-out-title")}</h1>
            <p class="lead">{t!(locale, "signed-out-text")}</p>
            <div class="actions">
                <a class="button primary" href="/login">{t!(locale, "signed-out-again")}</a>
            </div>
        }
        .into_any()
    }
}
