use super::Part;
use crate::{
    Frame, Locale, Page,
    components::{Alert, CodeLine, Tone},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::OffsetDateTime;

/// After making a secret: the only page that ever shows it, and only once.
#[derive(Clone, Debug)]
pub struct AdminSecretView {
    pub what: ShownOnce,
    pub app_name: String,
    pub secret: String,
    pub back_href: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownOnce {
    /// And until when the one before works.
    ClientSecret {
        old_until: Option<OffsetDateTime>,
    },
    ApiKey,
}

impl Page for AdminSecretView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        let key = match self.what {
            ShownOnce::ClientSecret { .. } => "admin-secret-title",
            ShownOnce::ApiKey => "admin-api-key-shown",
        };
        t!(locale, key, app = self.app_name.clone())
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let heading = self.title(locale);
        let (part, label, back, old_until) = match self.what {
            ShownOnce::ClientSecret { old_until } => {
                (Part::Apps, "admin-secret-label", t!(locale, "admin-secret-back", app = self.app_name), old_until)
            }
            ShownOnce::ApiKey => (Part::ApiKeys, "admin-api-key-label", t!(locale, "admin-api-key-back"), None),
        };
        let old = old_until.map(|until| {
            let until = locale.instant(until);
            view! { <p>{t!(locale, "admin-secret-old", until = until)}</p> }
        });
        let text = t!(locale, "admin-secret-lead.text");
        view! {
            {part.nav(locale)}
            <h1>{heading}</h1>
            <Alert tone=Tone::Warning heading=t!(locale, "admin-secret-lead") text />
            <CodeLine label=t!(locale, label) text=self.secret />
            {old}
            <div class="actions">
                <a class="button" href=self.back_href>{back}</a>
            </div>
        }
        .into_any()
    }
}
