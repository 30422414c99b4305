use crate::{
    Frame, Locale, Page,
    i18n::t,
};
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

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let signed_in = frame.person.is_some();
        let sign_in = (!signed_in).then(|| {
            view! { <a class="button primary" href="/login">{t!(locale, "sign-in")}</a> }
        });
        let device_class = if signed_in { "button primary" } else { "button" };
        view! {
            <div class="headline">
                <img class="logo" src=frame.assets.logo.clone() alt="" width="72" height="72" />
                <h1>{frame.title_brand.clone()}</h1>
                <p class="lead">{t!(locale, "home-lead")}</p>
            </div>
            {signed_in.then(|| view! { <p>{t!(locale, "home-signed-in")}</p> })}
            <div class="actions">
                {sign_in}
                <a class=device_class href="/oauth/device">{t!(locale, "home-device")}</a>
                {self.demo_href.map(|href| view! { <a class="button" href=href>{t!(locale, "home-demo")}</a> })}
            </div>
        }
        .into_any()
    }
}
