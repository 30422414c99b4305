use crate::{Act, ConfirmWords, Locale, i18n::t};

/// What a person cannot take back by a click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountAct {
    /// Takes back all that an app was allowed.
    RevokeApp {
        app: String,
        /// How many devices and browsers lose it.
        connections: u64,
        /// It is the house's own: nobody asks before it connects again.
        trusted: bool,
    },
    DeleteAccount {
        /// Apps that used the account.
        apps: u64,
        /// Apps the person registered, which go on without an owner.
        owned_apps: u64,
    },
}

impl Act for AccountAct {
    fn words(&self, locale: Locale) -> ConfirmWords {
        match self.clone() {
            Self::RevokeApp { app, connections, trusted } => {
                let again = if trusted { "account-revoke-trusted" } else { "account-revoke-again" };
                ConfirmWords {
                    title: t!(locale, "account-revoke", app = app.clone()),
                    lead: t!(locale, "account-revoke.lead", app = app),
                    consequences: vec![
                        t!(locale, "account-revoke-connections", n = connections),
                        t!(locale, again),
                        t!(locale, "account-revoke-kept"),
                    ],
                    label: t!(locale, "account-revoke.label"),
                }
            }
            Self::DeleteAccount { apps, owned_apps } => ConfirmWords {
                title: t!(locale, "account-delete"),
                lead: t!(locale, "account-delete.lead"),
                consequences: [
                    Some(t!(locale, "account-delete-data")),
                    (apps > 0).then(|| t!(locale, "account-delete-apps", n = apps)),
                    (owned_apps > 0).then(|| t!(locale, "account-delete-owned", n = owned_apps)),
                ]
                .into_iter()
                .flatten()
                .collect(),
                label: t!(locale, "account-delete.label"),
            },
        }
    }
}
