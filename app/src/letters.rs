//! What letters say: subject and plain text, in the person's language.
//!
//! **No letter repeats what a stranger typed**, no name of a person nor of an app: whoever signs up with somebody else's
//! address would choose the words that they read.

use crate::i18n::{Locale, t};

/// One letter, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Letter {
    /// Somebody wants an account with this address: the link makes one.
    SignUp { link: String, lasts_seconds: i64 },
    /// Somebody wants an account with this address, which has one.
    AccountExists { sign_in: String, reset: String },
    /// The link chooses another password.
    ResetPassword { link: String, lasts_seconds: i64 },
    /// The same, begun by an administrator.
    ResetByAdmin { link: String, lasts_seconds: i64 },
    /// Somebody wants to get into an account that an administrator has stopped.
    Suspended,
    /// The link makes this address that of an account.
    ChangeEmail { link: String, lasts_seconds: i64 },
    /// Somebody wants to give their account this address, which has another one.
    AddressTaken { sign_in: String },
    /// To the address that was that of the account until now.
    EmailChanged,
    /// The password is another one since a moment ago.
    PasswordChanged { reset: String },
}

/// Who writes: the name on the pages, and where they are.
#[derive(Clone, Debug)]
pub struct Sender {
    pub brand: String,
    pub home: String,
}

impl Letter {
    fn key(&self) -> &'static str {
        match self {
            Self::SignUp { .. } => "letter-sign-up",
            Self::AccountExists { .. } => "letter-account-exists",
            Self::ResetPassword { .. } => "letter-reset",
            Self::ResetByAdmin { .. } => "letter-reset-by-admin",
            Self::Suspended => "letter-suspended",
            Self::ChangeEmail { .. } => "letter-change-email",
            Self::AddressTaken { .. } => "letter-address-taken",
            Self::EmailChanged => "letter-email-changed",
            Self::PasswordChanged { .. } => "letter-password-changed",
        }
    }

    /// The line in the list of a mailbox.
    pub fn subject(&self, locale: Locale, sender: &Sender) -> String {
        t!(locale, self.key(), brand = sender.brand.clone())
    }

    /// The whole text, greeting and signature included.
    pub fn body(&self, locale: Locale, sender: &Sender) -> String {
        let key = format!("{}.body", self.key());
        let brand = sender.brand.clone();
        let text = match self.clone() {
            Self::SignUp { link, lasts_seconds }
            | Self::ResetPassword { link, lasts_seconds }
            | Self::ResetByAdmin { link, lasts_seconds }
            | Self::ChangeEmail { link, lasts_seconds } => {
                t!(locale, &key, brand = brand, link = link, duration = locale.duration(lasts_seconds))
            }
            Self::AccountExists { sign_in, reset } => t!(locale, &key, brand = brand, sign_in = sign_in, reset = reset),
            Self::AddressTaken { sign_in } => t!(locale, &key, brand = brand, sign_in = sign_in),
            Self::PasswordChanged { reset } => t!(locale, &key, brand = brand, reset = reset),
            Self::Suspended | Self::EmailChanged => t!(locale, &key, brand = brand),
        };
        format!("{}\n\n{text}\n\n-- \n{}\n{}\n", t!(locale, "letter-greeting"), sender.brand, sender.home)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_letter() -> [Letter; 9] {
        let link = || "https://id.example/finish?ticket=t1cket".to_owned();
        let reset = || "https://id.example/reset".to_owned();
        [
            Letter::SignUp { link: link(), lasts_seconds: 86_400 },
            Letter::AccountExists { sign_in: "https://id.example/login".to_owned(), reset: reset() },
            Letter::ResetPassword { link: link(), lasts_seconds: 1_800 },
            Letter::ResetByAdmin { link: link(), lasts_seconds: 1_800 },
            Letter::Suspended,
            Letter::ChangeEmail { link: link(), lasts_seconds: 7_200 },
            Letter::AddressTaken { sign_in: "https://id.example/login".to_owned() },
            Letter::EmailChanged,
            Letter::PasswordChanged { reset: reset() },
        ]
    }

    #[test]
    fn every_letter_is_whole_in_both_languages() {
        let sender = Sender { brand: "Sésame".to_owned(), home: "https://id.example".to_owned() };
        for (locale, letter) in Locale::ALL.into_iter().flat_map(|locale| every_letter().map(|letter| (locale, letter)))
        {
            let (subject, body) = (letter.subject(locale, &sender), letter.body(locale, &sender));
            for text in [&subject, &body] {
                assert!(
                    !text.contains("Unknown localization") && !text.contains("{ $") && !text.contains("{$"),
                    "{text}"
                );
            }
            assert!(!subject.contains('\n') && subject.chars().count() < 70, "{subject}");
            assert!(body.ends_with("\n-- \nSésame\nhttps://id.example\n"), "{body}");
        }
    }

    #[test]
    fn a_link_stands_alone_on_its_line() {
        // So that no mail program takes the full stop of a sentence for a part of it.
        let sender = Sender { brand: "Sésame".to_owned(), home: "https://id.example".to_owned() };
        for (locale, letter) in Locale::ALL.into_iter().flat_map(|locale| every_letter().map(|letter| (locale, letter)))
        {
            let body = letter.body(locale, &sender);
            for line in body.lines().filter(|line| line.contains("https://")) {
                assert!(line.starts_with("https://") && !line.contains(' '), "{line:?}");
            }
        }
    }
}
