use crate::{Locale, components::Tone, i18n::t};
use serde::{Deserialize, Serialize};

/// What a form did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppNotice {
    Registered,
    Saved,
    /// And the verification went.
    SavedUnverified,
    /// And the trust went.
    SavedUntrusted,
    Rotated,
    OldSecretEnded,
    Paused,
    Resumed,
    /// Its developer cannot undo what an administrator did.
    StillSuspended,
    /// Somebody else changed it since it was read; nothing was saved.
    ChangedMeanwhile,
}

impl AppNotice {
    pub(super) fn words(self, app: &str, locale: Locale) -> (Tone, String) {
        match self {
            Self::Registered => (Tone::Good, t!(locale, "app-notice-registered", app = app.to_owned())),
            Self::Saved => (Tone::Good, t!(locale, "app-notice-saved")),
            Self::SavedUnverified => (Tone::Warning, t!(locale, "app-notice-unverified")),
            Self::SavedUntrusted => (Tone::Warning, t!(locale, "app-notice-untrusted")),
            Self::Rotated => (Tone::Good, t!(locale, "app-notice-rotated")),
            Self::OldSecretEnded => (Tone::Good, t!(locale, "app-notice-old-ended")),
            Self::Paused => (Tone::Good, t!(locale, "app-notice-paused")),
            Self::Resumed => (Tone::Good, t!(locale, "app-notice-resumed")),
            Self::StillSuspended => (Tone::Problem, t!(locale, "app-notice-still-suspended")),
            Self::ChangedMeanwhile => (Tone::Problem, t!(locale, "app-notice-changed-meanwhile")),
        }
    }
}
