use crate::{Frame, Locale, Page, components::PostForm, i18n::t, page::Width};
use leptos::prelude::*;

/// The demo app as it would look on a television.
#[derive(Clone, Debug)]
pub struct DemoDeviceView {
    pub user_code: String,
    pub verification_uri: String,
    pub verification_uri_complete: String,
    pub state: DemoDeviceState,
    /// The screen reloads itself, which is how it polls without a script.
    pub refresh_seconds: Option<u64>,
    /// Where a new code is asked for, as in [`DemoView`](crate::DemoView).
    pub device_action: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoDeviceState {
    Waiting,
    Refused,
    Expired,
}

impl Page for DemoDeviceView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "demo-screen-title")
    }

    fn refresh_seconds(&self) -> Option<u64> {
        self.refresh_seconds
    }

    /// The way on is a form only once a new code can be asked for.
    fn has_forms(&self) -> bool {
        self.state != DemoDeviceState::Waiting
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let screen = match self.state {
            DemoDeviceState::Waiting => {
                let code = view! { <p class="user-code">{self.user_code}</p> };
                view! {
                    <h1>{t!(locale, "demo-screen-heading")}</h1>
                    <p>{t!(locale, "demo-screen-visit")}</p>
                    <p class="address">{breakable(&self.verification_uri)}</p>
                    <p>{t!(locale, "demo-screen-code")}</p>
                    {code}
                    <p class="waiting">{t!(locale, "demo-screen-waiting")}</p>
                }
                .into_any()
            }
            DemoDeviceState::Refused => ended("demo-screen-refused", locale).into_any(),
            DemoDeviceState::Expired => ended("demo-screen-expired", locale).into_any(),
        };
        let way_on = if self.state == DemoDeviceState::Waiting {
            view! {
                <a class="button primary" href=self.verification_uri_complete target="_blank" rel="noopener">
                    {t!(locale, "demo-screen-open")}
                </a>
            }
            .into_any()
        } else {
            view! {
                <PostForm action=self.device_action csrf=frame.csrf.clone()>
                    <button class="button primary">{t!(locale, "demo-screen-again")}</button>
                </PostForm>
            }
            .into_any()
        };
        view! {
            <div class="television">{screen}</div>
            <div class="actions">
                {way_on}
                <a class="button" href="/demo">{t!(locale, "demo-back")}</a>
            </div>
        }
        .into_any()
    }
}

/// An address that breaks behind a slash rather than inside a word.
fn breakable(address: &str) -> impl IntoView + use<> {
    let parts: Vec<_> = address.split_inclusive('/').map(str::to_owned).collect();
    parts.into_iter().map(|part| view! { {part} <wbr /> }).collect_view()
}

fn ended(key: &str, locale: Locale) -> impl IntoView + use<> {
    view! {
        <h1>{t!(locale, key)}</h1>
        <p>{t!(locale, &format!("{key}.text"))}</p>
    }
}
