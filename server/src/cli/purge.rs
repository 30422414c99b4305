//! `sesame purge`: what nobody can use any more goes. What that is, `oauth::store::PurgeKind` says.

use clap::Args;
use oauth::store::{PurgeKind, StoreError};
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::CliError;
use super::answer::{Answer, count};
use super::instance::Instance;

/// Clear away what has expired; without options, all of it
///
/// Used tokens and codes stay as long as tokens of the same approval live, so that their reuse is noticed. Device codes
/// stay an hour, so that a late device is told that it is late.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Purge {
    /// Expired access tokens, and retired signing keys that have none left to verify
    #[arg(long)]
    access_tokens: bool,
    /// Refresh tokens of approvals that have ended
    #[arg(long)]
    refresh_tokens: bool,
    /// Expired authorization codes and requests
    #[arg(long)]
    auth_codes: bool,
    /// Expired device codes
    #[arg(long)]
    device_codes: bool,
    /// Expired browser sessions
    #[arg(long)]
    sessions: bool,
    /// Only count
    #[arg(long)]
    dry_run: bool,
}

/// Something that can be cleared, and what it is called.
struct Kind {
    what: What,
    name: &'static str,
    one: &'static str,
    many: &'static str,
    /// Goes along with what was asked for: not worth a line when there is none.
    beside: bool,
}

#[derive(Clone, Copy)]
enum What {
    Stored(PurgeKind),
    Sessions,
}

const ACCESS_TOKENS: Kind =
    named(PurgeKind::AccessTokens, "access_tokens", "expired access token", "expired access tokens");
const REFRESH_TOKENS: Kind =
    named(PurgeKind::RefreshTokens, "refresh_tokens", "expired refresh token", "expired refresh tokens");
const AUTH_CODES: Kind =
    named(PurgeKind::AuthorizationCodes, "auth_codes", "expired authorization code", "expired authorization codes");
const DEVICE_CODES: Kind = named(PurgeKind::DeviceCodes, "device_codes", "expired device code", "expired device codes");
const SESSIONS: Kind =
    Kind { what: What::Sessions, name: "sessions", one: "expired session", many: "expired sessions", beside: false };
const REQUESTS: Kind = beside(
    PurgeKind::AuthorizationRequests,
    "auth_requests",
    "expired authorization request",
    "expired authorization requests",
);
const KEYS: Kind = beside(PurgeKind::SigningKeys, "signing_keys", "retired signing key", "retired signing keys");
const FAMILIES: Kind = beside(PurgeKind::Families, "grants", "approval without tokens", "approvals without tokens");
const TRIES: Kind = beside(PurgeKind::Throttles, "throttles", "forgiven count of tries", "forgiven counts of tries");

const TICKETS: Kind = beside(PurgeKind::Tickets, "one_time_links", "expired one-time link", "expired one-time links");
const PROBLEMS: Kind = beside(PurgeKind::ClientProblems, "app_mistakes", "old app mistake", "old app mistakes");

/// Rows deleted in one statement: enough to be quick, too few for anybody to wait.
const BATCH: u64 = 500;

const fn named(kind: PurgeKind, name: &'static str, one: &'static str, many: &'static str) -> Kind {
    Kind { what: What::Stored(kind), name, one, many, beside: false }
}

const fn beside(kind: PurgeKind, name: &'static str, one: &'static str, many: &'static str) -> Kind {
    Kind { beside: true, ..named(kind, name, one, many) }
}

impl Purge {
    pub async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        let now = instance.now();
        let (mut human, mut cleared) = (String::new(), Map::new());
        let verb = if self.dry_run { "Would clear" } else { "Cleared" };
        for kind in self.kinds() {
            let number = if self.dry_run {
                kind.what.count(instance, now).await?
            } else {
                kind.what.clear(instance, now).await?
            };
            if number > 0 || !kind.beside {
                human += &format!("{verb} {}.\n", count(number, kind.one, kind.many));
            }
            cleared.insert(kind.name.to_owned(), Value::from(number));
        }
        Ok(Answer::new(human, &json!({ "dry_run": self.dry_run, "cleared": cleared })))
    }

    /// What was asked for, in the order in which it becomes free to go: a code waits for its tokens, an approval for
    /// both kinds.
    fn kinds(self) -> Vec<Kind> {
        let all = !(self.access_tokens || self.refresh_tokens || self.auth_codes || self.device_codes || self.sessions);
        let tokens = self.access_tokens || self.refresh_tokens;
        [
            (self.access_tokens, ACCESS_TOKENS),
            (self.refresh_tokens, REFRESH_TOKENS),
            (self.auth_codes, AUTH_CODES),
            (self.device_codes, DEVICE_CODES),
            (self.sessions, SESSIONS),
            (self.auth_codes, REQUESTS),
            (tokens, FAMILIES),
            (self.access_tokens, KEYS),
            (false, TRIES),
            (false, TICKETS),
            (false, PROBLEMS),
        ]
        .into_iter()
        .filter_map(|(named, kind)| (all || named).then_some(kind))
        .collect()
    }
}

impl What {
    async fn count(self, instance: &Instance, now: OffsetDateTime) -> Result<u64, StoreError> {
        match self {
            Self::Stored(kind) => instance.store().expired(kind, now).await,
            Self::Sessions => instance.sessions().expired(now).await,
        }
    }

    async fn clear(self, instance: &Instance, now: OffsetDateTime) -> Result<u64, StoreError> {
        let mut cleared = 0;
        loop {
            let step = match self {
                Self::Stored(kind) => instance.store().purge(kind, now, BATCH).await?,
                Self::Sessions => instance.sessions().purge(now, BATCH).await?,
            };
            cleared += step;
            if step == 0 {
                return Ok(cleared);
            }
        }
    }
}
