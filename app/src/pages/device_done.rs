use crate::{
    Frame, Locale, Page,
    components::{Icon, Shape},
    i18n::t,
};
use leptos::prelude::*;

/// `/oauth/device`, step 3.
#[derive(Clone, Debug)]
pub struct DeviceDoneView {
    pub app_name: String,
    pub outcome: DeviceOutcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceOutcome {
    Connected,
    Refused,
}

impl DeviceOutcome {
    fn key(self) -> &'static str {
        match self {
            Self::Connected => "device-connected",
            Self::Refused => "device-refused",
        }
    }
}

impl Page for DeviceDoneView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, self.outcome.key())
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let key = self.outcome.key();
        let (shape, class) = match self.outcome {
            DeviceOutcome::Connected => (Shape::Check, "seal good"),
            DeviceOutcome::Refused => (Shape::Cross, "seal"),
        };
        let close = (self.outcome == DeviceOutcome::Connected)
            .then(|| view! { <p class="hint">{t!(locale, "device-connected.close")}</p> });
        view! {
            <div class="headline">
                <div class=class>
                    <Icon shape />
                </div>
                <h1>{t!(locale, key)}</h1>
                <p class="lead">{t!(locale, &format!("{key}.text"), app = self.app_name)}</p>
                {close}
            </div>
            <div class="actions">
                <a class="button" href="/oauth/device">{t!(locale, "device-another")}</a>
            </div>
        }
        .into_any()
    }
}
