use super::{AdminNotice, Part, notice};
use crate::{
    Frame, Locale, Page,
    components::{Badge, FieldText, Panel, Select, Table, Tone},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::OffsetDateTime;

/// `/admin/keys`: what signs access tokens.
#[derive(Clone, Debug)]
pub struct AdminKeysView {
    /// Newest first.
    pub keys: Vec<AdminKeyRow>,
    /// Those a new key can have; the first is what signs now.
    pub algorithms: Vec<String>,
    pub notice: Option<AdminNotice>,
}

#[derive(Clone, Debug)]
pub struct AdminKeyRow {
    pub kid: String,
    pub algorithm: String,
    pub since: OffsetDateTime,
    pub state: KeyState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    Signs,
    /// Newer keys sign.
    Reserve,
    /// Published until its last token has expired.
    Retired {
        at: OffsetDateTime,
        verifies_until: OffsetDateTime,
    },
}

impl Page for AdminKeysView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "admin-nav-keys")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let columns = ["admin-key-id", "admin-key-algorithm", "admin-person-state", "admin-key-since"];
        let columns = columns.map(|key| t!(locale, key)).into();
        let rows = self.keys.into_iter().map(|key| row(key, locale)).collect();
        let field = FieldText {
            name: "algorithm",
            label: t!(locale, "admin-key-rotate-algorithm"),
            value: self.algorithms.first().cloned().unwrap_or_default(),
            ..FieldText::default()
        };
        let options = self.algorithms.into_iter().map(|algorithm| (algorithm.clone(), algorithm)).collect();
        view! {
            {Part::Keys.nav(locale)}
            <h1>{t!(locale, "admin-nav-keys")}</h1>
            <p class="lead">{t!(locale, "admin-keys-lead")}</p>
            {notice(self.notice, locale)}
            <Table caption=t!(locale, "admin-nav-keys") columns rows />
            <Panel heading=t!(locale, "admin-key-rotate")>
                <form method="get" action="/admin/keys/rotate" class="form narrow">
                    <Select field options />
                    <button class="button">{t!(locale, "admin-key-rotate-next")}</button>
                </form>
            </Panel>
        }
        .into_any()
    }
}

fn row(key: AdminKeyRow, locale: Locale) -> Vec<AnyView> {
    let (tone, word, until) = match key.state {
        KeyState::Signs => (Tone::Good, "admin-key-signs", None),
        KeyState::Reserve => (Tone::Info, "admin-key-reserve", None),
        KeyState::Retired { at, verifies_until } => {
            let (at, until) = (locale.date(at.date()), locale.instant(verifies_until));
            (Tone::Info, "admin-key-retired", Some(t!(locale, "admin-key-until", at = at, until = until)))
        }
    };
    vec![
        view! { <code>{key.kid}</code> }.into_any(),
        key.algorithm.into_any(),
        view! {
            <div>
                <Badge tone text=t!(locale, word) />
                {until.map(|until| view! { <p class="hint">{until}</p> })}
            </div>
        }
        .into_any(),
        locale.instant(key.since).into_any(),
    ]
}
