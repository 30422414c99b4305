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
    Allowed {
        state_href: String,
    },
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
        let shape = if self.outcome == DeviceOutcome::Refused { Shape::Cross } else { Shape::Check };
        let fetched = t!(locale, "device-fetched");
        let state = match self.outcome {
            DeviceOutcome::Allowed { state_href } => {
                let waiting = t!(locale, "device-waiting");
                Some(view! { <DeviceFetched state_href waiting fetched /> }.into_any())
            }
            DeviceOutcome::Connected => Some(view! { <p class="live good">{fetched}</p> }.into_any()),
            DeviceOutcome::Refused => None,
        };
        view! {
            <div class="headline">
                <div class="seal">
                    <Icon shape />
                </div>
                <h1>{t!(locale, key)}</h1>
                <p class="lead">{t!(locale, &format!("{key}.text"), app = self.app_name)}</p>
                {state} {close}
            </div>
            <div class="actions">
                <a class="button" href="/oauth/device">{t!(locale, "device-another")}</a>
            </div>
        }
        .into_any()
    }
}
