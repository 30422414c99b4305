//! Where letters are written: with a new ticket, in the reader's language.

use app::Locale;
use app::letters::{Letter, Sender};
use oauth::context::SystemEntropy;
use oauth::model::{AuditEntry, AuditEvent, Language, RequestState, Ticket, TicketPurpose, User};
use oauth::store::Question;
use oauth::types::{Email, Secret};

use super::{Result, lifetime};
use crate::mail;
use crate::onward::{Onward, with_query};
use crate::render::Viewer;
use crate::state::AppState;

/// What writing takes, without the request it is for: that one may be answered by then.
#[derive(Clone)]
pub(super) struct Desk {
    state: AppState,
    /// Of the page; a person's own choice comes first.
    locale: Locale,
}

/// What somebody asked for, whoever they are.
pub(super) enum Wish {
    SignUp { onward: Onward },
    Reset { onward: Onward },
    ChangeEmail { user: User },
}

impl Wish {
    pub(super) fn event(&self) -> AuditEvent {
        match self {
            Self::SignUp { .. } => AuditEvent::SignUpAsked,
            Self::Reset { .. } => AuditEvent::PasswordResetAsked,
            Self::ChangeEmail { .. } => AuditEvent::EmailChangeAsked,
        }
    }

    pub(super) fn purpose(&self) -> TicketPurpose {
        match self {
            Self::SignUp { .. } => TicketPurpose::SignUp,
            Self::Reset { .. } => TicketPurpose::ResetPassword,
            Self::ChangeEmail { .. } => TicketPurpose::ChangeEmail,
        }
    }
}

impl Desk {
    pub(super) fn of(viewer: &Viewer) -> Self {
        Self { state: viewer.state.clone(), locale: viewer.locale }
    }

    /// Finds out who it is and writes to them, some time soon.
    pub(super) fn fulfil(self, wish: Wish, email: Email, asked: AuditEntry) {
        let mail = self.state.mail().clone();
        mail.send_when(async move {
            match self.letter(wish, &email, asked).await {
                Ok(letter) => letter,
                Err(error) => {
                    tracing::error!(%error, "a letter was not written");
                    None
                }
            }
        });
    }

    async fn letter(&self, wish: Wish, email: &Email, asked: AuditEntry) -> Result<Option<mail::Letter>> {
        let store = self.state.store();
        let known = store.user_by_email(email).await?;
        let asked = match (&wish, &known) {
            (Wish::SignUp { .. } | Wish::Reset { .. }, Some(user)) => asked.about(user.id),
            _ => asked,
        };
        store.record(&asked).await?;
        let letter = match (wish, &known) {
            (Wish::SignUp { .. } | Wish::Reset { .. }, Some(user)) if !user.is_active() => Letter::Suspended,
            (Wish::SignUp { onward }, Some(_)) => self.account_exists(&self.in_letter(onward).await?),
            (Wish::SignUp { onward }, None) => {
                let onward = self.in_letter(onward).await?;
                let (link, lasts_seconds) = self.link(TicketPurpose::SignUp, email, None, &onward).await?;
                Letter::SignUp { link, lasts_seconds }
            }
            (Wish::Reset { onward }, Some(user)) => {
                let onward = self.in_letter(onward).await?;
                let (link, lasts_seconds) = self.link(TicketPurpose::ResetPassword, email, Some(user), &onward).await?;
                Letter::ResetPassword { link, lasts_seconds }
            }
            (Wish::Reset { .. }, None) => return Ok(None),
            (Wish::ChangeEmail { .. }, Some(_)) => {
                Letter::AddressTaken { sign_in: self.address(&Onward::Home.login_href()) }
            }
            (Wish::ChangeEmail { user }, None) => {
                let (link, lasts_seconds) =
                    self.link(TicketPurpose::ChangeEmail, email, Some(&user), &Onward::Home).await?;
                Letter::ChangeEmail { link, lasts_seconds }
            }
        };
        let locale = known.as_ref().and_then(locale_of).unwrap_or(self.locale);
        Ok(Some(self.written(email.clone(), &letter, locale)))
    }

    /// Where the letter's link leads on to: nothing that only whoever asked for the letter wants, and no request that
    /// waits no more.
    async fn in_letter(&self, onward: Onward) -> Result<Onward> {
        let Onward::Request(id) = onward else { return Ok(onward.in_letters()) };
        let found = self.state.store().request(&Secret::from(id.clone()).hash(), None).await?;
        let waits = found.is_some_and(|Question { request, .. }| {
            request.answer == RequestState::Waiting && self.state.now() < request.expires_at
        });
        Ok(if waits { Onward::Request(id) } else { Onward::Home })
    }

    pub(super) async fn reset_by_admin(&self, user: &User) -> Result<Letter> {
        let (link, lasts_seconds) =
            self.link(TicketPurpose::ResetPassword, &user.email, Some(user), &Onward::Home).await?;
        Ok(Letter::ResetByAdmin { link, lasts_seconds })
    }

    pub(super) fn password_changed(&self) -> Letter {
        Letter::PasswordChanged { reset: self.address("/reset") }
    }

    fn account_exists(&self, onward: &Onward) -> Letter {
        Letter::AccountExists {
            sign_in: self.address(&onward.login_href()),
            reset: self.address(&with_query("/reset", &onward.carry())),
        }
    }

    /// Sends a letter to this person.
    pub(super) fn send(&self, user: &User, letter: &Letter) {
        let locale = locale_of(user).unwrap_or(self.locale);
        self.state.mail().send(self.written(user.email.clone(), letter, locale));
    }

    /// Makes a ticket, which voids the older ones of its kind, and the link that holds it; says how long it is good.
    async fn link(
        &self,
        purpose: TicketPurpose,
        email: &Email,
        user: Option<&User>,
        onward: &Onward,
    ) -> Result<(String, i64)> {
        let now = self.state.now();
        let token = Secret::generate(&SystemEntropy);
        let ticket = Ticket {
            token: token.hash(),
            purpose,
            email: email.clone(),
            user_id: user.map(|user| user.id),
            created_at: now,
            expires_at: now + lifetime(purpose),
            used_at: None,
        };
        let transaction = self.state.database().begin().await?;
        transaction.void_tickets(purpose, email, now).await?;
        transaction.keep_ticket(&ticket).await?;
        transaction.commit().await?;
        let mut query = vec![("ticket".to_owned(), token.expose().to_owned())];
        query.extend(onward.carry());
        Ok((self.address(&with_query(path(purpose), &query)), lifetime(purpose).whole_seconds()))
    }

    /// A page of ours, as a letter writes it.
    fn address(&self, href: &str) -> String {
        format!("{}{href}", self.state.config().issuer)
    }

    fn written(&self, to: Email, letter: &Letter, locale: Locale) -> mail::Letter {
        let sender = Sender { brand: self.state.settings().brand_name.clone(), home: self.address("") };
        mail::Letter { to, subject: letter.subject(locale, &sender), body: letter.body(locale, &sender) }
    }
}

fn path(purpose: TicketPurpose) -> &'static str {
    match purpose {
        TicketPurpose::SignUp => "/sign-up/finish",
        TicketPurpose::ResetPassword => "/reset/finish",
        TicketPurpose::ChangeEmail => "/account/email/finish",
    }
}

fn locale_of(user: &User) -> Option<Locale> {
    user.language.map(|language| match language {
        Language::En => Locale::En,
        Language::Fr => Locale::Fr,
    })
}
