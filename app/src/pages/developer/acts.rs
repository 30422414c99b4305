use crate::{
    Locale,
    i18n::t,
    pages::{Act, ConfirmWords},
};

/// What a developer can do to an app that hurts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppAct {
    Pause {
        app: String,
    },
    /// With how many people are connected, and how many living families of tokens die.
    Delete {
        app: String,
        people: u64,
        sessions: u64,
    },
    EndOldSecret {
        app: String,
    },
}

impl Act for AppAct {
    fn words(&self, locale: Locale) -> ConfirmWords {
        match self.clone() {
            Self::Pause { app } => ConfirmWords {
                title: t!(locale, "act-pause", app = app),
                lead: t!(locale, "act-pause.lead"),
                consequences: vec![t!(locale, "act-pause.people"), t!(locale, "act-pause.tokens")],
                label: t!(locale, "act-pause.label"),
            },
            Self::Delete { app, people, sessions } => ConfirmWords {
                title: t!(locale, "act-delete", app = app),
                lead: t!(locale, "act-delete.lead"),
                consequences: vec![
                    t!(locale, "act-delete.people", n = people),
                    t!(locale, "act-delete.sessions", n = sessions),
                    t!(locale, "act-delete.keys"),
                ],
                label: t!(locale, "act-delete.label"),
            },
            Self::EndOldSecret { app } => ConfirmWords {
                title: t!(locale, "act-end-secret", app = app),
                lead: t!(locale, "act-end-secret.lead"),
                consequences: Vec::new(),
                label: t!(locale, "act-end-secret.label"),
            },
        }
    }
}
