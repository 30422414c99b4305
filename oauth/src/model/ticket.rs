use time::OffsetDateTime;

use super::words::words;
use crate::types::{Email, SecretHash, UserId};

/// A one-time link in a letter: whoever opens it reads that address's mail. The link itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub token: SecretHash,
    pub purpose: TicketPurpose,
    /// Where the letter went.
    pub email: Email,
    /// Whom it concerns; nobody yet when somebody signs up.
    pub user_id: Option<UserId>,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    /// When it was redeemed, or made void by a newer one.
    pub used_at: Option<OffsetDateTime>,
}

/// What opening the link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketPurpose {
    /// Makes an account for the address.
    SignUp,
    /// Chooses another password.
    ResetPassword,
    /// Makes the address that of the person.
    ChangeEmail,
}

words!(TicketPurpose, "sign_up, reset_password, change_email", {
    SignUp => "sign_up", ResetPassword => "reset_password", ChangeEmail => "change_email"
});

impl Ticket {
    /// Whether it can still be redeemed at this time.
    pub fn is_good(&self, now: OffsetDateTime) -> bool {
        self.used_at.is_none() && now < self.expires_at
    }
}
