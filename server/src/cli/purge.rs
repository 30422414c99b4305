//! `sesame purge`: what nobody can use any more goes. What that is, `oauth::store::PurgeKind` says.

use clap::Args;
use oauth::store::PurgeKind;
use serde_json::{Map, Value, json};

use super::CliError;
use super::answer::{Answer, count};
use super::instance::Instance;
use crate::upkeep::{KINDS, Kept, What};

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

impl Purge {
    pub async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        let kept = Kept { store: instance.store(), sessions: &instance.sessions(), now: instance.now() };
        let (mut human, mut cleared) = (String::new(), Map::new());
        let verb = if self.dry_run { "Would clear" } else { "Cleared" };
        for (what, name) in KINDS.into_iter().filter(|(what, _)| self.wants(*what)) {
            let number = if self.dry_run { kept.count(what).await? } else { kept.clear(what).await? };
            let words = words(what);
            if number > 0 || !words.beside {
                human += &format!("{verb} {}.\n", count(number, words.one, words.many));
            }
            cleared.insert(name.to_owned(), Value::from(number));
        }
        Ok(Answer::new(human, &json!({ "dry_run": self.dry_run, "cleared": cleared })))
    }

    /// Whether this was asked for: by name, as what goes along with something named, or because nothing was named.
    fn wants(self, what: What) -> bool {
        let named = match what {
            What::Stored(PurgeKind::AccessTokens | PurgeKind::SigningKeys) => self.access_tokens,
            What::Stored(PurgeKind::RefreshTokens) => self.refresh_tokens,
            What::Stored(PurgeKind::Families) => self.access_tokens || self.refresh_tokens,
            What::Stored(PurgeKind::AuthorizationCodes | PurgeKind::AuthorizationRequests) => self.auth_codes,
            What::Stored(PurgeKind::DeviceCodes) => self.device_codes,
            What::Sessions => self.sessions,
            What::Stored(PurgeKind::Throttles | PurgeKind::Tickets | PurgeKind::ClientProblems) => false,
        };
        let all = !(self.access_tokens || self.refresh_tokens || self.auth_codes || self.device_codes || self.sessions);
        all || named
    }
}

/// What something is called.
struct Words {
    one: &'static str,
    many: &'static str,
    /// Goes along with what was asked for: not worth a line when there is none.
    beside: bool,
}

fn words(what: What) -> Words {
    let (one, many, beside) = match what {
        What::Sessions => ("expired session", "expired sessions", false),
        What::Stored(kind) => match kind {
            PurgeKind::AccessTokens => ("expired access token", "expired access tokens", false),
            PurgeKind::RefreshTokens => ("expired refresh token", "expired refresh tokens", false),
            PurgeKind::AuthorizationCodes => ("expired authorization code", "expired authorization codes", false),
            PurgeKind::DeviceCodes => ("expired device code", "expired device codes", false),
            PurgeKind::AuthorizationRequests => {
                ("expired authorization request", "expired authorization requests", true)
            }
            PurgeKind::SigningKeys => ("retired signing key", "retired signing keys", true),
            PurgeKind::Families => ("approval without tokens", "approvals without tokens", true),
            PurgeKind::Throttles => ("forgiven count of tries", "forgiven counts of tries", true),
            PurgeKind::Tickets => ("expired one-time link", "expired one-time links", true),
            PurgeKind::ClientProblems => ("old app mistake", "old app mistakes", true),
        },
    };
    Words { one, many, beside }
}
