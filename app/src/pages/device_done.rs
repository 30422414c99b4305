use crate::{
    Frame, Locale, Page,
    components::{Icon, Shape},
    i18n::t,
    islands::DeviceFetched,
};
use leptos::prelude::*;

/// `/oauth/device`, step 3.
#[derive(Clone, Debug)]
pub struct DeviceDoneView {
    pub app_name: String,
    pub outcome: DeviceOutcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceOutcome {
    /// Allowed, and the device has not asked since: where a script can learn when it has.
    Allowed { state_href: String },
    /// The device has its tokens.
    Connected,
    Refused,
}

impl DeviceOutcome {
    fn key(&self) -> &'static str {
        match self {
            Self::Allowed { .. } | Self::Connected => "device-connected",
            Self::Refused => "device-refused",
        }
    }
}

impl Page for DeviceDoneView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, self.outcome.key())
    }

    fn has_islands(&self) -> bool {
        matches!(self.outcome, DeviceOutcome::Allowed { .. })
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let key = self.outcome.key();
        let close = (self.outcome != DeviceOutcome::Refused)
            .then(|| view! { <p class="hint">{t!(locale, "device-connected.close")}</p> });
        let seal = match self.outcome {
            DeviceOutcome::Allowed { state_href } => {
                let (waiting, fetched) = (t!(locale, "device-waiting"), t!(locale, "device-fetched"));
                view! {
                    <DeviceFetched state_href waiting fetched>
                        <Icon shape=Shape::Check />
                    </DeviceFetched>
                }
                .into_any()
            }
            DeviceOutcome::Connected => view! {
                <div class="seal good">
                    <Icon shape=Shape::Check />
                </div>
                <p class="live">{t!(locale, "device-fetched")}</p>
            }
            .into_any(),
            DeviceOutcome::Refused => view! {
                <div class="seal">
                    <Icon shape=Shape::Cross />
                </div>
            }
            .into_any(),
        };
        view! {
            <div class="headline">
                {seal}
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
