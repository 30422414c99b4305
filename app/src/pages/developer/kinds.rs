use super::AppKind;
use crate::{Frame, Locale, Page, i18n::t, page::Width};
use leptos::prelude::*;

/// `/developer/apps/new`: first, what kind of app it is.
#[derive(Clone, Copy, Debug)]
pub struct AppKindsView {}

impl Page for AppKindsView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "new-app-title")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let cards = AppKind::ALL
            .into_iter()
            .map(|kind| {
                view! {
                    <li>
                        <a href=format!("/developer/apps/new?kind={}", kind.as_str())>
                            <strong>{kind.label(locale)}</strong>
                            <span>{kind.text(locale)}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h1>{t!(locale, "new-app-title")}</h1>
            <p class="lead">{t!(locale, "new-app-lead")}</p>
            <ul class="kinds">{cards}</ul>
            <p>
                <a href="/developer/apps">{t!(locale, "app-nav-all")}</a>
            </p>
        }
        .into_any()
    }
}
