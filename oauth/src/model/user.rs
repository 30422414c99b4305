use time::OffsetDateTime;

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
    pub created_at: OffsetDateTime,
}

impl User {
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
    pub created_at: OffsetDateTime,
}
