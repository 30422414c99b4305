use super::{Alert, Icon, Shape, Tone};
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

/// The app's logo over the question about it.
#[component]
pub(crate) fn AppIdentityCard(app: AppIdentity, locale: Locale) -> impl IntoView {
    let registered = {
        let date = locale.date(app.registered_on);
        match app.registered_by {
            Some(who) => t!(locale, "app-registered-by", who = who, date = date),
            None => t!(locale, "app-registered-on", date = date),
        }
    };
    let fact = |label: String, value: String| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>
                    <bdi>{value}</bdi>
                </dd>
            </div>
        }
    };
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
            <dl class="facts">
                {app.site_host.map(|host| fact(t!(locale, "app-site"), host))}
                {app.redirect_host.map(|host| fact(t!(locale, "app-returns-to"), host))}
                {fact(t!(locale, "app-registered"), registered)}
            </dl>
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
