//! Letters by e-mail. They leave in the background: how long an answer takes tells nobody whether a letter was written,
//! and a mail server that is slow or down holds up nobody. **No line of the log holds what is in a letter.**

mod outbox;
mod smtp;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message};
use lettre::{Address, Tokio1Executor};
use oauth::context::SystemEntropy;
use oauth::types::{Email, Secret};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tracing::Instrument as _;
use url::Host;
use url::quirks::domain_to_unicode;

pub use self::smtp::SmtpUrl;
use crate::clock::Clock;
use crate::config::Settings;

/// A letter to one person, plain text. Its body may hold a link that opens something, so it does not print.
#[derive(Clone)]
pub struct Letter {
    pub to: Email,
    pub subject: String,
    pub body: String,
}

/// The way letters take: to a mail server, or into a folder when none is set.
#[derive(Clone)]
pub struct Mail(Arc<Inner>);

struct Inner {
    from: Mailbox,
    way: Way,
    clock: Clock,
    /// One for each letter being handed over.
    hands: Semaphore,
}

enum Way {
    Smtp(lettre::AsyncSmtpTransport<Tokio1Executor>),
    Outbox(outbox::Outbox),
}

/// So many letters are handed over at once; the others wait for their turn.
const HANDS: u32 = 8;
/// How long to wait before each further try. A mail server that greylists wants its minutes.
const PAUSES: [Duration; 3] = [Duration::from_secs(3), Duration::from_secs(30), Duration::from_secs(330)];
/// How long letters hold up the end of the process.
const LAST_CALL: Duration = Duration::from_secs(10);

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
enum NotSent {
    #[error("no letter can be written to this address")]
    Unwritable,
    #[error("the mail server does not take it: {0}")]
    Refused(lettre::transport::smtp::Error),
    #[error("the mail server did not take it: {0}")]
    Unreachable(lettre::transport::smtp::Error),
    #[error("it cannot be written: {0}")]
    Io(std::io::Error),
}

impl Mail {
    /// The way the settings say.
    pub fn new(settings: &Settings, clock: Clock) -> Self {
        let way = match &settings.smtp_url {
            Some(url) => Way::Smtp(url.transport(&settings.issuer)),
            None => Way::Outbox(outbox::Outbox::in_data_dir(&settings.data_dir)),
        };
        Self(Arc::new(Inner { from: settings.mail_from(), way, clock, hands: Semaphore::new(HANDS as usize) }))
    }

    /// Sends a letter, some time soon. Whoever asked for it is not told whether it arrived.
    pub fn send(&self, letter: Letter) {
        self.send_when(async { Some(letter) });
    }

    /// Sends what is yet to be written, or nothing. What writing it takes is in no answer's time either.
    pub fn send_when(&self, writing: impl Future<Output = Option<Letter>> + Send + 'static) {
        let inner = Arc::clone(&self.0);
        let task = async move {
            if let Some(letter) = writing.await {
                inner.deliver(&letter).await;
            }
        };
        tokio::spawn(task.in_current_span());
    }

    /// Waits until every letter that is being handed over has left.
    pub async fn finish(&self) {
        if timeout(LAST_CALL, self.0.hands.acquire_many(HANDS)).await.is_err() {
            tracing::warn!("stopping while letters are on their way");
        }
    }
}

impl Inner {
    async fn deliver(&self, letter: &Letter) {
        let mut pauses = PAUSES.iter();
        loop {
            let error = match self.attempt(letter).await {
                Ok(()) => return,
                Err(error) => error,
            };
            let again = if matches!(error, NotSent::Unreachable(_)) { pauses.next() } else { None };
            let Some(pause) = again else {
                tracing::error!(%error, "a letter was not sent");
                return;
            };
            tracing::warn!(%error, again_in = ?pause, "a letter has to wait");
            sleep(*pause).await;
        }
    }

    async fn attempt(&self, letter: &Letter) -> Result<(), NotSent> {
        let _hand = self.hands.acquire().await;
        let message = self.message(letter).ok_or(NotSent::Unwritable)?;
        match &self.way {
            Way::Smtp(transport) => {
                smtp::send(transport, message).await?;
                tracing::info!("a letter was sent");
            }
            Way::Outbox(outbox) => {
                let path = outbox.put(message.formatted(), self.clock.now()).await.map_err(NotSent::Io)?;
                tracing::info!(path = %path.display(), "no mail server is set (smtp.url): a letter was put into the outbox");
            }
        }
        Ok(())
    }

    fn message(&self, letter: &Letter) -> Option<Message> {
        let id = Secret::generate(&SystemEntropy);
        let id = format!("<{}@{}>", id.expose(), self.from.email.domain());
        // Whatever the letter says, it travels as short lines of ASCII: a link survives every server on the way.
        let body = Body::new_with_encoding(letter.body.clone(), ContentTransferEncoding::QuotedPrintable).ok()?;
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address(&letter.to)?))
            .subject(letter.subject.clone())
            .date(SystemTime::from(self.clock.now()))
            .message_id(Some(id))
            .header(ContentType::TEXT_PLAIN)
            .raw_header(automatic())
            .body(body)
            .ok()
    }
}

/// RFC 3834 §5: no holiday note answers it.
fn automatic() -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned())
}

/// Whether a letter can be written to this address: more than an [`Email`] promises. Its domain is spelt as mail servers
/// write it or as people do: every other spelling that is read as the same (`ex%61mple.com`, full-width letters) would be
/// a further account, and further letters, for one mailbox.
pub fn is_writable(email: &Email) -> bool {
    let Some(address) = address(email) else { return false };
    let (_, typed) = email.as_str().rsplit_once('@').unwrap_or_default();
    typed == address.domain() || typed == domain_to_unicode(address.domain())
}

/// The address as mail servers read it, its domain in ASCII: `münchen.example` is `xn--mnchen-3ya.example` to most.
fn address(email: &Email) -> Option<Address> {
    let (local, domain) = email.as_str().rsplit_once('@')?;
    let Ok(Host::Domain(domain)) = Host::parse(domain) else { return None };
    Address::new(local, domain).ok()
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Letter([redacted])")
    }
}

#[cfg(test)]
mod tests;
