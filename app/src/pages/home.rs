use crate::{Frame, Locale, Page, i18n::t};
use leptos::prelude::*;

/// `/`: what this place is, and the ways on from it.
#[derive(Clone, Debug, Default)]
pub struct HomeView {
    /// Set in demo mode only.
    pub demo_href: Option<String>,
}

impl Page for HomeView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "home-title")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let signed_in = frame.person.is_some();
        let (lead, device_class) = if signed_in {
            (t!(locale, "home-signed-in"), "button primary")
        } else {
            (t!(locale, "home-lead"), "button")
        };
        view! {
            <div class="headline">
                <img class="logo" src=frame.assets.logo.clone() alt="" width="72" height="72" />
                <h1>{frame.title_brand.clone()}</h1>
                <p class="lead">{lead}</p>
            </div>
            <div class="actions">
                {(!signed_in).then(|| view! { <a class="button primary" href="/login">{t!(locale, "sign-in")}</a> })}
                <a class=device_class href="/oauth/device">{t!(locale, "home-device")}</a>
                {signed_in.then(|| own_places(locale))}
                {self.demo_href.map(|href| view! { <a class="button" href=href>{t!(locale, "home-demo")}</a> })}
            </div>
        }
        .into_any()
    }
}

/// What a person comes for when no app sent them.
fn own_places(locale: Locale) -> impl IntoView {
    view! {
        <a class="button" href="/account">{t!(locale, "menu-account")}</a>
        <a class="button" href="/account/apps">{t!(locale, "menu-apps")}</a>
    }
}
