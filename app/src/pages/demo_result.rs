use crate::{Frame, Locale, Page, components::Listing, i18n::t, page::Width};
use leptos::prelude::*;

/// What the demo app got: the token's answer and the person behind it.
#[derive(Clone, Debug)]
pub struct DemoResultView {
    pub flow: DemoFlow,
    pub token_json: String,
    pub user_json: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoFlow {
    Web,
    Device,
}

/// The demo app was sent back with an error.
#[derive(Clone, Debug)]
pub struct DemoRefusedView {
    pub error: String,
    pub description: String,
}

impl Page for DemoResultView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        match self.flow {
            DemoFlow::Web => t!(locale, "demo-result-web"),
            DemoFlow::Device => t!(locale, "demo-result-device"),
        }
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let listing = |key, text| {
            let label = t!(locale, key);
            view! {
                <section class="stack">
                    <h2>{label.clone()}</h2>
                    <Listing label text />
                </section>
            }
        };
        view! {
            <h1>{self.title(locale)}</h1>
            <p class="lead">{t!(locale, "demo-result-text")}</p>
            {listing("demo-result-user", self.user_json)}
            {listing("demo-result-token", self.token_json)}
            {way_back(locale)}
        }
        .into_any()
    }
}

impl Page for DemoRefusedView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "demo-refused")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        view! {
            <h1>{self.title(locale)}</h1>
            <p class="lead">{t!(locale, "demo-refused.text")}</p>
            <p lang="en">
                <code>{self.error}</code>
                " "
                {self.description}
            </p>
            {way_back(locale)}
        }
        .into_any()
    }
}

fn way_back(locale: Locale) -> impl IntoView {
    view! {
        <div class="actions">
            <a class="button" href="/demo">{t!(locale, "demo-back")}</a>
        </div>
    }
}
