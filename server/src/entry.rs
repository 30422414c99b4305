//! One-time links in letters, the tickets: for making an account, for choosing another password, for changing the
//! address.
//!
//! **The answer to "send me a letter" is the same whoever has an account, and takes the same time**: who it is, the
//! ticket and the letter are all found out behind it. **Opening a link uses nothing up**, since mail scanners open all
//! of them; the form behind it does. Where the person was going travels in the link and not in the store, which keeps
//! the ids of waiting requests as hashes alone.

mod desk;

use app::letters::Letter;
use oauth::model::{AuditEvent, AuditQuery, Ticket, TicketPurpose, User};
use oauth::store::{Store, StoreError};
use oauth::throttle::{Attempt, Policy, ThrottleKey};
use oauth::types::{Email, Secret};
use time::{Duration, OffsetDateTime};

use self::desk::{Desk, Wish};
use crate::onward::Onward;
use crate::render::Viewer;

type Result<T> = std::result::Result<T, StoreError>;

/// What asking for a letter came to. Nothing here says whether one was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Sent,
    /// Too many letters were asked for from this address.
    TooMany {
        wait: Duration,
    },
}

/// How long a link is good for.
pub fn lifetime(purpose: TicketPurpose) -> Duration {
    match purpose {
        TicketPurpose::SignUp => Duration::hours(24),
        TicketPurpose::ResetPassword => Duration::minutes(30),
        TicketPurpose::ChangeEmail => Duration::hours(2),
    }
}

/// Somebody wants an account with this address.
pub async fn ask_sign_up(viewer: &Viewer, email: Email, onward: Onward) -> Result<Asked> {
    ask(viewer, email, Wish::SignUp { onward }).await
}

/// Somebody has forgotten the password of this address. Strangers get no letter.
pub async fn ask_reset(viewer: &Viewer, email: Email, onward: Onward) -> Result<Asked> {
    ask(viewer, email, Wish::Reset { onward }).await
}

/// Somebody who is signed in, and has just typed their password, wants another address.
pub async fn ask_email_change(viewer: &Viewer, user: &User, email: Email) -> Result<Asked> {
    ask(viewer, email, Wish::ChangeEmail { user: user.clone() }).await
}

/// An administrator has somebody choose another password (row 106): they get the link, the administrator does not.
pub async fn start_reset(viewer: &Viewer, user: &User) -> Result<()> {
    viewer.store().record(&viewer.audit(AuditEvent::PasswordResetAsked).about(user.id)).await?;
    let desk = Desk::of(viewer);
    let letter = if user.is_active() { desk.reset_by_admin(user).await? } else { Letter::Suspended };
    desk.send(user, &letter);
    Ok(())
}

/// Tells a person that their password is another one, as whoever has changed it may not be them.
pub fn tell_password_changed(viewer: &Viewer, user: &User) {
    let desk = Desk::of(viewer);
    desk.send(user, &desk.password_changed());
}

/// Tells the address that was a person's until now.
pub fn tell_email_changed(viewer: &Viewer, before: &User) {
    Desk::of(viewer).send(before, &Letter::EmailChanged);
}

/// Counts, and leaves everything that depends on who it is to the time after the answer. An address that has had too many
/// letters gets none, and the answer does not say so.
async fn ask(viewer: &Viewer, email: Email, wish: Wish) -> Result<Asked> {
    let (store, now) = (viewer.store(), viewer.state.now());
    let from = ThrottleKey::letters_from(&viewer.caller.address.throttle_key());
    if let Attempt::Blocked { until } = store.attempt(&from, &Policy::LETTERS_FROM, now).await? {
        tracing::warn!(address = %viewer.caller.address, "too many letters asked for");
        return Ok(Asked::TooMany { wait: until - now });
    }
    let to = ThrottleKey::letters_to(wish.purpose(), &email);
    if let Attempt::Blocked { .. } = store.attempt(&to, &Policy::LETTERS_TO, now).await? {
        tracing::warn!("too many letters to one address");
        return Ok(Asked::Sent);
    }
    let asked = viewer.audit(wish.event());
    Desk::of(viewer).fulfil(wish, email, asked);
    Ok(Asked::Sent)
}

/// The ticket of a link, if it is good for this. Which of the reasons it is not good for, nobody is told.
pub async fn find(viewer: &Viewer, token: &str, purpose: TicketPurpose) -> Result<Option<Ticket>> {
    let ticket = viewer.store().ticket(&Secret::from(token.to_owned()).hash()).await?;
    Ok(ticket.filter(|ticket| ticket.purpose == purpose && ticket.is_good(viewer.state.now())))
}

/// Whose ticket it is, if they may still use it.
pub async fn owner(store: &dyn Store, ticket: &Ticket) -> Result<Option<User>> {
    let Some(id) = ticket.user_id else { return Ok(None) };
    let Some(user) = store.user(id).await?.filter(User::is_active) else { return Ok(None) };
    let good = match ticket.purpose {
        TicketPurpose::SignUp => false,
        // It went to an address that may be theirs no more.
        TicketPurpose::ResetPassword => user.email == ticket.email,
        // Somebody who had got in may have asked for it, and the person has since locked them out.
        TicketPurpose::ChangeEmail => !password_changed_since(store, &user, ticket.created_at).await?,
    };
    Ok(good.then_some(user))
}

async fn password_changed_since(store: &dyn Store, user: &User, since: OffsetDateTime) -> Result<bool> {
    for event in [AuditEvent::PasswordReset, AuditEvent::PasswordChanged] {
        let query = AuditQuery { user_id: Some(user.id), event: Some(event), limit: 1, ..AuditQuery::default() };
        if store.audit(&query).await?.iter().any(|record| record.entry.at >= since) {
            return Ok(true);
        }
    }
    Ok(false)
}
