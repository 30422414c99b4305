//! `sesame audit`: the audit log, from its first line to its last. It is read page by page and written as it is read, so
//! that a million lines take no more memory than one page.

use std::io::{self, ErrorKind, Write};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use oauth::model::{Actor, AuditEvent, AuditQuery, AuditRecord};
use oauth::types::{ClientId, Email, UserId};
use serde::Serialize;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use super::CliError;
use super::instance::Instance;
use crate::clock::rfc3339;
use crate::config::duration;

/// Print the audit log, oldest line first; with --json one object a line
#[derive(Debug, Args)]
pub(super) struct Audit {
    /// Only what happened since: 12h or 30d ago, or a time like 2026-03-01T12:00:00Z
    #[arg(long, value_name = "TIME", value_parser = since)]
    since: Option<Since>,
    /// Only this event
    #[arg(long, value_parser = events(), hide_possible_values = true)]
    event: Option<AuditEvent>,
    /// Only what this person did or what is about them: their address, or their number
    #[arg(long, value_name = "EMAIL")]
    user: Option<String>,
    /// Only what this application had a part in; it may be gone by now
    #[arg(long, value_name = "CLIENT_ID")]
    client: Option<ClientId>,
}

/// From when on.
#[derive(Clone, Copy, Debug)]
enum Since {
    Ago(Duration),
    At(OffsetDateTime),
}

fn since(text: &str) -> Result<Since, &'static str> {
    let at = || OffsetDateTime::parse(text, &Rfc3339).ok().map(Since::At);
    duration(text).map(Since::Ago).or_else(at).ok_or("it is a time like 12h, 30d or 2026-03-01T12:00:00Z")
}

fn events() -> impl TypedValueParser<Value = AuditEvent> {
    PossibleValuesParser::new(AuditEvent::ALL.map(AuditEvent::as_str)).try_map(|text| text.parse::<AuditEvent>())
}

/// Lines read at once.
const PAGE: u64 = 500;

impl Audit {
    pub async fn run(self, instance: &Instance, as_json: bool) -> Result<(), CliError> {
        let mut query = self.query(instance).await?;
        let mut out = io::BufWriter::new(io::stdout().lock());
        loop {
            let page = instance.store().audit(&query).await?;
            match page.iter().try_for_each(|record| write(&mut out, record, as_json)).and_then(|()| out.flush()) {
                // `sesame audit | head -1` has read enough.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
                done => done.map_err(|error| CliError::Io("cannot write the answer".to_owned(), error))?,
            }
            match page.last() {
                Some(last) => query.after = Some(last.id),
                None => return Ok(()),
            }
        }
    }

    async fn query(self, instance: &Instance) -> Result<AuditQuery, CliError> {
        let user_id = match self.user {
            Some(user) => Some(person(instance, &user).await?),
            None => None,
        };
        let since = self.since.map(|since| match since {
            Since::Ago(ago) => instance.now() - ago,
            Since::At(at) => at,
        });
        let (event, client_id) = (self.event, self.client);
        Ok(AuditQuery { after: Some(0), since, user_id, client_id, event, limit: PAGE, ..AuditQuery::default() })
    }
}

/// Somebody who is gone is still known by their number.
async fn person(instance: &Instance, text: &str) -> Result<UserId, CliError> {
    if let Ok(id) = text.parse() {
        return Ok(UserId(id));
    }
    let found = match text.parse::<Email>() {
        Ok(email) => instance.store().user_by_email(&email).await?,
        Err(_) => None,
    };
    let found = found.map(|user| user.id);
    found.ok_or_else(|| {
        CliError::Failed(format!("there is nobody with the address {text}: somebody who is gone has a number"))
    })
}

/// One line as programs read it. **The keys are a promise**; what is not known is `null`.
#[derive(Serialize)]
struct Line<'a> {
    id: i64,
    at: String,
    event: &'static str,
    actor: &'static str,
    actor_id: Option<i64>,
    user_id: Option<i64>,
    client_id: Option<&'a str>,
    address: Option<&'a str>,
    user_agent: Option<&'a str>,
    detail: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn of(AuditRecord { id, entry }: &'a AuditRecord) -> Self {
        let (actor, actor_id) = match entry.actor {
            Actor::Person(UserId(id)) => ("person", Some(id)),
            Actor::App => ("app", None),
            Actor::CommandLine => ("command_line", None),
            Actor::Nobody => ("nobody", None),
        };
        Self {
            id: *id,
            at: rfc3339(entry.at),
            event: entry.event.as_str(),
            actor,
            actor_id,
            user_id: entry.user_id.map(|UserId(id)| id),
            client_id: entry.client_id.as_ref().map(ClientId::as_str),
            address: entry.from.address.as_deref(),
            user_agent: entry.from.user_agent.as_deref(),
            detail: entry.detail.as_deref(),
        }
    }

    /// As people read it: what is not known is left out.
    fn human(&self) -> String {
        let by = match self.actor_id {
            Some(id) => format!("person {id}"),
            None => self.actor.replace('_', " "),
        };
        let about = self.user_id.filter(|id| Some(*id) != self.actor_id);
        let parts = [
            Some(self.at.clone()),
            Some(self.event.to_owned()),
            Some(format!("by {by}")),
            about.map(|id| format!("about person {id}")),
            self.client_id.map(|id| format!("client {id}")),
            self.address.map(|address| format!("from {address}")),
            self.detail.map(|detail| format!("({detail})")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
    }
}

fn write(out: &mut impl Write, record: &AuditRecord, as_json: bool) -> io::Result<()> {
    let line = Line::of(record);
    if as_json {
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)
    } else {
        writeln!(out, "{}", line.human())
    }
}
