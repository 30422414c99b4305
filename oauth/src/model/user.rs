use time::OffsetDateTime;

use super::words::words;
use crate::password::PasswordHash;
use crate::types::{Email, UserId};

/// A person who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub email: Email,
    pub firstname: String,
    pub lastname: String,
    /// `None` until a password was chosen.
    pub password: Option<PasswordHash>,
    pub admin: bool,
    /// What they chose for pages and letters; `None` follows the browser.
    pub language: Option<Language>,
    pub state: UserState,
    pub created_at: OffsetDateTime,
}

/// A language that pages and letters speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    En,
    Fr,
}

/// Whether an administrator lets them in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserState {
    Active,
    Suspended,
}

words!(Language, "en, fr", { En => "en", Fr => "fr" });
words!(UserState, "active, suspended", { Active => "active", Suspended => "suspended" });

impl User {
    /// Whether they may sign in and be acted for.
    pub fn is_active(&self) -> bool {
        self.state == UserState::Active
    }

    /// First and last name as one would say them.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.firstname, self.lastname).trim().to_owned()
    }
}

/// A person before the store has numbered them.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub email: Email,
    pub firstname: String,
    pub lastname: String,
    pub password: Option<PasswordHash>,
    pub admin: bool,
    pub language: Option<Language>,
    pub created_at: OffsetDateTime,
}
