use super::{Alert, Facts, Icon, Shape, Tone};
use crate::i18n::{Locale, t};
use leptos::prelude::*;
use time::Date;

/// Who an app says it is, and what of it is known to be true.
#[derive(Clone, Debug)]
pub struct AppIdentity {
    pub name: String,
    pub logo_href: Option<String>,
    /// Host of the site given at registration.
    pub site_host: Option<String>,
    /// Host the person is sent to afterwards.
    pub redirect_host: Option<String>,
    pub registered_on: Date,
    pub registered_by: Option<String>,
    /// An administrator looked at it.
    pub verified: bool,
    /// It sends back to the person's own machine, where any program may be listening.
    pub loopback_only: bool,
}

/// The app's logo, or its first letter, over the question about it.
#[component]
pub(crate) fn AppHeadline(name: String, logo_href: Option<String>, heading: String, lead: String) -> impl IntoView {
    view! {
        <div class="headline">
            <AppLogo name logo_href />
            <h1>{heading}</h1>
            <p class="lead">{lead}</p>
        </div>
    }
}

/// The app's logo, or its first letter; decoration beside its name.
#[component]
pub(crate) fn AppLogo(name: String, logo_href: Option<String>, #[prop(optional)] small: bool) -> impl IntoView {
    let size = if small { " small" } else { "" };
    let pixels = if small { "32" } else { "56" };
    match logo_href {
        Some(href) => {
            view! { <img class=format!("logo{size}") src=href alt="" width=pixels height=pixels /> }.into_any()
        }
        None => {
            let initial = name.chars().next().map(|first| first.to_uppercase().to_string());
            view! { <span class=format!("logo monogram{size}") aria-hidden="true">{initial}</span> }.into_any()
        }
    }
}

/// Who is behind the app, and a warning where there is reason for one.
#[component]
pub(crate) fn AppIdentityCard(app: AppIdentity, locale: Locale) -> impl IntoView {
    let registered = {
        let date = locale.date(app.registered_on);
        match app.registered_by {
            Some(who) => t!(locale, "app-registered-by", who = who, date = date),
            None => t!(locale, "app-registered-on", date = date),
        }
    };
    let facts = [
        app.site_host.map(|host| (t!(locale, "app-site"), host)),
        app.redirect_host.map(|host| (t!(locale, "app-returns-to"), host)),
        Some((t!(locale, "app-registered"), registered)),
    ];
    let (mark, shape, class) = if app.verified {
        (t!(locale, "app-verified"), Shape::Check, "mark verified")
    } else {
        (t!(locale, "app-unverified"), Shape::Warning, "mark unverified")
    };

    view! {
        <section class="identity" aria-label=app.name>
            <p class=class>
                <Icon shape=shape />
                {mark}
            </p>
            {(!app.verified).then(|| view! { <p class="hint">{t!(locale, "app-unverified.text")}</p> })}
            <Facts facts=facts.into_iter().flatten().collect() />
        </section>
        {app
            .loopback_only
            .then(|| {
                view! {
                    <Alert
                        tone=Tone::Warning
                        heading=t!(locale, "app-loopback")
                        text=t!(locale, "app-loopback.text")
                    />
                }
            })}
    }
}
